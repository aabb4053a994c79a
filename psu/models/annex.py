"""An annex to an agreement with the starosta: other terms from a day on."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.lib.columns import LineColumn
from kis.lib.dates import polish
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from psu.guards import annex as guards
from psu.models.agreement import AgreedTerms, Agreement, limits_are_sound

OF_THE_ANNEX = ("agreement_id", "number", "signed_on", "valid_from", "ends_on", "ended_before")


@tracked()
class AgreementAnnex(Record, Voidable, AgreedTerms):
    """The whole terms as they are from `valid_from` on; earlier days keep what held then.

    It is entered as it was signed and never changed: a mistake is voided, the last annex first. The
    agreement's own last day follows: the database moves it.
    """

    agreement = models.ForeignKey(
        Agreement, verbose_name="porozumienie", on_delete=models.PROTECT, related_name="annexes"
    )
    number = LineColumn("numer aneksu", max_length=60)
    signed_on = models.DateField("podpisano dnia")
    valid_from = models.DateField("obowiązuje od")
    ends_on = models.DateField("porozumienie obowiązuje do")
    ended_before = models.DateField(
        "porozumienie obowiązywało przedtem do", null=True, editable=False
    )
    remarks = models.TextField("co się zmienia i dlaczego", blank=True)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = NotVoided()
    with_voided = models.Manager()

    class Meta(Record.Meta):
        verbose_name = "aneks do porozumienia"
        verbose_name_plural = "aneksy do porozumień"
        ordering = ["agreement", "valid_from"]
        base_manager_name = "with_voided"
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept(*OF_THE_ANNEX, *(field.attname for field in AgreedTerms._meta.fields), "remarks"),
            *guards.ANNEX,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"],
                condition=Q(voided_at=None),
                name="agreement_annex_once",
                violation_error_message="Aneks o tym numerze jest już wpisany.",
            ),
            models.UniqueConstraint(
                fields=["agreement", "valid_from"],
                condition=Q(voided_at=None),
                name="agreement_annex_once_a_day",
                violation_error_message="Od tego dnia obowiązuje już inny aneks.",
            ),
            models.CheckConstraint(
                name="agreement_annex_from_its_signing",
                condition=Q(valid_from__gte=F("signed_on"), ends_on__gte=F("valid_from")),
                violation_error_message="Aneks obowiązuje najwcześniej od dnia podpisania i najpóźniej od "
                "ostatniego dnia porozumienia.",
            ),
            limits_are_sound("agreement_annex_limits_positive"),
            voided_whole("agreement_annex_voided_whole", "entered_by"),
        ]

    def __str__(self):
        return f"aneks {self.number} od {polish(self.valid_from)}"

    @property
    def author(self):
        return self.entered_by

    def clean(self):
        errors = {}
        if self.signed_on and self.valid_from and self.valid_from < self.signed_on:
            errors["valid_from"] = "Aneks obowiązuje najwcześniej od dnia podpisania."
        if self.valid_from and self.ends_on and self.ends_on < self.valid_from:
            errors["ends_on"] = "Porozumienie nie może się skończyć przed początkiem aneksu."
        if self.valid_from and self.ends_on and not errors:
            errors = self.above_ceilings(self.agreement.ceilings(self.valid_from, self.ends_on))
        if self.agreement.regime.is_old and self.monthly_hours is None:
            errors["monthly_hours"] = (
                "Porozumienie podpisane do 31.05.2025 ma limit godzin w miesiącu."
            )
        if errors:
            raise ValidationError(errors)
