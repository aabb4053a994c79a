"""From the last day of each stay to its certificate, which is due at once (art. 18 ust. 5a)."""

from operator import attrgetter

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from kis.inspection.answers.answer import Answer
from kis.inspection.stays import stays_of
from kis.lib.table_files import Column
from participants.models import Certificate, Participation

Reason = Participation.LeavingReason


def days_between(stay) -> int | None:
    return (stay.certified_on - stay.ends_on).days if stay.certified_on else None


def _state(stay) -> str:
    if stay.certified_on:
        return "wystawiono"
    return "zgon: nie wystawia się" if stay.leaving_reason == Reason.DEATH else "brak zaświadczenia"


class Certificates(Answer):
    slug = "zaswiadczenia"
    title = "Zakończenia i zaświadczenia"
    short = "Zaświadczenia"
    about = (
        "Udziały, które skończyły się w tym roku, z dniem wystawienia zaświadczenia. Należy się każdemu "
        "i bez zwłoki (art. 18 ust. 5a ustawy o zatrudnieniu socjalnym)."
    )
    empty = "Żaden udział nie skończył się w tym roku."
    columns = [
        Column("person", "Osoba", lambda stay: str(stay.person)),
        Column("starts_on", "Udział od", attrgetter("starts_on")),
        Column("ends_on", "Ostatni dzień", attrgetter("ends_on")),
        Column("outcome", "Wynik", lambda stay: stay.get_outcome_display()),
        Column("certificate", "Zaświadczenie", attrgetter("certificate_number")),
        Column("certified_on", "Wystawione", attrgetter("certified_on")),
        Column("days", "Dni od zakończenia", days_between),
        Column("state", "Stan", _state),
    ]

    def rows(self, asked):
        certificates = Certificate.objects.filter(participation=OuterRef("pk")).order_by()
        number = Concat(Cast("number", CharField()), Value("/"), Cast("year", CharField()))
        ended = stays_of(asked.user, asked.first, asked.last_so_far, asked.on).filter(
            ends_on__range=(asked.first, asked.last_so_far)
        )
        return (
            ended.annotate(
                certificate_number=Subquery(certificates.values(word=number)[:1]),
                certified_on=Subquery(certificates.values("issued_on")[:1]),
            )
            .select_related("person")
            .order_by("ends_on", "pk")
        )

    def address(self, row):
        return reverse("contracts:participation", args=[row.person_id])
