"""Papers for a court: an opinion on request (art. 15 ust. 1 pkt 17), reports that its order asks for."""

import datetime

from django.db import models
from django.db.models import DateField, ExpressionWrapper, F, Q

from kis.accounts.models import User
from kis.documents.models import Document
from kis.families.guards import papers as guards
from kis.families.models.cooperation import Cooperation
from kis.lib.columns import LineColumn
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from kis.lib.refusals import refused_by_database


class CourtPaperQuerySet(models.QuerySet):
    def with_due(self):
        """Each opinion with `due`, the last day that the court gave."""
        due = ExpressionWrapper(F("requested_on") + F("within_days"), output_field=DateField())
        return self.annotate(due=due)

    def opinions_awaited(self):
        """Asked for and not sent yet, the most pressing ones first."""
        awaited = self.filter(kind=CourtPaper.Kind.OPINION, sent_on=None, voided_at=None)
        return awaited.with_due().order_by("due", "pk")

    def open(self):
        return self.filter(document=None)


@tracked()
class CourtPaper(Record, Voidable):
    class Kind(models.TextChoices):
        OPINION = "opinion", "opinia dla sądu"
        REPORT = "report", "sprawozdanie dla sądu"

    cooperation = models.ForeignKey(
        Cooperation,
        verbose_name="praca z rodziną",
        on_delete=models.PROTECT,
        related_name="court_papers",
    )
    kind = models.CharField("rodzaj", max_length=7, choices=Kind, editable=False)
    court_name = LineColumn("sąd", max_length=150)
    court_number = LineColumn("sygnatura", max_length=60)
    requested_on = models.DateField(
        "wezwanie wpłynęło dnia", null=True, blank=True, help_text="Od tego dnia liczy się termin."
    )
    within_days = models.PositiveSmallIntegerField("termin w dniach", null=True, blank=True)
    period_from = models.DateField("za czas od", null=True, blank=True)
    period_to = models.DateField("do", null=True, blank=True)
    text = models.TextField("treść", max_length=20000, blank=True)
    number = LineColumn("numer pisma", max_length=60, blank=True)
    dated = models.DateField("data pisma", null=True, blank=True)
    written_by = models.ForeignKey(
        User, verbose_name="napisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )
    document = models.OneToOneField(
        Document,
        verbose_name="pismo",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    code = models.CharField("kod pisma", max_length=4, blank=True, editable=False)
    sent_on = models.DateField("wysłano dnia", null=True, blank=True, editable=False)

    objects = NotVoided.from_queryset(CourtPaperQuerySet)()
    with_voided = CourtPaperQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "pismo do sądu"
        verbose_name_plural = "pisma do sądów"
        ordering = ["-pk"]
        base_manager_name = "with_voided"
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("cooperation_id", "kind", "written_by_id", until="OLD.document_id IS NULL"),
            guards.COURT_PAPER_FITS,
        ]
        constraints = [
            models.CheckConstraint(
                name="court_paper_of_its_kind",
                condition=Q(
                    kind="opinion",
                    requested_on__isnull=False,
                    within_days__gte=1,
                    within_days__lte=365,
                    period_from=None,
                    period_to=None,
                )
                | Q(
                    kind="report",
                    requested_on=None,
                    within_days=None,
                    period_from__isnull=False,
                    period_to__gte=F("period_from"),
                ),
                violation_error_message="Opinia ma dzień wezwania i termin od 1 do 365 dni, sprawozdanie "
                "czas od – do.",
            ),
            models.CheckConstraint(
                name="court_paper_closed_whole",
                condition=Q(document=None, code="", sent_on=None)
                | Q(document__isnull=False, dated__isnull=False) & ~Q(code="") & ~Q(text=""),
                violation_error_message="Pismo do wydrukowania ma datę i treść.",
            ),
            models.CheckConstraint(
                name="court_paper_sent_after",
                condition=Q(sent_on=None) | Q(sent_on__gte=F("dated")),
                violation_error_message="Pisma nie wysłano przed jego datą.",
            ),
            models.CheckConstraint(
                name="court_paper_dated_after",
                condition=Q(dated=None)
                | Q(requested_on=None, dated__gte=F("period_to"))
                | Q(period_to=None, dated__gte=F("requested_on")),
                violation_error_message="Data pisma nie może być wcześniejsza niż wezwanie albo koniec "
                "czasu, za który jest sprawozdanie.",
            ),
            models.UniqueConstraint(
                fields=["cooperation", "period_from"],
                name="court_report_once",
                condition=Q(kind="report", voided_at=None),
                violation_error_message="Sprawozdanie od tego dnia już jest.",
            ),
            voided_whole("court_paper_voided_whole", "written_by"),
        ]
        indexes = [
            models.Index(
                fields=["requested_on"],
                name="court_opinions_awaited",
                condition=Q(kind="opinion", sent_on=None, voided_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.court_number}"

    @property
    def author(self):
        return self.written_by

    @property
    def is_open(self) -> bool:
        return self.document_id is None

    @property
    def due_on(self) -> datetime.date | None:
        """As CourtPaperQuerySet.with_due counts it; of a report none of its own."""
        if self.requested_on is None:
            return None
        return self.requested_on + datetime.timedelta(days=self.within_days)

    def lock(self) -> None:
        """Lock the cooperation, then this paper, and read it again. Within a transaction."""
        Cooperation.with_voided.select_for_update(no_key=True).get(pk=self.cooperation_id)
        self.refresh_from_db(
            from_queryset=CourtPaper.with_voided.select_for_update(no_key=True, of=("self",))
        )

    def void(self, *, by, reason: str) -> None:
        with refused_by_database():
            self.lock()
            super().void(by=by, reason=reason)
