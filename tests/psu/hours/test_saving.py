"""Saving a sheet of hours: what is refused says why, what is not refused is saved."""

from decimal import Decimal

import pghistory
import pytest
import time_machine
from django.utils import timezone

from psu.hours.conflicts import WorkDayEvent
from psu.hours.saving import TypedDay, mark_cells
from psu.models import PersonMonth, WorkDay
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    StatusNewsFactory,
    WorkPlaceFactory,
    work,
)
from tests.psu.guarded import close_empty_month, day

NOVEMBER = day("2026-11-01")
TODAY = day("2026-11-26")


@pytest.fixture
def place(users):
    return WorkPlaceFactory(name="Szkoła nr 3")


@pytest.fixture
def referral(place):
    agreement = AgreementFactory(place=place, number="4/2026")
    referral = ReferralFactory(
        agreement=agreement, place=place, number="PUP.632.44.2026", planned_days={"0": "5"}
    )
    referral.person.last_name = "Kowalczyk"
    referral.person.save()
    return referral


@pytest.fixture
def mark(place, users):
    """`mark(referral, "2026-11-24", "5")` by the coordinator, or `by=`."""

    def mark_one(referral, on, text, earlier="", *, by=users.coordinator, **facts):
        cell = TypedDay(referral.pk, day(on), text, earlier, **facts)
        return mark_cells(place, NOVEMBER, [cell], by=by, on=TODAY)

    return mark_one


def hours():
    return {entry.day.day: entry.hours for entry in WorkDay.objects.order_by("day")}


def test_hours_and_absences_are_saved_and_cleared(mark, referral, users):
    assert mark(referral, "2026-11-23", "5").saved[0].now == "5"
    assert mark(referral, "2026-11-24", "2:30").saved[0].now == "2,5"
    assert mark(referral, "2026-11-25", "u").saved[0].now == "U"
    entry = WorkDay.objects.get(day=day("2026-11-25"))
    assert (entry.outcome, entry.hours, entry.entered_by) == ("excused", 0, users.coordinator)
    assert mark(referral, "2026-11-23", "", earlier="5").saved[0].now == ""
    assert hours() == {24: Decimal("2.50"), 25: Decimal(0)}


def test_a_refused_cell_loses_no_other(place, referral, users):
    second = ReferralFactory(agreement=referral.agreement, place=place)
    cells = [
        TypedDay(referral.pk, day("2026-11-23"), "5"),
        TypedDay(referral.pk, day("2026-11-24"), "5x"),
        TypedDay(referral.pk, day("2026-11-25"), "6"),
        TypedDay(referral.pk, day("2026-11-27"), "1"),
        TypedDay(second.pk, day("2026-11-23"), "10"),
    ]
    sheet = mark_cells(place, NOVEMBER, cells, by=users.coordinator, on=TODAY)
    assert sorted(m.cell.text for m in sheet.saved) == ["10", "5"]
    assert {m.cell.text: m.sentence for m in sheet.refused} == {
        "5x": "Nie rozumiem „5x”. Wpisz godziny: 5 albo 2,5 albo 2:30.",
        "6": f"{referral.person}: w tygodniu 23–29.11 jest już 5 godz. Limit tygodnia: 10. "
        "Można wpisać najwyżej 5, wpisano 6.",
        "1": "27.11.2026 jeszcze nie było. Na przyszłość układa się plan, nie godziny.",
    }
    assert WorkDay.objects.count() == 2


def test_hours_moved_inside_a_full_week_are_saved_in_one_go(place, referral, users):
    """Typed in any order: what makes room goes first."""
    work(referral, day("2026-11-25"), 10)
    cells = [
        TypedDay(referral.pk, day("2026-11-23"), "10"),
        TypedDay(referral.pk, day("2026-11-25"), "", earlier="10"),
    ]
    sheet = mark_cells(place, NOVEMBER, cells, by=users.coordinator, on=TODAY)
    assert (len(sheet.saved), sheet.refused) == (2, [])
    assert hours() == {23: Decimal(10)}


def test_today_is_marked_and_tomorrow_is_not(mark, referral):
    assert not mark(referral, "2026-11-26", "1").refused
    assert mark(referral, "2026-11-27", "U").refused


def test_a_change_made_meanwhile_is_shown_and_nothing_is_overwritten(mark, referral, users):
    with time_machine.travel("2026-11-26T12:05:00Z", tick=False):
        mark(referral, "2026-11-24", "5")
        mark(referral, "2026-11-24", "4", earlier="5", by=users.supervisor)
    (refused,) = mark(referral, "2026-11-24", "3", earlier="5").refused
    assert refused.sentence == (
        "Ten dzień zmieniono o 13.05: było 5, jest 4 (Z. Nowak). Wpisano 3. Wybierz, co zostaje."
    )
    assert (refused.is_conflict, refused.now) == (True, "4")
    assert mark(referral, "2026-11-24", "3", earlier="4").saved
    assert hours() == {24: Decimal(3)}


