"""Rows for tests of EU projects: a participant who lacks nothing."""

from kis.programmes.models import Edition, Enrolment, ProjectStart, Situation, Support
from kis.programmes.project.reference import load_project_columns, load_project_words
from tests.factories import PersonFactory
from tests.programmes.factories import D, EditionFactory, EditionStaffFactory, EnrolmentFactory

BEGINS, ENDS, TELLS = D(2026, 2, 2), D(2026, 6, 30), D(2026, 7, 14)


def project_of(users, **facts) -> Edition:
    """Run by `programmes`; the words and columns of a new centre stand."""
    load_project_words()
    load_project_columns()
    edition = EditionFactory(
        **{"kind": "project", "name": "Aktywny KIS", "entered_by": users.coordinator} | facts
    )
    EditionStaffFactory(edition=edition, user=users.programmes, named_by=users.coordinator)
    return edition


def applies(edition, users, person=None, **facts) -> Enrolment:
    """Since 1 January 2026, waiting."""
    person = person or PersonFactory(responsible=users.worker, area="programmes")
    return EnrolmentFactory(
        **{
            "edition": edition,
            "person": person,
            "starts_on": None,
            "entered_by": users.programmes,
        }
        | facts
    )


STARTS_AS = {
    "kind": "individual",
    "country": "Polska",
    "voivodeship": "swietokrzyskie",
    "county": "starachowicki",
    "municipality": "Starachowice",
    "town": "Starachowice",
    "street": "ul. Iłżecka",
    "house": "12",
    "flat": "4",
    "postal_code": "27-200",
    "degurba": "suburb",
    "phone": "+48 600 100 200",
    "email": "ktos@example.org",
    "education": "secondary",
    "citizenship": "polish",
    "status": "unemployed",
    "status_detail": "long_term",
    "foreign_origin": "no",
    "third_country": "no",
    "minority": "refused",
    "homeless": "no",
    "disability": "yes",
}


def starts(enrolment, **facts) -> ProjectStart:
    return ProjectStart.objects.create(
        enrolment=enrolment, entered_by=enrolment.entered_by, **STARTS_AS | facts
    )


def supports(enrolment, starts_on=BEGINS, kind="poradnictwo", **facts) -> Support:
    row = Support.objects.create(
        enrolment=enrolment,
        kind=kind,
        starts_on=starts_on,
        **{"entered_by": enrolment.entered_by} | facts,
    )
    enrolment.refresh_from_db()
    return row


def leaves(enrolment, ends_on=ENDS) -> None:
    enrolment.ends_on, enrolment.end_reason = ends_on, "end"
    enrolment.save()


def tells(enrolment, told_on=TELLS, situations=("work",), **facts) -> Situation:
    return Situation.objects.create(
        enrolment=enrolment,
        told_on=told_on,
        situations=list(situations),
        **{"by_path": True, "entered_by": enrolment.entered_by} | facts,
    )
