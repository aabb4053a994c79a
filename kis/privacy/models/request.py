"""What a person asked for under the law on data protection, by when it is answered, and how it was."""

import datetime

from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.lib.dates import add_months, polish
from kis.lib.guards import kept
from kis.lib.history import tracked
from kis.lib.records import Record
from kis.lib.refusals import Refused
from participants.models import Person

# art. 12 ust. 3 RODO: a month, and of a complex or numerous matter two more.
MONTHS, MOST_MONTHS = 1, 3


def due_on(received_on: datetime.date, prolonged_until: datetime.date | None) -> datetime.date:
    """The last day for an answer. A day off work moves it by no day: earlier is never too late."""
    return prolonged_until or add_months(received_on, MONTHS)


class DataRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answered_on=None)


@tracked()
class DataRequest(Record):
    class Kind(models.TextChoices):
        COPY = "copy", "kopia danych (art. 15)"
        RECTIFICATION = "rectification", "sprostowanie (art. 16)"
        ERASURE = "erasure", "usunięcie (art. 17)"
        RESTRICTION = "restriction", "ograniczenie przetwarzania (art. 18)"
        OBJECTION = "objection", "sprzeciw (art. 21)"

    class Way(models.TextChoices):
        PERSON = "person", "osobiście"
        LETTER = "letter", "pismo"
        ELECTRONIC = "electronic", "drogą elektroniczną"

    class Answer(models.TextChoices):
        DONE = "done", "spełniono"
        PARTLY = "partly", "spełniono w części"
        REFUSED = "refused", "odmówiono"

    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="data_requests"
    )
    kind = models.CharField("czego dotyczy", max_length=13, choices=Kind)
    received_on = models.DateField("wpłynął dnia")
    way = models.CharField("jak wpłynął", max_length=10, choices=Way)
    identified_by = models.CharField("po czym ustalono tożsamość", max_length=200)
    matter = models.TextField("o co prosi osoba", blank=True)
    noted_by = models.ForeignKey(
        User, verbose_name="odnotował(a)", on_delete=models.PROTECT, related_name="+"
    )
    noted_at = models.DateTimeField("odnotowano", auto_now_add=True)
    prolonged_until = models.DateField("termin przedłużono do", null=True, blank=True)
    prolong_reason = models.CharField("powód przedłużenia", max_length=300, blank=True)
    answered_on = models.DateField("odpowiedź dnia", null=True, blank=True)
    answer = models.CharField("odpowiedź", max_length=7, blank=True, choices=Answer)
    answer_reason = models.TextField("uzasadnienie", blank=True)
    answered_by = models.ForeignKey(
        User,
        verbose_name="odpowiedział(a)",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = DataRequestQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "wniosek o dane osobowe"
        verbose_name_plural = "wnioski o dane osobowe"
        ordering = ["-received_on", "-pk"]
        triggers = [
            *Record.Meta.triggers,
            kept("person_id", "kind", "received_on", "noted_by_id"),
        ]
        constraints = [
            models.CheckConstraint(
                name="data_request_prolonged_whole",
                condition=Q(prolonged_until=None, prolong_reason="")
                | Q(prolonged_until__gt=F("received_on")) & ~Q(prolong_reason=""),
                violation_error_message="Przedłużenie ma nowy termin i powód.",
            ),
            models.CheckConstraint(
                name="data_request_prolonged_by_two_months",
                condition=Q(prolonged_until=None)
                | Q(prolonged_until__lte=F("received_on") + datetime.timedelta(days=92)),
                violation_error_message="Razem z przedłużeniem termin to najwyżej 3 miesiące od wpływu.",
            ),
            models.CheckConstraint(
                name="data_request_answered_whole",
                condition=Q(answered_on=None, answered_by=None, answer="", answer_reason="")
                | Q(answered_on__gte=F("received_on"), answered_by__isnull=False)
                & (Q(answer="done") | Q(answer__in=["partly", "refused"]) & ~Q(answer_reason="")),
                violation_error_message="Odpowiedź ma dzień nie wcześniejszy niż wpływ, a odmowa i "
                "odpowiedź częściowa także uzasadnienie.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["received_on"], name="data_request_open", condition=Q(answered_on=None)
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {polish(self.received_on)}"

    @property
    def due_on(self) -> datetime.date:
        return due_on(self.received_on, self.prolonged_until)

    def prolong(self, *, until: datetime.date, reason: str) -> None:
        """Raises Refused past what the law allows, without a reason and of an answered request."""
        if self.answered_on:
            raise Refused("Na ten wniosek już odpowiedziano.")
        if not reason.strip():
            raise Refused(
                "Napisz, dlaczego odpowiedź wymaga więcej czasu: osoba dostaje tę informację."
            )
        last = add_months(self.received_on, MOST_MONTHS)
        first = due_on(self.received_on, None)
        if not first < until <= last:
            raise Refused(
                f"Nowy termin musi być po {polish(first)}, najpóźniej {polish(last)} (art. 12 ust. 3 RODO)."
            )
        self.prolonged_until, self.prolong_reason = until, reason.strip()
        self.save(update_fields=["prolonged_until", "prolong_reason"])

    def settle(self, *, on: datetime.date, answer: str, reason: str, by) -> None:
        """Raises Refused where it was answered already, and for a refusal without a reason."""
        if self.answered_on:
            raise Refused("Na ten wniosek już odpowiedziano.")
        if answer != self.Answer.DONE and not reason.strip():
            raise Refused("Uzasadnij odmowę: osoba ma prawo do skargi i musi znać powód.")
        if on < self.received_on:
            raise Refused(f"Wniosek wpłynął {polish(self.received_on)}. Sprawdź dzień odpowiedzi.")
        self.answered_on, self.answered_by = on, by
        self.answer, self.answer_reason = answer, reason.strip()
        self.save(update_fields=["answered_on", "answered_by", "answer", "answer_reason"])
