"""People put forward for socially useful work, and the list of them that the labour office gets."""

from django.db import models
from django.db.models import Q

from kis.accounts.models import User
from kis.lib.dates import polish
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from participants.guards import NOT_WHILE_RESTRICTED
from participants.models import Person
from psu.guards import candidate as guards
from psu.models.agreement import Agreement
from psu.models.letter import Letter, letter_constraints
from psu.models.referral import Referral


@tracked()
class EligibleList(Letter, Record, Voidable):
    """From the agreement to the PUP: art. 142 ust. 8, 9 of the act of 20 March 2025 (Dz.U. 2025 poz. 620)."""

    agreement = models.ForeignKey(
        Agreement, verbose_name="porozumienie", on_delete=models.PROTECT, related_name="+"
    )

    objects = NotVoided()
    with_voided = models.Manager()

    class Meta(Record.Meta):
        verbose_name = "lista osób uprawnionych"
        verbose_name_plural = "listy osób uprawnionych"
        ordering = ["-written_on", "-pk"]
        base_manager_name = "with_voided"
        triggers = [*Record.Meta.triggers, VOIDED_STAYS, *guards.ELIGIBLE_LIST]
        constraints = [
            *letter_constraints("eligible_list"),
            models.CheckConstraint(
                name="eligible_list_numbered",
                condition=Q(number__isnull=False, year__isnull=False),
                violation_error_message="Lista ma numer.",
            ),
            voided_whole("eligible_list_voided_whole", "written_by"),
        ]

    def __str__(self):
        return f"lista nr {self.number_word}"

    @property
    def status_word(self) -> str:
        if self.voided_at:
            return "Wpis unieważniony"
        if self.sent_on:
            return f"Wysłana {polish(self.sent_on)}"
        return "Do wysłania" if self.document_id else "Do wydruku"


class CandidateQuerySet(models.QuerySet):
    def open(self):
        """Neither referred nor withdrawn."""
        return self.filter(referral=None, withdrawn_on=None)

    def waiting(self):
        """For a list."""
        return self.open().filter(eligible_list=None)


@tracked()
class Candidate(Record):
    """From being put forward to the referral that came, or to the withdrawal."""

    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="candidacies"
    )
    remarks = models.CharField("uwagi", max_length=300, blank=True)
    put_forward_on = models.DateField("zgłoszono dnia", editable=False)
    put_forward_by = models.ForeignKey(
        User, verbose_name="zgłosił(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )
    eligible_list = models.ForeignKey(
        EligibleList,
        verbose_name="lista do PUP",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="candidates",
    )
    referral = models.OneToOneField(
        Referral,
        verbose_name="skierowanie",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="candidate",
    )
    withdrawn_on = models.DateField("wycofano dnia", null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        User,
        verbose_name="wycofał(a)",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    withdraw_reason = models.CharField(
        "powód wycofania", max_length=300, blank=True, editable=False
    )

    objects = CandidateQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "zgłoszenie do listy PUP"
        verbose_name_plural = "zgłoszenia do listy PUP"
        ordering = ["-put_forward_on", "-pk"]
        triggers = [
            *Record.Meta.triggers,
            kept("person_id", "put_forward_on", "put_forward_by_id"),
            *guards.CANDIDATE,
            NOT_WHILE_RESTRICTED,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(referral=None, withdrawn_on=None),
                name="candidate_once_at_a_time",
                violation_error_message="Ta osoba jest już zgłoszona do listy PUP.",
            ),
            models.CheckConstraint(
                name="candidate_withdrawn_whole",
                condition=Q(withdrawn_on=None, withdrawn_by=None, withdraw_reason="")
                | Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False, referral=None)
                & ~Q(withdraw_reason=""),
                violation_error_message="Wycofanie ma dzień, osobę i powód.",
            ),
        ]

    def __str__(self):
        return f"zgłoszenie z {polish(self.put_forward_on)}"

    @property
    def is_open(self) -> bool:
        return self.referral_id is None and self.withdrawn_on is None

    @property
    def status_word(self) -> str:
        if self.referral_id:
            return "Skierowanie wpisane"
        if self.withdrawn_on:
            return f"Wycofano: {self.withdraw_reason}"
        if self.eligible_list_id:
            return "Na liście do PUP"
        return "Czeka na listę do PUP"
