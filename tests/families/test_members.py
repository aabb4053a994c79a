"""Who joins a family: somebody of the register stays one person, and nothing of them is told."""

import html

import pytest
from django.urls import reverse

from kis.families.members import NOT_TO_BE_ADDED, add_known, add_typed
from kis.families.models import FamilyMember
from kis.lib.refusals import Refused
from participants.merging import merge
from participants.models import Area, Person, Restriction
from participants.recognising import OTHER_NUMBER, SEVERAL, Typed
from tests.factories import PersonFactory
from tests.families.factories import D, FamilyFactory, member

pytestmark = pytest.mark.django_db
ON = D(2026, 6, 1)


@pytest.fixture
def family(users):
    return FamilyFactory(social_worker=users.worker)


def row_of(family, **facts):
    return FamilyMember(**{"family": family, "part": "parent", "starts_on": ON} | facts)


def typed_of(person, **other):
    return Typed(
        **{
            "last_name": person.last_name,
            "first_name": person.first_name,
            "born_on": person.born_on,
        }
        | other
    )


def new_person(typed):
    return Person(last_name=typed.last_name, first_name=typed.first_name, born_on=typed.born_on)


def add(family, typed, **facts):
    return add_typed(row_of(family, **facts), new_person(typed), typed, on=ON)


def text_of(response) -> str:
    return html.unescape(response.content.decode())


def test_whoever_has_these_names_and_birth_date_is_the_same_person(family, users):
    known = PersonFactory(responsible=users.colleague, profession="murarz")
    row, is_known = add(family, typed_of(known, last_name=known.last_name.upper()))
    assert (row.person, is_known) == (known, True)
    assert Person.objects.count() == 1
    assert known.areas.filter(kind=Area.Kind.FAMILIES).get().starts_on == ON


def test_whoever_has_this_number_and_these_names_is_the_same_person(family, users):
    known = PersonFactory(responsible=users.colleague)
    row, _ = add(family, typed_of(known, born_on=None, pesel=known.pesel))
    assert row.person == known


@pytest.mark.parametrize("other", [{"last_name": "Inna"}, {"first_name": "Inna"}, {"born_on": ON}])
def test_a_number_with_other_names_adds_nobody_and_tells_no_name(family, users, other):
    known = PersonFactory(responsible=users.colleague)
    with pytest.raises(Refused) as refusal:
        add(family, typed_of(known, pesel=known.pesel, **other))
    assert str(refusal.value) == OTHER_NUMBER
    assert not FamilyMember.objects.exists()


def test_another_birth_date_is_another_person(family, users):
    known = PersonFactory(responsible=users.colleague)
    row, is_known = add(family, typed_of(known, born_on=D(1990, 1, 1)))
    assert not is_known
    assert row.person != known


def test_somebody_with_another_number_is_another_person(family, users):
    known = PersonFactory(responsible=users.colleague)
    row, is_known = add(family, typed_of(known, pesel="90010112349"))
    assert not is_known
    assert row.person != known


def test_of_two_with_the_same_names_and_birth_date_none_is_guessed(family, users):
    known, _ = (PersonFactory(responsible=users.colleague, last_name="Kos") for _ in range(2))
    with pytest.raises(Refused, match="więcej osób") as refusal:
        add(family, typed_of(known))
    assert str(refusal.value) == SEVERAL


def test_a_merged_file_leads_to_the_one_that_stands_for_the_person(family, users):
    first, second = (PersonFactory(responsible=users.worker) for _ in range(2))
    names = typed_of(second)
    merge(second, into=first, reason="ta sama osoba", by=users.coordinator)
    row, _ = add(family, names)
    assert row.person == first


def test_a_person_with_two_files_is_in_a_family_once(family, users):
    first, second = (PersonFactory(responsible=users.worker) for _ in range(2))
    member(family, second)
    merge(second, into=first, reason="ta sama osoba", by=users.coordinator)
    with pytest.raises(Refused, match="już w tej rodzinie"):
        add_known(row_of(family), first, on=ON)


def test_a_child_with_two_files_is_in_two_families_for_a_reason_alone(family, users):
    first, second = (PersonFactory(responsible=users.worker) for _ in range(2))
    member(FamilyFactory(social_worker=users.worker), second, part="child")
    merge(second, into=first, reason="ta sama osoba", by=users.coordinator)
    facts = {"part": "child", "whereabouts": "home"}
    with pytest.raises(Refused, match="w innej rodzinie"):
        add_known(row_of(family, **facts), first, on=ON)
    add_known(row_of(family, alternating_reason="opieka naprzemienna", **facts), first, on=ON)


def test_why_an_unseen_person_cannot_be_added_is_not_told(family, users):
    known = PersonFactory(responsible=users.colleague)
    Restriction.objects.create(
        person=known,
        ground="accuracy",
        reason="tajne",
        starts_on=D(2026, 1, 1),
        imposed_by=users.coordinator,
    )
    with pytest.raises(Refused) as refusal:
        add(family, typed_of(known))
    assert str(refusal.value) == NOT_TO_BE_ADDED