def test_the_same_change_made_meanwhile_is_no_conflict(mark, referral):
    mark(referral, "2026-11-24", "5")
    assert mark(referral, "2026-11-24", "5", earlier="").saved


def test_an_entry_cleared_meanwhile_is_a_conflict(mark, referral):
    (refused,) = mark(referral, "2026-11-24", "3", earlier="5").refused
    assert "Ten dzień zmieniono: było 5, jest puste. Wpisano 3." in refused.sentence


def test_an_entry_cleared_meanwhile_says_when_and_by_whom(mark, referral, users):
    entry = work(referral, day("2026-11-24"), 5)
    with (
        time_machine.travel("2026-11-26T12:05:00Z", tick=False),
        pghistory.context(user=users.supervisor.pk),
    ):
        entry.delete()
        deleted = WorkDayEvent.objects.get(pgh_label="delete")
    at = f"{timezone.localtime(deleted.pgh_created_at):%-H.%M}"
    (refused,) = mark(referral, "2026-11-24", "3", earlier="5").refused
    assert f"Ten dzień zmieniono o {at}: było 5, jest puste (Z. Nowak)." in refused.sentence


@pytest.mark.parametrize(("name", "is_saved"), [("supervisor", False), ("coordinator", True)])
def test_a_reviewed_month_is_closed_to_the_supervisor_alone(mark, referral, users, name, is_saved):
    work(referral, day("2026-11-23"))
    PersonMonth.objects.get().review(by=users.coordinator, on=TODAY)
    sheet = mark(referral, "2026-11-24", "1", by=getattr(users, name))
    assert bool(sheet.saved) is is_saved
    if not is_saved:
        assert sheet.refused[0].sentence == "Listopad jest już sprawdzony. O zmianę poproś KIS."


def test_a_closed_month_says_since_when_and_by_whom(mark, referral, users):
    work(referral, day("2026-11-23"), 0, outcome="excused")
    close_empty_month(referral.person, users.coordinator)
    assert mark(referral, "2026-11-24", "1").refused[0].sentence == (
        "Listopad 2026 jest zamknięty od 4.12.2026 (M. Zając): wpisu nie zapisano. Poprawkę robi się "
        "po „Otwórz ponownie” na stronie „Sprawdzenie i zamknięcie”. Powstanie lista uzupełniająca."
    )
    assert mark(referral, "2026-11-24", "1", by=users.supervisor).refused[0].sentence == (
        "Listopad jest już zamknięty. Zadzwoń do KIS."
    )


CALL = "Tego dnia nie można wpisać godzin. Zadzwoń do KIS."


@pytest.mark.parametrize(
    ("facts", "office", "supervisor"),
    [
        (
            {"starts_on": day("2026-11-25"), "ohs_on": day("2026-11-25")},
            "Skierowanie PUP.632.44.2026 zaczyna się 25.11.2026. "
            "Wcześniejszych godzin nie można wpisać.",
            "Praca zaczyna się 25.11.2026.",
        ),
        (
            {"ends_on": day("2026-11-23")},
            "Skierowanie skończyło się 23.11.2026. Jeśli PUP je przedłużył, wpisz nowe skierowanie.",
            "Praca skończyła się 23.11.2026.",
        ),
        (
            {"ohs_on": None},
            "Brak szkolenia BHP przed 24.11.2026. Wpisz datę szkolenia (może być ten sam dzień).",
            "Najpierw szkolenie BHP. Po szkoleniu zadzwoń do KIS.",
        ),
        (
            {"medical": "needed"},
            "PUP polecił badanie lekarskie, nie ma wyniku ważnego 24.11.2026.",
            CALL,
        ),
    ],
    ids=["before", "after", "OHS", "medical"],
)
def test_a_supervisor_reads_no_reason_that_he_may_not_know(
    mark, referral, users, facts, office, supervisor
):
    type(referral).objects.update(**facts)
    assert mark(referral, "2026-11-24", "5").refused[0].sentence == office
    refused = mark(referral, "2026-11-24", "5", by=users.supervisor).refused[0]
    assert refused.sentence == supervisor


