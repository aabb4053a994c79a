"""The EU project of the demonstration, and the durability of an earlier one."""

import datetime
from types import SimpleNamespace

import pghistory

from kis.accounts.models import Centre
from kis.desk.demo.programmes_editions import edition_of_kind
from kis.lib.dates import DAY
from kis.programmes import enrolling
from kis.programmes.models import (
    DurabilityFigure,
    DurabilitySource,
    Edition,
    Enrolment,
    Kind,
    ProjectStart,
    Situation,
    Support,
)
from kis.programmes.people import enter_known
from kis.programmes.project.acts import give
from kis.programmes.project.starting import proposed
from participants.models import Area, Person

What = DurabilityFigure.What
PLACES = {
    "Puławy": {
        "voivodeship": "lubelskie",
        "county": "puławski",
        "municipality": "Puławy",
    },
    "Starachowice": {
        "voivodeship": "swietokrzyskie",
        "county": "starachowicki",
        "municipality": "Starachowice",
    },
}
WORKS = ("work", "qualified")
# Days ago the first form of support began, how they answer, what became of them.
# since, e-mail, education, status, its detail, disability, supports, (days ago of the end, what was told)
CAST = [
    (150, "uczestnik1", "secondary", "unemployed", "long_term", "no", ("poradnictwo", "szkolenie"), None),
    (150, "uczestnik2", "primary", "unemployed", "long_term", "refused", ("poradnictwo",), None),
    (148, "uczestnik3", "secondary", "inactive", "not_learning", "yes", ("poradnictwo",), None),
    (148, "uczestnik4", "higher", "unemployed", "unemployed_other", "no", ("warsztaty", "staz"), None),
    (120, "uczestnik5", "none", "inactive", "not_learning", "yes", ("warsztaty",), None),
    (90, "", "secondary", "unemployed", "unemployed_other", "no", ("poradnictwo",), None),
    (150, "uczestnik7", "secondary", "unemployed", "long_term", "no", ("szkolenie",), (45, WORKS)),
    (150, "uczestnik8", "primary", "unemployed", "long_term", "no", ("warsztaty",), (10, ())),
]  # fmt: skip


def run_project(staff: SimpleNamespace, today: datetime.date) -> None:
    edition = edition_of_kind(Kind.PROJECT, today)
    with pghistory.context(user=staff.programy.pk):
        people = _known(len(CAST) + 1)
        for ordinal, (person, told) in enumerate(zip(people, CAST, strict=False), 1):
            _take_part(edition, person, ordinal, told, staff.programy, today)
        if len(people) > len(CAST):
            _apply(edition, people[-1], max(edition.starts_on, today - 6 * DAY), staff.programy, 9)


def _known(most: int) -> list[Person]:
    """Of the club, the number agreeing with the rest of the file."""
    rows = Person.objects.filter(
        areas__kind=Area.Kind.KIS, merged_into=None, born_on__isnull=False, restrictions=None
    )
    rows = rows.exclude(pesel="").exclude(sex="").filter(pesel_kept_reason="")
    return list(rows.distinct().order_by("last_name", "first_name", "pk")[:most])


def _apply(edition: Edition, person: Person, day, by, ordinal: int) -> Enrolment:
    enter_known(person, since=day)
    row = Enrolment(
        edition=edition, person=person, beneficiary=person, applied_on=day, number=f"KIS/{ordinal}"
    )
    return enrolling.apply(row, by=by)


def _take_part(edition, person, ordinal, told, by, today) -> None:
    since, mail, education, status, detail, disability, supports, left = told
    began = max(edition.starts_on, today - since * DAY)
    row = _apply(edition, person, began, by, ordinal)
    facts = proposed(row) | {
        **PLACES[Centre.objects.current().town],
        "town": person.town or Centre.objects.current().town,
        "degurba": "suburb",
        "house": row.person.house.partition("/")[0] or "1",
        "postal_code": person.postal_code or Centre.objects.current().postal_code,
        "phone": (person.phone or f"60010020{ordinal}") if mail else "",
        "email": f"{mail}@example.org" if mail else "",
        "education": education,
        "citizenship": "polish",
        "status": status,
        "status_detail": detail,
        "disability": disability,
        **dict.fromkeys(("foreign_origin", "third_country", "minority", "homeless"), "no"),
    }
    ProjectStart.objects.create(enrolment=row, entered_by=by, **facts)
    end = max(began, today - left[0] * DAY) if left else None
    for place, kind in enumerate(supports):
        starts_on = min(began + 30 * place * DAY, end or today)
        give(Support(enrolment=row, kind=kind, starts_on=starts_on, ends_on=end), by=by)
    if left:
        _leave(row, end, left[1], by, today)


def _leave(row: Enrolment, end, situations, by, today) -> None:
    enrolling.end(row, last_day=end, reason=Enrolment.EndReason.END)
    if situations:
        Situation.objects.create(
            enrolment=row,
            told_on=min(end + 14 * DAY, today),
            situations=list(situations),
            by_path=True,
            evidence="umowa o pracę, zaświadczenie o kwalifikacjach",
            entered_by=by,
        )


def keep_durability(staff: SimpleNamespace, today: datetime.date) -> None:
    """Two years before this one from the papers, this one from the day room."""
    edition = edition_of_kind(Kind.DURABILITY, today)
    with pghistory.context(user=staff.swietlica.pk):
        edition.starts_on = edition.starts_on.replace(year=edition.starts_on.year - 2)
        edition.save()
        DurabilitySource.objects.create(
            edition=edition, counted=edition_of_kind(Kind.DAY_ROOM, today)
        )
        for back, children, hours in [(2, 34, 1880), (1, 31, 1795)]:
            year = today.year - back
            for what, value in [
                (What.CHILDREN, children),
                (What.HOURS, hours),
                (What.DAYS, 236),
                (What.STAFF, 3),
            ]:
                DurabilityFigure.objects.create(
                    edition=edition,
                    year=year,
                    what=what,
                    value=value,
                    source=f"dziennik zajęć świetlicy za {year} rok (przykład)",
                    entered_by=staff.swietlica,
                )
