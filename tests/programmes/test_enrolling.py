"""From the application over the waiting list to the last day, by the pages of an edition."""

import html

import pytest
import time_machine
from django.urls import reverse

from kis.lib.refusals import Refused
from kis.programmes import enrolling
from kis.programmes.models import Choice, Enrolment, Provider
from kis.programmes.use import use_of
from participants.merging import merge
from participants.models import Area, HouseholdMember, Person, Restriction
from tests.factories import PersonFactory
from tests.programmes.factories import (
    D,
    EditionNumberFactory,
    EnrolmentFactory,
    at,
    cares_for,
    chooses,
    edition_of,
    serve,
    takes_part,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(at(3, 20, 9), tick=False):
        yield


@pytest.fixture
def staff(client_of, users, centre):
    return client_of(users.programmes)


def url(name, *args):
    return reverse(f"programmes:{name}", args=args)


def text_of(response) -> str:
    return html.unescape(response.content.decode())


def send(client, address, **typed):
    return client.post(address, typed)


def waits(edition, users, person=None, **facts):
    return takes_part(edition, users, person, **{"starts_on": None, "group": None} | facts)


TYPED = {
    "last_name": "Marchewka",
    "first_name": "Zofia",
    "born_on": "14.03.1958",
    "applied_on": "2.03.2026",
}


# the application


def test_who_is_typed_is_a_new_person_in_the_area_and_waits(edition, users, staff):
    send(staff, url("enrolment_new", edition.pk), **TYPED, scopes=["mobility"], needs="dojazdy")

    row = Enrolment.objects.get()
    assert (row.person.last_name, row.beneficiary, row.entered_by) == (
        *("Marchewka", row.person, users.programmes),
    )
    assert row.is_waiting
    assert row.scopes == ["mobility"]
    assert row.person.areas.get().kind == Area.Kind.PROGRAMMES


def test_somebody_of_the_register_is_the_same_person_and_the_area_is_opened(edition, users, staff):
    known = PersonFactory(
        responsible=users.worker, last_name="Marchewka", first_name="Zofia", born_on=D(1958, 3, 14)
    )

    answer = staff.post(url("enrolment_new", edition.pk), TYPED, follow=True)

    assert "jest już w rejestrze" in text_of(answer)
    assert Enrolment.objects.get().person == known
    assert set(known.areas.values_list("kind", flat=True)) == {"kis", "programmes"}


def test_of_whom_is_restricted_nothing_is_told_and_what_was_typed_stays(edition, users, staff):
    known = PersonFactory(
        responsible=users.worker, last_name="Marchewka", first_name="Zofia", born_on=D(1958, 3, 14)
    )
    Restriction.objects.create(
        person=known,
        ground="accuracy",
        reason="x",
        starts_on=D(2026, 1, 2),
        imposed_by=users.coordinator,
    )

    page = text_of(send(staff, url("enrolment_new", edition.pk), **TYPED))

    assert "nie można teraz dopisać do programu" in page
    assert "ogranicz" not in page
    assert 'value="Marchewka"' in page
    assert not Enrolment.objects.exists()


def test_a_second_application_is_refused_and_keeps_what_was_typed(edition, users, staff):
    send(staff, url("enrolment_new", edition.pk), **TYPED)

    page = text_of(
        send(staff, url("enrolment_new", edition.pk), **TYPED | {"applied_on": "9.03.2026"})
    )

    assert "Ta osoba jest już zgłoszona do tej edycji (zgłoszenie z 2.03.2026)" in page
    assert 'value="9.03.2026"' in page
    assert Enrolment.objects.count() == 1


def test_a_second_file_of_a_person_is_no_second_person(edition, users):
    first = PersonFactory(responsible=users.worker)
    second = PersonFactory(responsible=users.worker)
    waits(edition, users, second)
    merge(second, into=first, reason="ta sama osoba", by=users.worker)

    row = EnrolmentFactory.build(
        edition=edition, person=first, beneficiary=first, entered_by=users.worker, starts_on=None
    )
    with pytest.raises(Refused, match="już zgłoszona"):
        enrolling.apply(row, by=users.worker)


def test_in_respite_care_both_are_typed_and_the_carer_takes_part(users, staff):
    edition = edition_of(users, kind="respite", days_limit=14)
    cared = {
        "cared_last_name": "Marchewka",
        "cared_first_name": "Kamil",
        "cared_born_on": "1.06.1996",
    }

    send(
        staff,
        url("enrolment_new", edition.pk),
        **TYPED | cared | {"relation": "matka", "shares_household": "on"},
    )

    row = Enrolment.objects.get()
    assert (row.person.first_name, row.beneficiary.first_name) == ("Zofia", "Kamil")
    assert row.relation == "matka"


def test_a_wrong_pesel_is_refused_beside_its_field(edition, staff):
    page = text_of(send(staff, url("enrolment_new", edition.pk), **TYPED, pesel="58031400002"))

    assert "błędną cyfrę kontrolną" in page
    assert not Person.objects.filter(last_name="Marchewka").exists()


# the answer


def test_whoever_waits_is_admitted_into_a_group(edition, users, staff):
    row = waits(edition, users)

    send(
        staff,
        url("enrolment_admit", edition.pk, row.pk),
        starts_on="1.04.2026",
        group=edition.groups.get().pk,
    )

    row.refresh_from_db()
    assert (row.starts_on, row.group) == (D(2026, 4, 1), edition.groups.get())


@pytest.mark.parametrize(
    ("starts_on", "told"),
    [
        ("31.12.2025", "Udział musi się mieścić w dniach edycji"),
        ("1.01.2027", "Udział musi się mieścić w dniach edycji"),
    ],
)
def test_an_admission_outside_of_the_edition_is_refused_in_words(
    edition, users, staff, starts_on, told
):
    row = waits(edition, users)

    page = text_of(
        send(
            staff,
            url("enrolment_admit", edition.pk, row.pk),
            starts_on=starts_on,
            group=edition.groups.get().pk,
        )
    )

    assert told in page
    assert f'value="{starts_on}"' in page


def test_an_age_outside_of_the_group_is_refused_in_words(edition, users, staff):
    group = edition.groups.create(
        name="dzieci", degree="child", age_from=2, age_to=16, hours_limit=360
    )
    row = waits(edition, users)

    page = text_of(
        send(
            staff,
            url("enrolment_admit", edition.pk, row.pk),
            starts_on="1.04.2026",
            group=group.pk,
        )
    )

    assert "nie należy do tej grupy" in page


def test_a_place_is_given_once(edition, users, staff):
    EditionNumberFactory(edition=edition, code="places", value=1)
    takes_part(edition, users)
    row = waits(edition, users)

    page = text_of(
        send(
            staff,
            url("enrolment_admit", edition.pk, row.pk),
            starts_on="1.04.2026",
            group=edition.groups.get().pk,
        )
    )

    assert "jest miejsc: 1, a udział bierze osób: 1" in page
    row.refresh_from_db()
    assert row.is_waiting


def test_a_refusal_has_its_reason_and_is_the_last_answer(edition, users, staff):
    row = waits(edition, users)
    address = url("enrolment_refuse", edition.pk, row.pk)
    assert "Dlaczego odmówiono" in text_of(send(staff, address, day="5.03.2026", reason=""))

    send(staff, address, day="5.03.2026", reason="Nie ma orzeczenia.")

    row.refresh_from_db()
    assert row.refused_on == D(2026, 3, 5)
    again = send(staff, address, day="6.03.2026", reason="x")
    assert "już odpowiedziano" in text_of(again)


# the end


def test_a_participation_ends_with_a_reason_and_may_go_on(edition, users, staff):
    row = takes_part(edition, users)
    address = url("enrolment_end", edition.pk, row.pk)
    page = text_of(send(staff, address, last_day="10.03.2026", reason="other", note=""))
    assert "Napisz, jaki to powód" in page

    send(staff, address, last_day="10.03.2026", reason="gave_up")
    row.refresh_from_db()
    assert (row.ends_on, row.end_reason) == (D(2026, 3, 10), "gave_up")

    send(staff, url("enrolment_go_on", edition.pk, row.pk))
    row.refresh_from_db()
    assert (row.ends_on, row.end_reason) == (None, "")


def test_an_end_before_a_service_names_its_day(edition, users, staff, enrolment, provider):
    serve(enrolment, provider, at(3, 12, 8), at(3, 12, 10))

    page = text_of(
        send(
            staff,
            url("enrolment_end", edition.pk, enrolment.pk),
            last_day="10.03.2026",
            reason="death",
        )
    )

    assert "Jest wpisana usługa z dnia 12.03.2026" in page


def test_a_second_person_voids(edition, users, staff, client_of):
    row = waits(edition, users, entered_by=users.programmes)
    address = url("enrolment_void", edition.pk, row.pk)
    assert "druga osoba" in text_of(send(staff, address, reason="pomyłka"))

    send(client_of(users.coordinator), address, reason="pomyłka")

    assert not Enrolment.objects.exists()
    assert "unieważniono" in text_of(staff.get(url("enrolment", edition.pk, row.pk)))


# whom the participant chooses


@pytest.fixture
def newcomer(edition, users):
    return takes_part(edition, users)


@pytest.fixture
def choice_page(edition, newcomer):
    return url("choice_new", edition.pk, newcomer.pk)


def chosen(provider, **facts):
    return {
        "provider": provider.pk,
        "starts_on": "1.03.2026",
        "is_family": "no",
        "declared_not_family_on": "1.03.2026",
    } | facts


def test_a_choice_is_kept_with_its_declaration(staff, choice_page, provider, newcomer):
    send(staff, choice_page, **chosen(provider))

    row = newcomer.choices.get()
    assert (row.provider, row.declared_not_family_on) == (provider, D(2026, 3, 1))


def test_whom_the_participant_names_as_family_is_refused_and_what_was_typed_stays(
    staff, choice_page, provider
):
    page = text_of(send(staff, choice_page, **chosen(provider, is_family="yes")))

    assert "nikt z rodziny uczestnika" in page
    assert 'value="1.03.2026"' in page
    assert not Choice.objects.exists()


def test_without_a_declaration_nobody_is_chosen(staff, choice_page, provider):
    send(staff, choice_page, **chosen(provider, declared_not_family_on=""))

    assert not Choice.objects.exists()


@pytest.mark.parametrize("name", ["Wierzba Alina", "alina wierzba"])
def test_somebody_of_the_household_is_family(staff, choice_page, provider, newcomer, name):
    Provider.objects.update(name="Wierzba Alina")
    HouseholdMember.objects.create(person=newcomer.person, relation="child", name=name)

    assert "nikt z rodziny uczestnika" in text_of(send(staff, choice_page, **chosen(provider)))
    assert not Choice.objects.exists()


def test_the_carer_of_somebody_is_family_in_every_programme(
    staff, choice_page, provider, newcomer, users
):
    respite = edition_of(users, kind="respite")
    carer = cares_for(respite, users, newcomer.person)
    Provider.objects.update(person=carer.person)

    assert "nikt z rodziny uczestnika" in text_of(send(staff, choice_page, **chosen(provider)))


def test_nobody_is_one_s_own_assistant(staff, choice_page, provider, newcomer):
    Provider.objects.update(person=newcomer.person)

    assert "nie może świadczyć usług sobie" in text_of(send(staff, choice_page, **chosen(provider)))


def test_a_provider_of_the_register_is_known_by_a_number_that_is_not_kept(staff, users):
    person = PersonFactory(responsible=users.worker, last_name="Wierzba", first_name="Alina")
    typed = {
        "name": "Wierzba Alina",
        "pesel": person.pesel,
        "qualifications": "dyplom",
        "employment": "mandate",
        "contract_number": "UZ/1",
        "starts_on": "1.03.2026",
    }
    page = text_of(send(staff, url("provider_new"), **typed | {"name": "Grab Tomasz"}))
    assert "osoba o innym nazwisku" in page

    send(staff, url("provider_new"), **typed)

    assert Provider.objects.get().person == person


# who sees it


def test_staff_of_another_edition_has_no_such_page(edition, users, staff, enrolment):
    edition.staff.update(ends_on="2026-03-19")

    for name in ("edition", "enrolments", "numbers", "enrolment_new"):
        assert staff.get(url(name, edition.pk)).status_code == 404
    assert staff.get(url("enrolment", edition.pk, enrolment.pk)).status_code == 404


def test_the_file_shows_every_programme_with_the_hours_left_to_who_may_know(
    users, client_of, centre, edition, provider
):
    person = PersonFactory(responsible=users.worker)
    row = takes_part(edition, users, person)
    chooses(row, provider)
    serve(row, provider, at(3, 2, 8), at(3, 2, 10, 30))
    respite = edition_of(users, kind="respite", name="Opieka wytchnieniowa 2026", days_limit=14)
    cares_for(respite, users, person)

    page = text_of(client_of(users.worker).get(url("person", person.pk)))

    assert str(edition) in page
    assert "2,5 godz. z 720, zostało 717,5" in page
    assert "jako osoba, której dotyczą usługi" in page
    assert "0 z 14, zostało 14" in page
    hidden = text_of(client_of(users.colleague).get(url("person", person.pk)))
    assert str(edition) not in hidden
    assert str(respite) not in hidden


def test_two_carers_use_up_one_limit_and_a_monthly_one_begins_anew(users, provider):
    monthly = edition_of(users, hours_limit=5, limit_unit="month")
    row = takes_part(monthly, users)
    chooses(row, provider)
    serve(row, provider, at(2, 2, 8), at(2, 2, 12))
    serve(row, provider, at(3, 2, 8), at(3, 2, 10))

    use = use_of([row], D(2026, 3, 20))[row.pk]

    assert (use.hours, use.hours_left, use.hours_whole) == (2, 3, 6)


def test_a_list_asks_as_often_for_many_as_for_one(
    edition, users, staff, django_assert_max_num_queries
):
    for _ in range(6):
        takes_part(edition, users)
    staff.get(url("enrolments", edition.pk))

    with django_assert_max_num_queries(12):
        staff.get(url("enrolments", edition.pk))
