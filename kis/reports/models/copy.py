"""What was sent: figures with the rows behind them, its paper and its workbook, kept as of a day."""

import datetime

from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.documents.models import Document
from kis.lib.dates import polish
from kis.lib.guards import VOIDED_STAYS
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from kis.lib.refusals import Refused, refused_by_database
from kis.reports.guards import COPY_STAYS


class ReportCopyQuerySet(models.QuerySet):
    def without_contents(self):
        """For lists: the figures and rows of a copy may be long."""
        return self.defer("figures", "rows")

    def sent(self):
        return self.filter(sent_on__isnull=False)


def _document(words: str):
    return models.OneToOneField(
        Document, verbose_name=words, on_delete=models.PROTECT, related_name="+"
    )


def _by(words: str, **options):
    return models.ForeignKey(
        User, verbose_name=words, on_delete=models.PROTECT, related_name="+", **options
    )


@tracked(exclude=["figures", "rows"])
class ReportCopy(Record, Voidable):
    """`figures` and `rows` as kis.reports.frozen writes them; a guard keeps all but the sending."""

    class Report(models.TextChoices):
        YEARLY = "roczne", "Sprawozdanie roczne KIS"
        MRIPS_HALF = "mrips-polrocze", "MRiPS-03 za I półrocze"
        MRIPS_YEAR = "mrips-rok", "MRiPS-03 za rok"
        COUNCIL = "rada", "Sprawozdanie dla rady gminy"
        CENTRAL = "mrips-cas-01", "Dane o KIS (MRiPS CAS 01)"
        FAMILIES = "rodziny", "Asystenci rodziny"
        RESOURCES = "ozps", "Dane do oceny zasobów (OZPS)"

    class How(models.TextChoices):
        CENTRAL = "central", "Centralna Aplikacja Statystyczna"
        E_DELIVERY = "e_delivery", "e-Doręczenia"
        POST = "post", "list polecony"
        BY_HAND = "by_hand", "złożono za potwierdzeniem"
        OTHER = "other", "w inny sposób"

    report = models.CharField("sprawozdanie", max_length=16, choices=Report)
    year = models.PositiveSmallIntegerField("rok")
    figures = models.JSONField("liczby")
    rows = models.JSONField("wiersze")
    made_on = models.DateField("stan na dzień")
    made_by = _by("zachował(a)")
    paper = _document("wydruk")
    workbook = _document("arkusz")
    sent_on = models.DateField("wysłano dnia", null=True, blank=True)
    sent_how = models.CharField("jak wysłano", max_length=12, choices=How, blank=True)
    sent_by = _by("odnotował(a) wysłanie", null=True, blank=True)

    objects = NotVoided.from_queryset(ReportCopyQuerySet)()
    with_voided = ReportCopyQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "kopia sprawozdania"
        verbose_name_plural = "kopie sprawozdań"
        base_manager_name = "with_voided"
        ordering = ["-year", "-made_on", "-pk"]
        triggers = [*Record.Meta.triggers, VOIDED_STAYS, COPY_STAYS]
        constraints = [
            models.CheckConstraint(
                name="report_copy_sent_whole",
                condition=Q(sent_on=None, sent_how="", sent_by=None)
                | Q(sent_by__isnull=False, sent_on__gte=F("made_on")) & ~Q(sent_how=""),
                violation_error_message="Wysyła się zachowaną kopię, najwcześniej w jej dniu.",
            ),
            voided_whole("report_copy_voided_whole", "made_by"),
        ]

    def __str__(self):
        return f"{self.get_report_display()}: {self.year}, stan na {polish(self.made_on)}"

    @property
    def author(self):
        return self.made_by

    @property
    def status_word(self) -> str:
        if self.voided_at:
            return "Wpis unieważniony"
        if self.sent_on:
            return f"Wysłano {polish(self.sent_on)} ({self.get_sent_how_display()})"
        return "Niewysłana"

    def send(self, *, day: datetime.date, how: str, by) -> None:
        """Raises Refused of a voided copy and the second time."""
        with refused_by_database():
            rows = ReportCopy.with_voided.without_contents()
            row = rows.select_for_update(no_key=True, of=("self",)).get(pk=self.pk)
            if row.voided_at:
                raise Refused("Ta kopia jest unieważniona.")
            if row.sent_on:
                raise Refused(f"Wysłanie już odnotowano: {polish(row.sent_on)}.")
            row.sent_on, row.sent_how, row.sent_by = day, how, by
            row.save(update_fields=["sent_on", "sent_how", "sent_by"])
