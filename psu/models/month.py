"""A person's month under an agreement, and the signed list that proves it."""

import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import ExtractDay
from django.db.models.lookups import Exact

from kis.accounts.models import User
from kis.documents.models import Document
from kis.lib.dates import month_name
from kis.lib.history import tracked
from kis.lib.records import Record
from kis.lib.refusals import Refused
from participants.models import Person
from psu.guards import month as guards
from psu.models.agreement import Agreement
from psu.models.place import WorkPlace


class PersonMonthQuerySet(models.QuerySet):
    def in_month(self, day: datetime.date):
        return self.filter(month=day.replace(day=1))

    def in_polish_order(self):
        return self.order_by("person__last_name", "person__first_name", "person_id")


def is_first_of_month(field: str):
    return Exact(ExtractDay(field), 1)


@tracked()
class PersonMonth(Record):
    """Made by the guard at the first entry. Closed: nothing in it changes, it can only be reopened."""

    class State(models.TextChoices):
        OPEN = "open", "Otwarty"
        REVIEWED = "reviewed", "Sprawdzony"
        CLOSED = "closed", "Zamknięty"

    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="psu_months"
    )
    agreement = models.ForeignKey(
        Agreement,
        verbose_name="porozumienie",
        on_delete=models.PROTECT,
        related_name="person_months",
    )
    month = models.DateField("miesiąc", help_text="Pierwszy dzień miesiąca.")
    state = models.CharField("stan", max_length=8, choices=State, default=State.OPEN)
    reviewed_on = models.DateField("sprawdzono dnia", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        User,
        verbose_name="sprawdził(a)",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    closed_on = models.DateField("zamknięto dnia", null=True, blank=True)
    closed_by = models.ForeignKey(
        User,
        verbose_name="zamknął(-ęła)",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reopened_on = models.DateField("otwarto ponownie dnia", null=True, blank=True)
    reopened_by = models.ForeignKey(
        User,
        verbose_name="otworzył(a) ponownie",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reopen_reason = models.CharField("powód ponownego otwarcia", max_length=300, blank=True)

    objects = PersonMonthQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "miesiąc osoby"
        indexes = [
            models.Index(fields=["agreement", "month"], name="person_month_by_month"),
            models.Index(
                fields=["month", "agreement"],
                name="person_month_unclosed",
                condition=~Q(state="closed"),
            ),
        ]
        verbose_name_plural = "miesiące osób"
        ordering = ["-month", "pk"]
        triggers = [*Record.Meta.triggers, *guards.PERSON_MONTH]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "agreement", "month"],
                name="person_month_once",
                violation_error_message="Ten miesiąc tej osoby już jest.",
            ),
            models.CheckConstraint(
                name="person_month_is_a_first_day",
                condition=is_first_of_month("month"),
                violation_error_message="Miesiąc zapisuje się jego pierwszym dniem.",
            ),
            models.CheckConstraint(
                name="person_month_state_has_its_day",
                condition=Q(state="open", reviewed_on=None, closed_on=None)
                | Q(state="reviewed", reviewed_on__isnull=False, closed_on=None)
                & Q(reviewed_by__isnull=False)
                | Q(state="closed", reviewed_on__isnull=False, closed_on__isnull=False)
                & Q(reviewed_by__isnull=False, closed_by__isnull=False),
                violation_error_message="Sprawdzenie i zamknięcie mają dzień i osobę.",
            ),
            models.CheckConstraint(
                name="person_month_reopened_for_a_reason",
                condition=Q(reopened_on=None, reopened_by=None, reopen_reason="")
                | Q(reopened_on__isnull=False, reopened_by__isnull=False) & ~Q(reopen_reason=""),
                violation_error_message="Podaj powód ponownego otwarcia.",
            ),
        ]

    def __str__(self):
        return month_name(self.month)

    def review(self, *, by, on: datetime.date) -> None:
        """Raises Refused for a month that is not open."""
        if self.state != self.State.OPEN:
            raise Refused("Sprawdza się tylko otwarty miesiąc.")
        self.state, self.reviewed_by, self.reviewed_on = self.State.REVIEWED, by, on
        self.save(update_fields=["state", "reviewed_by", "reviewed_on"])

    # A closed month goes another way: it is reopened, with a reason (psu.months.closing.reopen).
    def send_back(self) -> None:
        """Back to the supervisor. Raises Refused for a month that is not reviewed."""
        if self.state != self.State.REVIEWED:
            raise Refused("Do poprawy zwraca się tylko sprawdzony, niezamknięty miesiąc.")
        self.state, self.reviewed_by, self.reviewed_on = self.State.OPEN, None, None
        self.save(update_fields=["state", "reviewed_by", "reviewed_on"])


@tracked()
class SignedList(Record):
    """The attendance list of a place and month, signed by hand: the proof of the hours."""

    place = models.ForeignKey(
        WorkPlace, verbose_name="miejsce PSU", on_delete=models.PROTECT, related_name="signed_lists"
    )
    month = models.DateField("miesiąc", help_text="Pierwszy dzień miesiąca.")
    received_on = models.DateField("otrzymano dnia")
    agrees = models.BooleanField("zgodna z wpisami", default=False)
    scan = models.ForeignKey(
        Document,
        verbose_name="skan",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    noted_by = models.ForeignKey(
        User, verbose_name="odnotował(a)", on_delete=models.PROTECT, related_name="+"
    )
    # Number of the last event of the entries that it was compared with: see psu.proofs.list_changes.
    entries_seen = models.BigIntegerField("ostatnia znana zmiana wpisów", default=0, editable=False)

    class Meta(Record.Meta):
        verbose_name = "podpisana lista obecności"
        verbose_name_plural = "podpisane listy obecności"
        ordering = ["-month", "place"]
        triggers = [*Record.Meta.triggers, *guards.SIGNED_LIST]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "month"],
                name="signed_list_once",
                violation_error_message="Lista tego miejsca za ten miesiąc jest już odnotowana.",
            ),
            models.CheckConstraint(
                name="signed_list_is_a_first_day",
                condition=is_first_of_month("month"),
                violation_error_message="Miesiąc zapisuje się jego pierwszym dniem.",
            ),
        ]

    def __str__(self):
        return f"{self.place}, {month_name(self.month)}"
