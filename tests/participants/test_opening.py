"""A case of another worker opened for a reason: who, how long, what it opens, and who judges it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from kis.accounts.rights import Role
from kis.journal.models import AccessEntry
from kis.lib.refusals import Refused, refused_by_database
from participants.models import CaseOpening, Note, OpeningLimit, Person
from participants.opening import judge
from participants.reference import load_opening_limits
from tests.factories import PersonFactory
from tests.psu.connections import race
from tests.refused import refused
from tests.scene import PAGES, address

SECRET = "rozmowa o terapii"


@pytest.fixture
def note(person, users):
    return Note.objects.create(
        person=person, kind="call", text=SECRET, is_restricted=True, author=users.worker
    )


def opened(person, user, reason="telefon ze szpitala"):
    now = timezone.now()
    made = CaseOpening.objects.create(
        person=person, user=user, reason=reason, opened_at=now, closes_at=now
    )
    made.refresh_from_db()
    return made


def notes_of(client, person):
    return client.get(reverse("participants:notes", args=[person.pk])).content.decode()


def act(client, name, person, **sent):
    return client.post(reverse(f"participants:{name}", args=[person.pk]), sent)


# What it opens


def test_a_reason_opens_what_is_withheld_and_the_page_is_marked(client_of, users, note, person):
    colleague = client_of(users.colleague)
    page = notes_of(colleague, person)
    assert SECRET not in page
    assert "Otwórz sprawę z podaniem powodu" in page
    act(colleague, "case_open", person, reason="dzwonił szpital")
    page = notes_of(colleague, person)
    assert SECRET in page
    assert "Sprawa otwarta z podaniem powodu do godz." in page


def test_without_a_reason_nothing_is_opened(client_of, users, note, person):
    colleague = client_of(users.colleague)
    assert act(colleague, "case_open", person, reason="  ").status_code == 200
    assert SECRET not in notes_of(colleague, person)
    assert not CaseOpening.objects.exists()


def test_it_opens_the_case_to_its_reader_alone(client_of, users, note, person):
    opened(person, users.colleague)
    third = type(users.worker).objects.create_user("trzecia", roles=[Role.SOCIAL_WORKER])
    assert SECRET not in notes_of(client_of(third), person)


def test_it_opens_no_other_person(client_of, users, note, person):
    opened(PersonFactory(responsible=users.worker), users.colleague)
    assert SECRET not in notes_of(client_of(users.colleague), person)


def test_it_lets_nobody_write(client_of, users, person, on):
    opened(person, users.colleague)
    colleague = client_of(users.colleague)
    assert act(colleague, "note_new", person, text="x").status_code == 404
    assert not Person.objects.writable_by(users.colleague, on).filter(pk=person.pk).exists()


def test_lists_and_tables_withhold_what_they_withheld(users, person, on):
    opened(person, users.colleague)
    whole = Person.objects.with_sensitive_for(users.colleague, on)
    assert not whole.filter(pk=person.pk).exists()
    assert not Person.objects.read_whole_by(users.colleague, on).filter(pk=person.pk).exists()


@pytest.mark.parametrize("name", ["coordinator", "head", "inspector", "accountant", "leader"])
def test_nobody_but_a_social_worker_opens_one(name, client_of, users, person):
    assert act(client_of(getattr(users, name)), "case_open", person, reason="x").status_code == 403
    with refused("opening_role"):
        opened(person, getattr(users, name))


def test_of_ones_own_case_nothing_is_to_be_opened(client_of, users, person):
    page = act(client_of(users.worker), "case_open", person, reason="x").content.decode()
    assert "czytasz już w całości" in page
    assert not CaseOpening.objects.exists()


def test_a_person_outside_the_scope_is_not_opened(client_of, users):
    stranger = PersonFactory(responsible=users.worker, area="families")
    assert act(client_of(users.colleague), "case_open", stranger, reason="x").status_code == 404


# How long


def test_it_closes_by_itself(client_of, users, note, person):
    opening = opened(person, users.colleague)
    colleague = client_of(users.colleague)
    assert SECRET in notes_of(colleague, person)
    CaseOpening.objects.filter(pk=opening.pk).update(closes_at=timezone.now())
    page = notes_of(colleague, person)
    assert SECRET not in page
    assert "Sprawa otwarta" not in page


def test_the_hours_are_those_of_the_day_and_typed_ones_do_not_count(users, person):
    load_opening_limits()
    OpeningLimit.objects.update(hours=3)
    later = timezone.now() + timedelta(days=30)
    made = CaseOpening.objects.create(
        person=person, user=users.colleague, reason="x", opened_at=later, closes_at=later
    )
    made.refresh_from_db()
    assert made.closes_at - made.opened_at == timedelta(hours=3)
    assert made.opened_at < timezone.now()


def test_where_no_hours_are_set_it_is_one(users, person):
    made = opened(person, users.colleague)
    assert made.closes_at - made.opened_at == timedelta(hours=1)


def test_it_is_never_prolonged_nor_turned_to_another(users, person):
    opening = opened(person, users.colleague)
    rows = CaseOpening.objects.filter(pk=opening.pk)
    with refused("opening_is_not_prolonged"):
        rows.update(closes_at=F("closes_at") + timedelta(seconds=1))
    for changed in (
        {"person": PersonFactory(responsible=users.worker)},
        {"user": users.worker},
        {"reason": "inny"},
        {"opened_at": timezone.now() - timedelta(days=1)},
    ):
        with refused("row_is_kept"):
            rows.update(**changed)
    with refused("row_is_kept"):
        rows.delete()


def test_the_reader_closes_it_when_done(client_of, users, note, person):
    opened(person, users.colleague)
    colleague = client_of(users.colleague)
    act(colleague, "case_close", person)
    assert SECRET not in notes_of(colleague, person)


def test_one_of_a_person_at_a_time(users, person):
    opened(person, users.colleague)
    with pytest.raises(Refused, match="już dla Ciebie otwarta"), refused_by_database():
        opened(person, users.colleague)


@pytest.mark.parametrize("how", ["remove", "clear", "group", "switched off", "sql"])
def test_a_withdrawn_role_closes_it(how, client_of, users, note, person):
    opening = opened(person, users.colleague)
    group = users.colleague.groups.get()
    if how == "remove":
        users.colleague.groups.remove(group)
    elif how == "clear":
        users.colleague.groups.clear()
    elif how == "group":
        group.user_set.remove(users.colleague)
    elif how == "switched off":
        users.colleague.is_active = False
        users.colleague.save()
    else:
        users.colleague.groups.through.objects.filter(user=users.colleague).delete()
    assert not CaseOpening.objects.open_to(users.colleague).exists()
    if how != "sql":
        opening.refresh_from_db()
        assert opening.closes_at <= timezone.now()
        users.colleague.groups.add(group)
        assert not CaseOpening.objects.open_to(users.colleague).exists()


# Who sees it


def test_each_look_is_in_the_access_log_with_its_opening(client_of, users, scene):
    person = scene.inside.person
    opening = opened(person, users.colleague)
    colleague = client_of(users.colleague)
    looked_at = [
        page
        for page in PAGES
        if "get" in page.methods
        and page.arguments
        and page.scoped
        and Role.SOCIAL_WORKER in page.roles
        and address(page, scene.inside).startswith(f"/osoby/{person.pk}/")
    ]
    assert len(looked_at) > 30
    for page in looked_at:
        entries = AccessEntry.objects.filter(kind="case_opening", number=opening.pk, act="view")
        before = entries.count()
        answer = colleague.get(address(page, scene.inside))
        if answer.status_code == 200 and page.name != "psu:person_papers":
            assert entries.count() == before + 1, page.name


def test_the_coordinator_sees_it_on_the_desk_until_it_is_judged(client_of, users, centre, person):
    opening = opened(person, users.colleague)
    coordinator = client_of(users.coordinator)
    address_of_act = reverse("participants:opening_judge", args=[opening.pk])
    for user in (users.coordinator, users.head):
        assert address_of_act in client_of(user).get(reverse("desk:start")).content.decode()
    assert "telefon ze szpitala" in coordinator.get(address_of_act).content.decode()
    coordinator.post(address_of_act, {"is_justified": "tak", "note": ""})
    opening.refresh_from_db()
    assert (opening.reviewed_by, opening.is_justified) == (users.coordinator, True)
    assert address_of_act not in coordinator.get(reverse("desk:start")).content.decode()


def test_what_was_looked_at_stands_beside_the_judgement(client_of, users, note, person):
    opening = opened(person, users.colleague)
    notes_of(client_of(users.colleague), person)
    page = client_of(users.head).get(reverse("participants:opening_judge", args=[opening.pk]))
    assert "obejrzenie: karta osoby" in page.content.decode()


def test_an_unjustified_one_is_closed_at_once_and_says_why(client_of, users, note, person):
    opening = opened(person, users.colleague)
    coordinator = client_of(users.coordinator)
    address_of_act = reverse("participants:opening_judge", args=[opening.pk])
    assert coordinator.post(address_of_act, {"is_justified": "nie"}).status_code == 200
    coordinator.post(address_of_act, {"is_justified": "nie", "note": "ciekawość"})
    opening.refresh_from_db()
    assert opening.is_justified is False
    assert SECRET not in notes_of(client_of(users.colleague), person)


def test_nobody_judges_their_own_nor_judges_twice(users, person):
    opening = opened(person, users.colleague)
    with pytest.raises(Refused, match="druga osoba"):
        judge(opening, by=users.colleague, is_justified=True, note="")
    with pytest.raises(IntegrityError, match="opening_judged_whole"), transaction.atomic():
        CaseOpening.objects.update(
            reviewed_at=timezone.now(), reviewed_by=users.colleague, is_justified=True
        )
    judge(opening, by=users.head, is_justified=True, note="")
    with pytest.raises(Refused, match="ocenił"):
        judge(opening, by=users.coordinator, is_justified=True, note="")
    with refused("opening_judged_stays"):
        CaseOpening.objects.update(review_note="inaczej")
    with refused("opening_is_judged_later"):
        CaseOpening.objects.create(
            person=person,
            user=users.colleague,
            reason="x",
            opened_at=timezone.now(),
            closes_at=timezone.now(),
            reviewed_at=timezone.now(),
            reviewed_by=users.head,
            is_justified=True,
        )


# At once


@pytest.mark.django_db(transaction=True)
def test_opened_in_two_windows_at_once_it_is_opened_once(users, person):
    def second():
        with refused_by_database():
            opened(person, users.colleague)

    with pytest.raises(Refused, match="już dla Ciebie otwarta"):
        race(lambda: opened(person, users.colleague), second)
    assert CaseOpening.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_role_withdrawn_while_a_case_is_being_opened_closes_it(users, person):
    race(lambda: opened(person, users.colleague), users.colleague.groups.clear)
    assert CaseOpening.objects.get().closes_at <= timezone.now()


@pytest.mark.django_db(transaction=True)
def test_a_case_opened_while_the_role_is_being_withdrawn_is_refused(users, person):
    def second():
        with refused_by_database():
            opened(person, users.colleague)

    with pytest.raises(Refused, match="nie ma już tej roli"):
        race(users.colleague.groups.clear, second)
    assert not CaseOpening.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_judged_by_two_at_once_the_first_judgement_stays(users, person):
    opening = opened(person, users.colleague)

    def second():
        judge(opening, by=users.head, is_justified=False, note="ciekawość")

    with pytest.raises(Refused, match="ocenił"):
        race(lambda: judge(opening, by=users.coordinator, is_justified=True, note=""), second)
    assert CaseOpening.objects.get().reviewed_by == users.coordinator


# In production


@pytest.mark.usefixtures("as_program")
def test_the_programs_own_role_may_do_all_of_it(client_of, users, centre, note, person):
    colleague = client_of(users.colleague)
    act(colleague, "case_open", person, reason="dzwonił szpital")
    assert SECRET in notes_of(colleague, person)
    opening = CaseOpening.objects.get()
    sent = {"is_justified": "nie", "note": "ciekawość"}
    client_of(users.head).post(reverse("participants:opening_judge", args=[opening.pk]), sent)
    assert SECRET not in notes_of(colleague, person)
    users.colleague.groups.clear()
