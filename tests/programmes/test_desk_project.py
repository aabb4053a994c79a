"""Who left a project waits on the desk until the situation is told."""

import pytest
import time_machine

from kis.desk.gathering import DeskGroup
from kis.programmes import desk_project
from kis.programmes.project.participants import leaving_days
from tests.programmes.factories import D, EditionNumberFactory
from tests.programmes.project_rows import applies, leaves, project_of, supports, tells

pytestmark = pytest.mark.django_db
ON = D(2026, 7, 10)


@pytest.fixture
def gone(users):
    """Left on 30 June 2026."""
    row = applies(project_of(users), users)
    supports(row)
    leaves(row, D(2026, 6, 30))
    return row


def waiting(user, on=ON):
    (kind,) = desk_project.kinds(user)
    return list(kind.ask(None, user, on).values_list("row_number", "row_day"))


def test_without_a_number_of_the_edition_four_weeks_are_given(gone, users):
    assert leaving_days(gone.edition) == 28
    assert waiting(users.programmes) == [(gone.pk, D(2026, 7, 28))]
    assert waiting(users.coordinator) == [(gone.pk, D(2026, 7, 28))]


def test_the_edition_sets_the_days(gone, users):
    EditionNumberFactory(edition=gone.edition, code="leaving_days", value=14)

    assert waiting(users.programmes) == [(gone.pk, D(2026, 7, 14))]


def test_who_was_asked_waits_no_longer(gone, users):
    tells(gone, D(2026, 7, 9))

    assert waiting(users.programmes) == []


def test_on_the_last_day_nobody_is_asked_yet(gone, users):
    assert waiting(users.programmes, D(2026, 6, 30)) == []


def test_whoever_runs_the_edition_no_more_is_not_told(gone, users):
    gone.edition.staff.update(ends_on=D(2026, 1, 31))

    assert waiting(users.programmes) == []


def test_nobody_else_is_told(users):
    assert desk_project.kinds(users.head) == []
    assert desk_project.kinds(users.worker) == []


def test_the_desk_names_the_person_and_the_day(gone, users, client_of):
    with time_machine.travel(ON):
        page = client_of(users.programmes).get("/").content.decode()

    assert "sytuacja po zakończeniu projektu" in page
    assert "zapytać do 28.07.2026" in page
    assert str(DeskGroup.QUESTIONS.label) in page
