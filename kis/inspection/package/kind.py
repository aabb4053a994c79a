"""A package for an inspection: people × period, a section each, then all of them in one PDF with an index."""

import datetime
from collections.abc import Sequence

from kis.documents.exports import ExportKind, Made, Wanted
from kis.documents.models import ExportItem
from kis.inspection.package.index import whole_package
from kis.inspection.package.section import section_of
from kis.lib.dates import polish_range
from kis.lib.refusals import Refused
from participants.models import Person

MAKE = "inspection.make_package"
MOST_PEOPLE = 50
CHANGED = "Od chwili zlecenia zmieniło się, kogo możesz czytać. Zleć pakiet jeszcze raz."


class InspectionPackage(ExportKind):
    """A section is made and kept by itself: of a killed worker no more than one is lost."""

    name, act, thing = "inspection-package", "download", "inspection_package"

    def wanted(
        self, people: Sequence[Person], first: datetime.date, last: datetime.date
    ) -> list[Wanted]:
        facts = {"first": first.isoformat(), "last": last.isoformat()}
        sections = [
            Wanted(
                title=f"Karta nr {person.pk}",
                name=f"{place:03}-karta-{person.pk}.pdf",
                number=place,
                person=person.pk,
                facts=facts,
            )
            for place, person in enumerate(people, start=1)
        ]
        return [
            *sections,
            Wanted("Pakiet ze spisem", "pakiet-kontroli.pdf", facts=facts, comes_last=True),
        ]

    def readable(self, people, user, on):
        if not user.has_perm(MAKE):
            return set()
        found = Person.objects.read_whole_by(user, on).filter(pk__in=people)
        return set(found.values_list("pk", flat=True))

    def make(self, item, user, on) -> Made:
        period = (_day(item.facts["first"]), _day(item.facts["last"]))
        if item.comes_last:
            return self._whole(item, user, on, period)
        person = Person.objects.select_related("responsible").get(pk=item.person_number)
        return section_of(person, user, on, period, at=item.export.created_at)

    def _whole(self, item: ExportItem, user, on, period) -> Made:
        """Raises Refused where nothing was made, or somebody may not be read any more."""
        sections = list(item.export.items.exclude(pk=item.pk).defer("content").order_by("pk"))
        made = [one for one in sections if one.state == ExportItem.State.DONE]
        if not made:
            raise Refused("Nie powstała karta żadnej z osób, więc nie ma z czego złożyć pakietu.")
        people = {one.person_number for one in made}
        if people - self.readable(people, user, on):
            raise Refused(CHANGED)
        return whole_package(sections, period, at=item.export.created_at)


def title_of(people: int, first: datetime.date, last: datetime.date) -> str:
    return f"Pakiet na kontrolę: osób {people}, {polish_range(first, last)}"


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)
