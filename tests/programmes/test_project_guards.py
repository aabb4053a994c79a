"""What the database holds of an EU project, against forms and SQL alike."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kis.lib.refusals import Refused, refused_by_database
from kis.lib.row_history import acts_on
from kis.programmes.models import (
    DurabilityFigure,
    DurabilitySource,
    ExportColumn,
    ProjectStart,
)
from tests.programmes.factories import D, EditionFactory
from tests.programmes.project_rows import (
    applies,
    leaves,
    project_of,
    starts,
    supports,
    tells,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(users):
    return applies(project_of(users), users)


def refused(act, words):
    with pytest.raises(Refused, match=words), refused_by_database():
        act()


def test_the_first_form_of_support_begins_the_participation(enrolment):
    supports(enrolment, D(2026, 3, 2))
    supports(enrolment, D(2026, 2, 9), kind="warsztaty")

    assert enrolment.starts_on == D(2026, 2, 9)


def test_a_voided_form_of_support_begins_nothing(enrolment, users):
    first = supports(enrolment, D(2026, 2, 9))
    supports(enrolment, D(2026, 3, 2), kind="warsztaty")
    first.void(by=users.coordinator, reason="inna osoba")
    enrolment.refresh_from_db()

    assert enrolment.starts_on == D(2026, 3, 2)


def test_without_a_form_of_support_the_participant_waits_again(enrolment, users):
    supports(enrolment).void(by=users.coordinator, reason="inna osoba")
    enrolment.refresh_from_db()

    assert enrolment.is_waiting


def test_the_participation_does_not_move_away_from_its_first_support(enrolment):
    supports(enrolment, D(2026, 2, 9))
    enrolment.starts_on = D(2026, 2, 1)

    refused(enrolment.save, "zaczyna się pierwszą formą wsparcia, 9.02.2026")


def test_a_form_of_support_is_not_before_the_application(enrolment, users):
    type(enrolment).objects.filter(pk=enrolment.pk).update(applied_on=D(2026, 2, 1))

    refused(lambda: supports(enrolment, D(2026, 1, 31)), "w dniach edycji")


def test_a_form_of_support_is_not_behind_the_edition(enrolment):
    refused(lambda: supports(enrolment, ends_on=D(2027, 1, 1)), "w dniach edycji")


def test_a_form_of_support_is_not_behind_the_end(enrolment):
    supports(enrolment)
    leaves(enrolment, D(2026, 6, 30))

    refused(
        lambda: supports(enrolment, D(2026, 7, 1), kind="staz"), "Udział skończył się 30.06.2026"
    )


def test_the_end_is_not_before_a_form_of_support(enrolment):
    supports(enrolment, D(2026, 4, 1), ends_on=D(2026, 5, 4))

    refused(lambda: leaves(enrolment, D(2026, 5, 3)), "forma wsparcia z dnia 4.05.2026")


def test_support_is_given_in_a_project_alone(users, edition):
    other = applies(edition, users)

    refused(lambda: supports(other), "tylko w projekcie UE")


def test_an_unknown_word_is_refused(enrolment):
    refused(lambda: supports(enrolment, kind="cokolwiek"), "nie ma w słownikach")
    refused(lambda: starts(enrolment, education="phd"), "nie ma w słownikach")


def test_before_the_start_the_data_change_freely(enrolment):
    row = starts(enrolment)
    row.status = "inactive"
    row.save()

    assert row.status == "inactive"


def test_from_the_start_on_what_was_said_is_frozen(enrolment):
    row = starts(enrolment)
    supports(enrolment)
    row.refresh_from_db()
    row.status, row.status_detail = "inactive", "not_learning"

    refused(row.save, "Udział już się rozpoczął")


def test_sql_does_not_pass_the_freeze(enrolment):
    row = starts(enrolment)
    supports(enrolment)

    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectStart.objects.filter(pk=row.pk).update(education="higher")


def test_what_was_empty_may_be_filled_in_later(enrolment):
    row = starts(enrolment, email="")
    supports(enrolment)
    row.refresh_from_db()
    row.email = "ktos@example.org"
    row.save()

    assert row.correction_reason == ""


def test_a_correction_has_a_reason_and_keeps_the_earlier_answer(enrolment, users):
    row = starts(enrolment)
    supports(enrolment)
    row.refresh_from_db()
    row.education, row.correction_reason = "higher", "pomyłka przy wpisywaniu"
    row.corrected_at, row.corrected_by = timezone.now(), users.programmes
    row.save()

    kept = acts_on(row)[0]
    assert [(change.before, change.after) for change in kept.changes][:1] == [
        ("secondary", "higher")
    ]
    assert "pomyłka przy wpisywaniu" in [change.after for change in kept.changes]


def test_a_correction_without_a_reason_is_refused(enrolment, users):
    row = starts(enrolment)
    supports(enrolment)
    row.refresh_from_db()
    row.education, row.corrected_at, row.corrected_by = (
        "higher",
        timezone.now(),
        users.programmes,
    )

    refused(row.save, "powód")


def test_the_situation_is_told_behind_the_end(enrolment):
    supports(enrolment)

    refused(lambda: tells(enrolment), "gdy udział ma ostatni dzień")
    leaves(enrolment, D(2026, 6, 30))
    refused(lambda: tells(enrolment, D(2026, 6, 29)), "nie wcześniej")
    assert tells(enrolment, D(2026, 6, 30)).pk


def test_who_told_the_situation_does_not_go_on(enrolment):
    supports(enrolment)
    leaves(enrolment)
    tells(enrolment)
    enrolment.ends_on, enrolment.end_reason = None, ""

    refused(enrolment.save, "oświadczenie z 14.07.2026")


def test_a_situation_says_something(enrolment):
    supports(enrolment)
    leaves(enrolment)

    refused(lambda: tells(enrolment, situations=()), "Zaznacz, co osoba")


def test_a_participation_with_support_is_not_voided(enrolment, users):
    supports(enrolment)

    with pytest.raises(Refused, match="Unieważnij najpierw je"), refused_by_database():
        enrolment.void(by=users.coordinator, reason="inna osoba")


def test_columns_of_an_arrangement_stay(users):
    project_of(users)

    with pytest.raises(IntegrityError), transaction.atomic():
        ExportColumn.objects.filter(place=1).update(heading="Inny")


def test_figures_of_durability_are_of_its_years(users, edition):
    durability = EditionFactory(kind="durability", entered_by=users.coordinator)
    facts = {
        "what": "children",
        "value": 30,
        "source": "dziennik",
        "entered_by": users.coordinator,
    }

    refused(
        lambda: DurabilityFigure.objects.create(edition=durability, year=2025, **facts),
        "tylko w trwałości",
    )
    refused(
        lambda: DurabilityFigure.objects.create(edition=edition, year=2026, **facts),
        "tylko w trwałości",
    )
    assert DurabilityFigure.objects.create(edition=durability, year=2026, **facts).pk
    refused(
        lambda: DurabilitySource.objects.create(edition=edition, counted=durability),
        "tylko w trwałości",
    )