def test_a_new_person_is_in_the_area_of_families_alone_and_nobody_finds_them(family, users):
    row, is_known = add(
        family, Typed("Nowa", "Ola", D(2015, 3, 4)), part="child", whereabouts="home"
    )
    assert not is_known
    assert [area.kind for area in row.person.areas.all()] == [Area.Kind.FAMILIES]
    assert row.person.responsible == users.worker
    for user in (users.worker, users.coordinator, users.head):
        assert not Person.objects.visible_to(user).filter(pk=row.person_id).exists()


# on the screen

SENT = {
    "part": "parent",
    "starts_on": "1.06.2026",
    "first_name": "Łukasz",
    "born_on": "4.05.1981",
    "citizenship": "polskie",
}


@pytest.fixture
def led(users, assignment):
    return assignment.cooperation.family


def test_an_assistant_who_types_somebody_is_told_only_that_they_are_known(client_of, users, led):
    known = PersonFactory(responsible=users.colleague, last_name="Kos", phone="600999888")
    client = client_of(users.assistant)
    sent = SENT | {"last_name": "Kos", "street": "ul. Inna"}
    answer = client.post(reverse("families:member_new", args=[led.pk]), sent, follow=True)
    page = text_of(answer)
    assert "Ta osoba jest już w rejestrze" in page
    assert known.phone not in page
    assert known.pesel not in page
    known.refresh_from_db()
    assert known.street == "ul. Lubelska"


def test_the_number_is_asked_of_who_works_with_the_register_alone_and_not_kept(
    client_of, users, led
):
    address = reverse("families:member_new", args=[led.pk])
    assert "PESEL" not in text_of(client_of(users.assistant).get(address))
    assert "PESEL" in text_of(client_of(users.worker).get(address))
    sent = SENT | {"last_name": "Nowa", "pesel": "81050412355"}
    assert client_of(users.worker).post(address, sent).status_code == 302
    assert Person.objects.get(last_name="Nowa").pesel == ""


def test_only_whom_the_reader_sees_is_found(client_of, users, led):
    PersonFactory(responsible=users.worker, last_name="Widoczna")
    PersonFactory(responsible=users.worker, last_name="Widoczniejsza", area="families")
    address = reverse("families:member_find", args=[led.pk])
    page = text_of(client_of(users.worker).post(address, {"words": "widoczn"}))
    assert "Widoczna" in page
    assert "Widoczniejsza" not in page
    assert client_of(users.assistant).get(address).status_code == 403


def test_somebody_out_of_sight_is_not_added_by_number(client_of, users, led):
    hidden = PersonFactory(responsible=users.worker, area="families")
    address = reverse("families:member_add", args=[led.pk, hidden.pk])
    assert client_of(users.worker).get(address).status_code == 404


def test_a_stale_change_shows_both_values(client_of, users, led):
    row = member(led)
    address = reverse("families:member_edit", args=[led.pk, row.pk])
    sent = {"part": "parent", "starts_on": "1.01.2020", "row_version": row.version}
    FamilyMember.objects.filter(pk=row.pk).update(workplace="piekarnia")
    page = text_of(client_of(users.assistant).post(address, sent | {"workplace": "sklep"}))
    assert "piekarnia" in page
    assert "sklep" in page
    assert "która wersja zostaje" in page
    row.refresh_from_db()
    assert row.workplace == "piekarnia"


def test_names_are_put_right_in_the_family_only_of_who_is_nowhere_else(client_of, users, led):
    own, of_club = member(led, part="child"), member(led, PersonFactory(responsible=users.worker))
    client = client_of(users.assistant)
    address = "families:member_person"
    assert client.get(reverse(address, args=[led.pk, own.pk])).status_code == 200
    assert client.get(reverse(address, args=[led.pk, of_club.pk])).status_code == 404


def test_what_is_wrong_with_a_column_out_of_sight_is_told_above_the_form(client_of, users, led):
    row = member(led, part="child")
    address = reverse("families:member_person", args=[led.pk, row.pk])
    Person.objects.filter(pk=row.person_id).update(pesel="81050412350")
    sent = {"last_name": "Kos", "first_name": "Ola", "row_version": row.person.version + 1}
    page = text_of(client_of(users.assistant).post(address, sent))
    assert "Numer PESEL ma błędną cyfrę kontrolną" in page
    assert "81050412350" not in page


def test_a_membership_ends(client_of, users, led):
    row = member(led)
    address = reverse("families:member_end", args=[led.pk, row.pk])
    sent = {"ends_on": "1.06.2026", "row_version": row.version}
    assert client_of(users.assistant).post(address, sent).status_code == 302
    row.refresh_from_db()
    assert row.ends_on == ON


def test_a_colleague_writes_in_no_others_family(client_of, users, led):
    address = reverse("families:member_new", args=[led.pk])
    assert client_of(users.colleague).get(address).status_code == 404
