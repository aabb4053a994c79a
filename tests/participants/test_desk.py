"""What the register tells the desk: each kind with the days around its border."""

from datetime import UTC, date, datetime, timedelta

import pytest

import contracts.desk
from kis.lib.work import DeskGroup, distance, since
from participants import desk
from participants.models import Admission, Note
from tests.factories import PersonFactory
from tests.participants.made import established, paper, question, stay
from tests.told import rows

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)


def in_days(days):
    return ON + timedelta(days=days)


def told(user, group):
    return [(row.what, row.when) for row in rows(desk, user, ON) if row.group == group]


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "dziś"), (1, "za 1 dzień"), (8, "za 8 dni"), (-1, "1 dzień po"), (-12, "12 dni po")],
)
def test_a_deadline_says_how_far_it_is(days, words):
    assert distance(days) == words


@pytest.mark.parametrize(("days", "words"), [(0, "od dziś"), (1, "od 1 dnia"), (4, "od 4 dni")])
def test_what_waits_says_since_when(days, words):
    assert since(days) == words


@pytest.mark.parametrize(("days", "is_told"), [(-400, True), (0, True), (30, True), (31, False)])
def test_a_paper_is_told_thirty_days_before_it_runs_out_and_until_it_is_renewed(
    person, users, days, is_told
):
    paper(established(person), issued_on=date(2025, 1, 2), valid_until=in_days(days))
    assert [what for what, _ in told(users.worker, DeskGroup.ENDING)] == [
        "dokument kategorii"
    ] * is_told


def test_the_last_of_several_papers_counts_and_one_without_an_end_settles_it(person, users):
    eligibility = established(person)
    paper(eligibility, valid_until=in_days(3))
    assert told(users.worker, DeskGroup.ENDING) == [("dokument kategorii", "za 3 dni")]
    later = paper(eligibility, valid_until=in_days(60))
    assert told(users.worker, DeskGroup.ENDING) == []
    later.void(by=users.coordinator, reason="pomyłka")
    assert told(users.worker, DeskGroup.ENDING) == [("dokument kategorii", "za 3 dni")]
    paper(eligibility)
    assert told(users.worker, DeskGroup.ENDING) == []


def test_papers_of_those_who_left_are_nobodys_task(person, users):
    stay(person, date(2026, 1, 12), date(2026, 3, 1))
    paper(established(person), valid_until=in_days(3))
    assert told(users.worker, DeskGroup.ENDING) == []


@pytest.mark.parametrize(("days", "is_told"), [(-5, True), (30, True), (31, False)])
def test_a_stay_is_told_thirty_days_before_its_planned_end(person, users, days, is_told):
    running = stay(person, date(2026, 1, 12))
    type(running).objects.update(planned_end_on=in_days(days))
    assert [what for what, _ in told(users.worker, DeskGroup.ENDING)] == [
        "planowany koniec udziału"
    ] * is_told


@pytest.mark.parametrize(("days", "is_told"), [(-5, True), (14, True), (15, False)])
def test_benefits_are_asked_again_two_weeks_before(person, users, days, is_told):
    question(person, ask_again_on=in_days(days))
    found = [what for what, _ in told(users.worker, DeskGroup.QUESTIONS)]
    assert found == ["świadczenia wykluczające"] * is_told


def test_only_the_last_question_about_benefits_counts(person, users):
    question(person, ask_again_on=in_days(3))
    question(person, asked_on=date(2026, 10, 1), ask_again_on=in_days(100))
    assert told(users.worker, DeskGroup.QUESTIONS) == []


@pytest.mark.parametrize(("days", "is_told"), [(30, False), (31, True)])
def test_a_month_without_a_note_is_told_of_those_who_take_part(person, users, days, is_told):
    stay(person, date(2026, 1, 12))
    at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC) - timedelta(days=days)
    Note.objects.create(person=person, kind="call", text="x", author=users.worker, at=at)
    assert (
        told(users.worker, DeskGroup.QUESTIONS) == [("brak kontaktu", f"od {days} dni")] * is_told
    )


@pytest.mark.parametrize(("days", "is_told"), [(1, False), (0, True), (-60, True), (-61, False)])
def test_a_reminder_is_told_from_its_day_on_for_two_months(person, users, days, is_told):
    Note.objects.create(
        person=person, kind="call", text="x", author=users.worker, remind_on=in_days(days)
    )
    found = [what for what, _ in told(users.worker, DeskGroup.QUESTIONS)]
    assert found == ["przypomnienie: telefon"] * is_told


