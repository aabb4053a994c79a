"""The file of participants as an order: made by a worker, fetched by its author, gone after two days."""

from django.utils import timezone

from kis.documents.exports import ExportKind, Made, Wanted
from kis.documents.models import ExportItem
from kis.lib.refusals import Refused
from kis.programmes.models import Edition, Enrolment, Kind
from kis.programmes.project.file import participants_csv, template_of
from kis.programmes.project.lacks import lacks
from kis.programmes.project.participants import Participant, participants_of
from kis.programmes.project.words import Dictionaries

MAKE = "programmes.write_enrolment"
NOT_READABLE = "Tej edycji nie możesz już czytać, więc pliku nie ma."


class ProjectFile(ExportKind):
    """Of all participants of a project who lack nothing; who does was told before it was ordered."""

    name, act, thing = "project-file", "download", "project_file"

    def wanted(self, edition: Edition, *, on) -> list[Wanted]:
        return [
            Wanted(
                "Plik uczestników projektu (CSV)",
                f"uczestnicy-projektu-{edition.pk}-{on.isoformat()}.csv",
                number=edition.pk,
            )
        ]

    def readable(self, people, user, on):
        if not user.has_perm(MAKE):
            return set()
        editions = Edition.objects.visible_to(user, on).filter(kind=Kind.PROJECT)
        rows = Enrolment.objects.filter(edition__in=editions, person__in=people)
        return set(rows.values_list("person", flat=True))

    def may_fetch(self, item, user):
        editions = Edition.objects.visible_to(user, timezone.localdate())
        return user.has_perm(MAKE) and editions.filter(pk=item.number).exists()

    def make(self, item: ExportItem, user, on) -> Made:
        if not self.may_fetch(item, user):
            raise Refused(NOT_READABLE)
        edition = Edition.objects.get(pk=item.number)
        ready = [one for one in participants_of(edition) if not lacks(one)]
        if not ready:
            raise Refused("Nikt nie ma jeszcze wszystkich danych, więc plik byłby pusty.")
        content = participants_csv(ready, template_of(on), Dictionaries(on))
        return Made(content, {"people": [one.person.pk for one in ready]})


def parted(edition: Edition) -> tuple[list[Participant], list[tuple[Participant, list[str]]]]:
    """Who stands in the file, and who does not with what is missing."""
    ready, incomplete = [], []
    for one in participants_of(edition):
        if one.enrolment.is_waiting and not one.supports:
            continue
        if missing := lacks(one):
            incomplete.append((one, missing))
        else:
            ready.append(one)
    return ready, incomplete