def test_a_lost_status_is_told_to_the_office_alone(mark, referral, users):
    StatusNewsFactory(person=referral.person)
    assert mark(referral, "2026-11-24", "5").refused[0].sentence == (
        "Od 14.11.2026 osoba nie ma statusu bezrobotnego (PUP, pismo z 20.11). "
        "Godzin po tym dniu nie można wpisać."
    )
    refused = mark(referral, "2026-11-24", "5", by=users.supervisor).refused[0]
    assert refused.sentence == CALL


def test_hours_elsewhere_are_named_to_the_office_and_counted_for_the_supervisor(
    mark, referral, users
):
    library = ReferralFactory(
        person=referral.person, place=WorkPlaceFactory(name="Biblioteka"), payment=False
    )
    work(library, day("2026-11-23"), 4)
    work(referral, day("2026-11-24"), 4)
    office = mark(referral, "2026-11-25", "3").refused[0].sentence
    assert office == (
        f"{referral.person}: w tygodniu 23–29.11 jest już 8 godz. (w tym 4 godz. w: Biblioteka). "
        "Limit tygodnia: 10. Można wpisać najwyżej 2, wpisano 3."
    )
    told = mark(referral, "2026-11-25", "3", by=users.supervisor).refused[0].sentence
    assert told == (
        "W tygodniu 23–29.11 jest już 8 godz. (w tym 4 w innym miejscu). Limit: 10. "
        "Można wpisać najwyżej 2."
    )


def test_a_second_entry_names_the_first_one_to_the_office(mark, referral, users):
    library = ReferralFactory(
        person=referral.person, place=WorkPlaceFactory(name="Biblioteka"), payment=False
    )
    with time_machine.travel("2026-11-24T12:05:00Z", tick=False):
        work(library, day("2026-11-24"), 5)
    assert mark(referral, "2026-11-24", "1").refused[0].sentence == (
        "Na 24.11 jest już wpis: 5 godz., Biblioteka (M. Zając, 24.11, 13.05). Zmień tamten wpis."
    )
    refused = mark(referral, "2026-11-24", "1", by=users.supervisor).refused[0]
    assert refused.sentence == "Na ten dzień jest już wpis."


def test_one_person_too_many_is_named(mark, referral, place, users):
    type(referral.agreement).objects.update(persons=1)
    work(ReferralFactory(agreement=referral.agreement, place=place), day("2026-11-23"))
    assert mark(referral, "2026-11-24", "1").refused[0].sentence == (
        "W okresie 1.01.2025–31.12.2027 porozumienie 4/2026 obejmuje osób: 1 i tyle już pracuje. "
        f"{referral.person} jest 2."
    )
    refused = mark(referral, "2026-11-24", "1", by=users.supervisor).refused[0]
    assert refused.sentence == "Tej osoby nie można dziś wpisać. Zadzwoń do KIS."


def test_cells_of_another_place_or_month_are_refused(mark, referral):
    stranger = ReferralFactory()
    for target, on in ((stranger, "2026-11-24"), (referral, "2026-10-31")):
        (refused,) = mark(target, on, "1").refused
        assert refused.sentence.startswith("Tego dnia nie ma na tej karcie.")
    assert not WorkDay.objects.exists()


def test_what_is_unusual_is_saved_with_a_warning(mark, referral):
    (saved,) = mark(referral, "2026-11-22", "10").saved
    assert saved.warnings == [
        "To niedziela. Zapisano.",
        "Więcej niż 8 godzin w jednym dniu. Zapisano.",
        "Dzień poza planem. Zapisano.",
        "Po tym dniu zostanie 0 godz. do końca tygodnia.",
    ]


@pytest.mark.parametrize("letter", ["N", "U", "O", "P"])
def test_an_absence_on_a_sunday_or_out_of_the_plan_has_the_same_warnings_as_hours(
    mark, referral, letter
):
    (sunday,) = mark(referral, "2026-11-22", letter).saved
    assert sunday.warnings == ["To niedziela. Zapisano.", "Dzień poza planem. Zapisano."]
    (holiday,) = mark(referral, "2026-11-11", letter).saved
    assert holiday.warnings[0].startswith("To święto (")
    (planned,) = mark(referral, "2026-11-23", letter).saved
    assert planned.warnings == []


def test_from_and_to_longer_than_the_hours_by_more_than_a_break_are_warned_of(
    mark, referral, from_eight_to_one
):
    def warned(text, earlier, **facts):
        (saved,) = mark(referral, "2026-11-24", text, earlier, **facts).saved
        return [words for words in saved.warnings if words.startswith("Od–do")]

    assert warned("4", "5") == []
    assert warned("3", "4") == ["Od–do to 5 godz., wpisano 3. Zapisano."]
    longer = {"details": {"span": "8-20"}, "earlier_details": {"span": "8.00–13.00"}}
    assert warned("3", "3", **longer) == ["Od–do to 12 godz., wpisano 3. Zapisano."]
    assert warned("U", "3") == []