@pytest.mark.parametrize(("days", "is_told"), [(-11, True), (-10, False), (0, False)])
def test_a_reminder_is_answered_by_a_note_of_its_day_or_later(person, users, days, is_told):
    facts = {"person": person, "kind": "call", "text": "x", "author": users.worker}
    reminded = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
    note = Note.objects.create(**facts, at=reminded, remind_on=in_days(-10))
    told_then = reminded.replace(day=23) + timedelta(days=days)
    Note.objects.create(**facts, at=told_then)

    found = [what for what, _ in told(users.worker, DeskGroup.QUESTIONS)]
    assert found == ["przypomnienie: telefon"] * is_told
    assert Note.objects.unanswered().filter(pk=note.pk).exists() == is_told


def test_a_restricted_reminder_is_told_to_who_leads_the_case_only(person, users):
    Note.objects.create(
        person=person,
        kind="call",
        text="x",
        author=users.worker,
        remind_on=ON,
        is_restricted=True,
    )
    assert len(told(users.worker, DeskGroup.QUESTIONS)) == 1
    assert told(users.colleague, DeskGroup.QUESTIONS) == []
    assert len(told(users.head, DeskGroup.QUESTIONS)) == 1


def applications(user):
    """Contracts tells them: a contract settles one."""
    return [row for row in rows(contracts.desk, user, ON) if row.group == DeskGroup.APPLICATIONS]


def test_an_application_waits_until_the_first_participation(person, users):
    assert [row.what for row in applications(users.worker)] == ["zgłoszenie czeka na decyzję"]
    stay(person, date(2026, 1, 12))
    assert applications(users.worker) == []


def test_who_was_admitted_waits_for_a_contract_and_whose_application_was_closed_for_nothing(
    person, users
):
    area = person.areas.get()
    facts = {"person": person, "area": area, "decided_on": ON, "decided_by": users.worker}
    Admission.objects.create(what="admitted", **facts)
    (row,) = applications(users.worker)
    # The file's head names the step: a contract may be on its way already.
    assert (row.what, row.url) == ("przyjęte, czeka na kontrakt", f"/osoby/{person.pk}/")
    area.ends_on = ON
    area.save()
    assert applications(users.worker) == []


def test_the_act_is_offered_in_own_cases_and_the_file_in_others(person, users):
    paper(established(person), valid_until=in_days(3))
    (mine,) = [t for t in rows(desk, users.worker, ON) if t.group == "konczy-sie"]
    (other,) = [t for t in rows(desk, users.colleague, ON) if t.group == "konczy-sie"]
    assert mine.action == "Dodaj dokument"
    assert (other.action, other.url) == ("Otwórz", f"/osoby/{person.pk}/")


@pytest.mark.parametrize("name", ["supervisor", "accountant", "content", "system"])
def test_a_role_without_the_register_has_no_such_rows(person, users, name):
    assert rows(desk, getattr(users, name), ON) == []


def test_people_outside_the_scope_are_not_told(users):
    PersonFactory(responsible=users.worker, area="families")
    assert rows(desk, users.worker, ON) == []


@pytest.mark.parametrize(
    ("days", "is_told"), [(-3, True), (0, True), (14, True), (30, True), (31, False)]
)
def test_a_programme_is_told_before_its_end_whatever_certificate_stands_beside_it(
    person, users, days, is_told
):
    eligibility = established(person)
    paper(eligibility, kind="programme", valid_until=in_days(days))
    paper(eligibility)
    found = [what for what, _ in told(users.worker, DeskGroup.ENDING)]
    assert found == ["kategoria z indywidualnym programem"] * is_told


def test_the_next_programme_settles_the_one_before(person, users):
    eligibility = established(person)
    paper(eligibility, kind="programme", valid_until=in_days(3))
    paper(eligibility, kind="programme", valid_until=in_days(90))
    assert told(users.worker, DeskGroup.ENDING) == []


@pytest.mark.parametrize(
    ("days", "words"),
    [(90, []), (2, [("kategoria z indywidualnym programem", "za 2 dni")])],
)
def test_a_certificate_that_runs_out_beside_a_programme_is_nobodys_task(person, users, days, words):
    eligibility = established(person)
    paper(eligibility, valid_until=in_days(3))
    paper(eligibility, kind="programme", valid_until=in_days(days))
    assert told(users.worker, DeskGroup.ENDING) == words


def test_a_paper_prolonged_by_law_is_told_by_its_later_end(person, users):
    prolonged = paper(established(person), valid_until=in_days(3))
    type(prolonged).objects.update(extended_until=in_days(31), extended_basis="ustawa")
    assert told(users.worker, DeskGroup.ENDING) == []
    type(prolonged).objects.update(extended_until=in_days(30))
    assert told(users.worker, DeskGroup.ENDING) == [("dokument kategorii", "za 30 dni")]
