"""An annex to an agreement with the starosta: other terms from a day on."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.lib.columns import LineColumn
from kis.lib.dates import DAY, polish
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from psu.guards import annex as guards
from psu.guards.words import signed_before
from psu.models.agreement import AgreedTerms, Agreement, limits_are_sound

NUMBER_TWICE = "Aneks o tym numerze jest już wpisany."
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
                violation_error_message=NUMBER_TWICE,
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
        errors = self.out_of_bounds() | self._wrong_days()
        if self.number and self.agreement.annexes.filter(number=self.number).exclude(pk=self.pk):
            errors["number"] = NUMBER_TWICE
        if self.valid_from and self.ends_on and not errors.keys() & {"valid_from", "ends_on"}:
            errors |= self.above_ceilings(self.agreement.ceilings(self.valid_from, self.ends_on))
        if self.agreement.regime.is_old and self.monthly_hours is None:
            errors["monthly_hours"] = (
                "Porozumienie podpisane do 31.05.2025 ma limit godzin w miesiącu."
            )
        if errors:
            raise ValidationError(errors)

    def _wrong_days(self) -> dict[str, str]:
        errors, deal = {}, self.agreement
        if self.signed_on and self.signed_on < deal.signed_on:
            errors["signed_on"] = signed_before(deal.signed_on)
        if self.valid_from and (sentence := self._out_of_order(deal)):
            errors["valid_from"] = sentence
        elif self.valid_from and self.ends_on and self.ends_on < self.valid_from:
            errors["ends_on"] = "Porozumienie nie może się skończyć przed początkiem aneksu."
        return errors

    # The guard holds the same; said here, the words stand at the field and name the day.
    def _out_of_order(self, deal: Agreement) -> str:
        former = deal.annexes.exclude(pk=self.pk).order_by("valid_from").last()
        if self.signed_on and self.valid_from < self.signed_on:
            return "Aneks obowiązuje najwcześniej od dnia podpisania."
        if former and self.valid_from <= former.valid_from:
            return (
                f"Poprzedni aneks ({former.number}) obowiązuje od {polish(former.valid_from)}. "
                "Ten może obowiązywać od późniejszego dnia."
            )
        if self.valid_from <= deal.starts_on:
            return (
                f"Porozumienie obowiązuje od {polish(deal.starts_on)}. Aneks może obowiązywać od "
                "późniejszego dnia."
            )
        if self.valid_from > deal.ends_on + DAY:
            return (
                f"Porozumienie obowiązuje do {polish(deal.ends_on)}. Aneks może obowiązywać najpóźniej "
                f"od {polish(deal.ends_on + DAY)}."
            )
        return ""