def test_a_note_is_kept_with_an_unchanged_cell(mark, referral):
    mark(referral, "2026-11-24", "5")
    mark(referral, "2026-11-24", "5", earlier="5", details={"note": "zastępstwo"})
    assert WorkDay.objects.get().note == "zastępstwo"


@pytest.fixture
def from_eight_to_one(mark, referral):
    """5 hours of a day from 8.00 to 13.00."""
    mark(referral, "2026-11-24", "5", details={"span": "8-13"})
    return WorkDay.objects.get()


def test_from_and_to_are_kept_with_the_hours(from_eight_to_one):
    assert str(from_eight_to_one.span) == "8.00–13.00"


@pytest.mark.parametrize("span", ["2.30–8", "1-2.15"])
def test_from_and_to_at_an_hour_that_the_change_of_clock_left_out_are_refused(place, users, span):
    march = day("2026-03-01")
    in_march = ReferralFactory(place=place, starts_on=march, ends_on=day("2026-03-31"))
    cell = TypedDay(in_march.pk, day("2026-03-29"), "1", "", details={"span": span})
    (refused,) = mark_cells(place, march, [cell], by=users.coordinator, on=TODAY).refused
    assert "dnia 29.03.2026 nie było" in refused.sentence
    assert not WorkDay.objects.exists()


@pytest.mark.parametrize("letter", ["U", "N", "O", "P"])
def test_an_absence_takes_from_and_to_away_with_the_hours(
    mark, referral, from_eight_to_one, letter
):
    assert mark(referral, "2026-11-24", letter, earlier="5").saved
    from_eight_to_one.refresh_from_db()
    assert (from_eight_to_one.hours, from_eight_to_one.span) == (0, None)


def test_hours_that_outgrow_from_and_to_are_refused_with_what_to_do(
    mark, referral, from_eight_to_one
):
    (refused,) = mark(referral, "2026-11-24", "5,25", earlier="5").refused
    assert refused.sentence == (
        "Godziny nie mieszczą się w „od–do” tego dnia. Otwórz wiersz w karcie miesiąca (F2 albo "
        "numer) i zmień „od–do” albo wpisz mniej godzin."
    )
    assert (refused.now, hours()) == ("5", {24: 5})
    longer = {"span": "8.00-13.15"}
    earlier = {"span": "8.00–13.00"}
    assert mark(referral, "2026-11-24", "5,25", "5", details=longer, earlier_details=earlier).saved
    assert hours() == {24: Decimal("5.25")}


def test_from_and_to_typed_to_an_absence_or_to_no_entry_are_refused(mark, referral):
    (absent,) = mark(referral, "2026-11-24", "U", details={"span": "8-13"}).refused
    assert absent.sentence == (
        "„Od–do” ma tylko dzień z godzinami. Wpisz godziny albo zostaw „od–do” puste."
    )
    (nothing,) = mark(referral, "2026-11-24", "", details={"span": "8-13"}).refused
    assert nothing.sentence == "Najpierw wpisz godziny, potem „od–do”."
    assert hours() == {}


def test_from_and_to_changed_meanwhile_show_what_is_now_and_the_same_change_is_none(
    mark, referral, from_eight_to_one
):
    cell = ("2026-11-24", "5", "5")
    (refused,) = mark(referral, *cell, details={"span": "9-15"}).refused
    assert refused.is_conflict
    assert "Jest teraz: od–do: 8.00–13.00. Wybierz, co zostaje." in refused.sentence
    (same,) = mark(referral, *cell, details={"span": "8:00-13:00"}).saved
    assert same.now == "5"
    empty = {"details": {"span": ""}, "earlier_details": {"span": "8.00–13.00"}}
    assert mark(referral, *cell, **empty).saved
    (refused,) = mark(
        referral, *cell, details={"span": "8-14"}, earlier_details={"span": "8.00–13.00"}
    ).refused
    assert "Jest teraz: bez „od–do”. Wybierz, co zostaje." in refused.sentence


def test_a_sheet_of_many_asks_a_few_questions_a_cell(
    place, referral, users, django_assert_max_num_queries
):
    others = [ReferralFactory(agreement=referral.agreement, place=place) for _ in range(9)]
    cells = [
        TypedDay(each.pk, day(f"2026-11-{number:02}"), "1")
        for each in others
        for number in (2, 9, 16, 23)
    ]
    with django_assert_max_num_queries(15 + 3 * len(cells)):
        sheet = mark_cells(place, NOVEMBER, cells, by=users.coordinator, on=TODAY)
    assert len(sheet.saved) == 36
