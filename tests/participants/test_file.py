"""A person's file: its parts in their order, what category and stay say in its head, the next step."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participants.file import PersonFile, kinds_of_parts
from participants.file_parts import EligibilityPart, StayPart
from participants.models import Area, Person
from tests.factories import PersonFactory
from tests.participants.made import category, established, paper, question, stay


def file_of(person, on, user=None):
    """As a page opens it: the person read anew, by the worker of the case unless another user is given."""
    return PersonFile(Person.objects.get(pk=person.pk), user or person.responsible, on)


def told(kind, person, on, user=None):
    return [(fact.text, fact.state) for fact in file_of(person, on, user).part(kind).facts()]


PARTS = """
    OverviewPart       Przegląd
    DetailsPart        Dane
    EligibilityPart    Kategoria i dokumenty
    StayPart
    ContractsPart      Kontrakty
    ParticipationPart  Udział w KIS
    ClassesPart        Zajęcia
    ReferralsPart      PSU
    ProgrammesPart     Programy
    DocumentsPart      Dokumenty
    PrivacyPart        RODO
    HistoryPart        Historia
"""


def test_the_parts_stand_in_this_order_of_tabs_facts_and_steps():
    lines = (f"    {kind.__name__:18} {kind.title}".rstrip() for kind in kinds_of_parts())
    assert "\n" + "\n".join(lines) + "\n" == PARTS


def test_each_part_reads_its_rows_once_whoever_asks(person, on, django_assert_num_queries):
    paper(established(person))
    question(person)
    stay(person, date(2026, 3, 2))
    file = file_of(person, on)
    # Rights of the reader, which a page has read already: own roles, those of whom they stand in for,
    # writing, whether processing is restricted. Of the person: category with benefits, stay, contracts, PSU.
    with django_assert_num_queries(8):
        facts, step = file.facts(), file.next_step()
    with django_assert_num_queries(0):
        assert (file.facts(), file.next_step()) == (facts, step)
        assert file.part(StayPart).last.person is file.person


@pytest.mark.parametrize(
    ("valid_until", "text", "state"),
    [
        (date(2027, 3, 1), "Kategoria: grupa 5 – dokument do 1.03.2027", "good"),
        (date(2026, 12, 24), "Kategoria: grupa 5 – dokument do 24.12.2026", "good"),
        (date(2026, 12, 23), "Kategoria: grupa 5 – dokument do 23.12.2026", "due"),
        (date(2026, 11, 23), "Kategoria: grupa 5 – dokument do 23.11.2026", "due"),
        (date(2026, 11, 22), "Kategoria: grupa 5 – dokument wygasł 22.11.2026", "late"),
    ],
)
def test_the_end_of_the_evidence_comes_nearer(valid_until, text, state, person, on):
    paper(established(person), valid_until=valid_until)

    assert told(EligibilityPart, person, on) == [(text, state)]


def test_no_category_and_no_paper_are_said(person, on):
    assert told(EligibilityPart, person, on) == [("Kategoria: nieustalona", "due")]


def test_no_paper_is_said(person, on):
    established(person)

    assert told(EligibilityPart, person, on) == [("Kategoria: grupa 5 – brak dokumentu", "due")]


@pytest.mark.parametrize("ended_on", [date(2026, 11, 22), date(2026, 11, 23), None])
def test_of_whom_nothing_is_asked_any_more_nothing_is_late(ended_on, person, on):
    """The last day of the stay (23.11) is still a day of it."""
    paper(established(person), valid_until=date(2026, 11, 20))
    stay(person, starts_on=date(2026, 3, 2), ends_on=ended_on)
    ((text, state),) = told(EligibilityPart, person, on)
    assert "dokument wygasł 20.11.2026" in text
    assert state == ("neutral" if ended_on and ended_on < on else "late")


def test_a_closed_application_lacks_nothing(person, on):
    Area.objects.filter(person=person).update(ends_on=on)
    assert told(EligibilityPart, person, on) == [("Kategoria: nieustalona", "neutral")]


def test_a_paper_without_an_end(person, on):
    paper(established(person))

    assert told(EligibilityPart, person, on) == [("Kategoria: grupa 5 – bezterminowo", "good")]


@pytest.mark.parametrize(("code", "name"), [(2, "kategoria zastrzeżona"), (5, "grupa 5")])
def test_without_the_right_neither_a_sensitive_name_nor_the_evidence_is_told(
    code, name, person, users, on
):
    paper(established(person, category(code)), valid_until=date(2026, 12, 1))

    facts = told(EligibilityPart, person, on, users.colleague)
    assert facts == [(f"Kategoria: {name}", "neutral")]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "text", "state"),
    [
        (date(2026, 3, 2), None, "Udział w KIS: trwa od 2.03.2026", "good"),
        (date(2026, 11, 24), None, "Udział w KIS: od 24.11.2026", "look"),
        (
            date(2026, 3, 2),
            date(2026, 11, 22),
            "Udział w KIS: ukończony 22.11.2026",
            "neutral",
        ),
        (
            date(2026, 3, 2),
            date(2026, 11, 23),
            "Udział w KIS: ukończony 23.11.2026",
            "neutral",
        ),
    ],
)
def test_the_stay_in_the_club(starts_on, ends_on, text, state, person, on):
    stay(person, starts_on, ends_on)

    assert told(StayPart, person, on) == [(text, state)]


def test_a_planned_end_near_and_passed(person, on):
    here = stay(person, date(2026, 3, 2))
    for planned, state in ((date(2026, 12, 1), "due"), (date(2026, 11, 22), "late")):
        here.planned_end_on = planned
        here.save(update_fields=["planned_end_on"])
        ((_text, told_state),) = told(StayPart, person, on)
        assert told_state == state


class TestNextStep:
    def label(self, person, on):
        step = file_of(person, on).part(EligibilityPart).next_step()
        return step and step.label

    def test_goes_with_the_order_of_the_work(self, person, on):
        assert self.label(person, on) == "ustal kategorię"
        row = established(person)
        assert self.label(person, on) == "dodaj dokument kategorii"
        paper(row)
        assert self.label(person, on) == "zapytaj o świadczenia"
        question(person)
        assert self.label(person, on) is None

    def test_is_none_when_the_stay_is_over(self, person, on):
        stay(person, date(2026, 3, 2), date(2026, 11, 22))

        assert self.label(person, on) is None

    @pytest.mark.parametrize(
        ("reader", "is_told"),
        [("worker", True), ("coordinator", True), ("colleague", False), ("head", False)],
    )
    def test_is_told_to_those_who_may_write_in_the_case(self, reader, is_told, person, users, on):
        file = file_of(person, on, getattr(users, reader))
        assert (file.next_step() is not None) is is_told


@pytest.mark.parametrize("name", ["details", "eligibility", "notes"])
@pytest.mark.parametrize("rows", [1, 5])
def test_queries_of_a_tab_do_not_grow(name, rows, person, users, client_of, today, centre):
    stay(person, date(2026, 3, 2))
    for number in range(rows):
        row = established(person, category(number + 1), is_main=number == 0)
        paper(row)
        question(person, asked_on=date(2026, 1, 1 + number), retirement=date(2027, 1, 1))
        person.notes.create(kind="talk", text="Rozmowa.", author=users.worker)
    client = client_of(users.worker)

    with CaptureQueriesContext(connection) as asked:
        client.get(reverse(f"participants:{name}", args=[person.pk]))

    assert len(asked) <= 14, [row["sql"] for row in asked]


@pytest.mark.parametrize(
    ("page", "marked"),
    [("eligibility", "page"), ("eligibility_new", "true")],
    ids=["the tab itself", "below it"],
)
def test_the_tab_of_the_page_is_marked(page, marked, person, users, client_of, centre):
    html = client_of(users.worker).get(reverse(f"participants:{page}", args=[person.pk])).content
    tab = reverse("participants:eligibility", args=[person.pk])

    assert f'<a href="{tab}" aria-current="{marked}">' in html.decode()
    overview = reverse("desk:overview", args=[person.pk])
    assert f'<a href="{overview}">' in html.decode()


@pytest.mark.parametrize(
    ("page", "tells"), [("eligibility", True), ("eligibility_new", False)], ids=["tab", "act"]
)
def test_what_matters_now_is_told_on_tabs_and_an_act_begins_in_sight(
    page, tells, person, users, client_of, centre
):
    html = client_of(users.worker).get(reverse(f"participants:{page}", args=[person.pk])).content
    assert ("Kategoria: nieustalona" in html.decode()) is tells
    assert ("Następny krok: ustal kategorię" in html.decode()) is tells


def test_the_last_stay_is_the_one_that_began_last_and_is_this_person_s(person, users, on):
    stay(PersonFactory(responsible=users.worker), date(2026, 9, 1))
    last = stay(person, date(2026, 3, 2), date(2026, 4, 1))
    stay(person, date(2025, 3, 2), date(2025, 4, 1))
    assert file_of(person, on).part(StayPart).last == last
