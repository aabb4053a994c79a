"""What of programmes waits, on whose desk, each row with the act that settles it."""

import pytest

from kis.accounts.models import User
from kis.desk.gathering import groups_of, shelves
from kis.lib.work import DeskGroup
from kis.programmes import editing
from kis.programmes.models import Choice
from tests.factories import PersonFactory
from tests.programmes.factories import D, EditionFactory, chooses, edition_of, takes_part

pytestmark = pytest.mark.django_db
ON = D(2026, 3, 20)


def rows(user, group, on=ON):
    """Of one group: who, what, the act."""
    user = User.objects.get(pk=user.pk)
    found = shelves(user, on, everybody=True, groups=groups_of(user), count=100)
    return [
        (task.who, task.what, task.action)
        for shelf in found
        if shelf.group == group
        for task in shelf.tasks
    ]


def confirmed(edition, by):
    for row in [*edition.numbers.all(), *edition.groups.all()]:
        editing.confirm(row, source="Program na rok 2026", by=by)


def test_who_runs_an_edition_has_what_waits_in_it_and_in_no_other(users, edition, provider):
    waiting = takes_part(edition, users, starts_on=None, group=None)
    newcomer = takes_part(edition, users)
    settled = takes_part(edition, users)
    chooses(settled, provider)
    other = edition_of(users)
    other.staff.all().update(ends_on=D(2026, 3, 19))
    takes_part(other, users, starts_on=None)

    assert rows(users.programmes, DeskGroup.APPLICATIONS) == [
        (str(waiting.person), "zgłoszenie do programu czeka na odpowiedź", "Otwórz"),
        (str(newcomer.person), "nie ma jeszcze wybranego asystenta", "Wpisz wybór"),
    ]
    assert rows(users.programmes, DeskGroup.APPLICATIONS, on=D(2025, 12, 31)) == []


@pytest.mark.parametrize(("until", "count"), [(D(2026, 4, 19), 1), (D(2026, 4, 20), 0), (None, 0)])
def test_a_paper_that_entitles_is_told_thirty_days_before_it_ends(
    users, edition, provider, until, count
):
    row = takes_part(edition, users, degree_until=until)
    chooses(row, provider)

    told = rows(users.programmes, DeskGroup.ENDING)

    assert told == [(str(row.person), "dokument, który uprawnia do programu", "Sprawdź")] * count


def test_a_contract_is_told_of_whoever_is_chosen(users, edition, provider, enrolment):
    provider.ends_on = D(2026, 4, 10)
    provider.save()
    assert rows(users.programmes, DeskGroup.ENDING) == [
        (provider.name, "umowa osoby świadczącej usługi", "Przedłuż")
    ]

    Choice.objects.update(ends_on=D(2026, 3, 19))
    assert rows(users.programmes, DeskGroup.ENDING) == []


def test_the_coordinator_has_editions_with_numbers_to_confirm_and_those_that_nobody_runs(
    users, edition
):
    lonely = EditionFactory(entered_by=users.coordinator, kind="day_room", name="Świetlica")

    told = rows(users.coordinator, DeskGroup.QUESTIONS)
    assert ("AOON", "liczby edycji do potwierdzenia", "Potwierdź") in told
    assert ("Świetlica", "nikt nie prowadzi tej edycji", "Wyznacz osobę") in told

    confirmed(edition, users.coordinator)
    editing.name_staff(lonely, users.programmes, since=ON, by=users.coordinator)
    assert rows(users.coordinator, DeskGroup.QUESTIONS) == []


def test_an_edition_that_ends_without_a_next_one_is_told_the_coordinator(users, edition):
    takes_part(edition, users, PersonFactory(responsible=users.worker))
    late = D(2026, 12, 10)
    told = ("AOON", "edycja kończy się, a następnej nie ma", "Następna edycja")
    assert told in rows(users.coordinator, DeskGroup.ENDING, on=late)

    copy = editing.copied(edition)
    copy.name, copy.starts_on, copy.ends_on = "edycja 2027", D(2027, 1, 1), D(2027, 12, 31)
    editing.begin_copy(copy, by=users.coordinator)
    assert told not in rows(users.coordinator, DeskGroup.ENDING, on=late)
