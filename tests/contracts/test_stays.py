"""Acts on a stay that has begun: prolonged, broken, ended, and what follows."""

import datetime

import pytest

from contracts.stays import end_participation, prolong
from kis.lib.refusals import Refused
from participants.models import Break, Certificate, FollowUp, Prolongation
from tests.contracts.ended import FACTS, FIRST, LAST, ended, running

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
D = datetime.date
PLANNED = D(2030, 1, 1)


def test_prolonging_puts_the_planned_end_off_and_keeps_what_it_was(person, users):
    stay = running(person)
    prolong(stay, until=D(2030, 2, 1), reason="Kurs.", by=users.worker, today=LAST)
    stay.refresh_from_db()
    assert stay.planned_end_on == D(2030, 2, 1)
    row = Prolongation.objects.get()
    assert (row.planned_before, row.planned_end_on, row.made_on) == (PLANNED, D(2030, 2, 1), LAST)


@pytest.mark.parametrize(
    ("until", "today", "sentence"),
    [
        (PLANNED, LAST, "tylko na późniejszy dzień"),
        (D(2030, 1, 3), D(2030, 1, 4), "już minął"),
    ],
)
def test_a_stay_is_prolonged_to_a_later_day_that_is_still_to_come(
    person, users, until, today, sentence
):
    stay = running(person)
    with pytest.raises(Refused, match=sentence):
        prolong(stay, until=until, reason="Kurs.", by=users.worker, today=today)
    stay.refresh_from_db()
    assert stay.planned_end_on == PLANNED


def test_a_stay_that_ended_is_not_prolonged(person, users):
    stay = ended(person)
    with pytest.raises(Refused, match="skończył się już"):
        prolong(stay, until=D(2031, 1, 1), reason="Kurs.", by=users.worker, today=LAST)


def test_three_and_twelve_months_after_the_end_somebody_is_to_ask(person):
    ended(person, last=D(2026, 11, 30))
    found = FollowUp.objects.values_list("months", "due_on", "settled_on")
    assert list(found) == [(3, D(2027, 2, 28), None), (12, D(2027, 11, 30), None)]


def test_after_a_death_nobody_is_asked_and_nothing_is_certified(person):
    ended(person, outcome="interrupted", leaving_reason="death", certificate_forms="Warsztat")
    assert not FollowUp.objects.exists()
    assert not Certificate.objects.exists()


def test_with_forms_a_certificate_is_issued_at_once(person):
    stay = ended(person, certificate_forms="Warsztat\n\n Doradca ")
    certificate = Certificate.objects.get(participation=stay)
    assert (str(certificate), certificate.issued_on) == ("1/2026", LAST)
    assert certificate.facts["forms"] == ["Warsztat", "Doradca"]


def test_an_ending_that_is_refused_issues_and_plans_nothing(person):
    with pytest.raises(Refused, match="Podaj powód przerwania"):
        ended(person, outcome="interrupted", certificate_forms="Warsztat")
    assert not Certificate.objects.exists()
    assert not FollowUp.objects.exists()


def a_break(stay, first, last=None):
    return Break.objects.create(
        participation=stay, starts_on=first, ends_on=last, reason="care", made_by=stay.begun_by
    )


@pytest.mark.parametrize("planned", [None, D(2026, 8, 1), LAST], ids=["open", "longer", "to it"])
def test_who_does_not_come_back_from_a_break_leaves_on_its_last_day(person, planned):
    stay = running(person)
    row = a_break(stay, D(2026, 6, 1), planned)
    end_participation(stay, ends_on=LAST, by=person.responsible, today=LAST, **FACTS)
    row.refresh_from_db()
    assert row.ends_on == LAST


def test_a_break_that_was_over_stays_as_it_was(person):
    stay = running(person)
    row = a_break(stay, FIRST, D(2026, 2, 1))
    end_participation(stay, ends_on=LAST, by=person.responsible, today=LAST, **FACTS)
    row.refresh_from_db()
    assert row.ends_on == D(2026, 2, 1)


def test_a_stay_does_not_end_before_a_break_begins(person):
    stay = running(person)
    a_break(stay, D(2026, 7, 11))
    with pytest.raises(Refused, match=r"zaczyna się przerwa \(11\.07\.2026\)"):
        end_participation(stay, ends_on=LAST, by=person.responsible, today=LAST, **FACTS)
