"""An annex: a numbered paper of its own that changes a signed contract from what to what."""

import datetime

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.functional import cached_property

from contracts.guards.annex import (
    BEGINS,
    DELETED_AS_DRAFT,
    LIFE,
    MOVES_TERM,
    PRINT_OF_ANNEX,
    STEPS,
    TEXT_OF_DRAFT,
)
from contracts.guards.parts import ANNEX_RESTRICTED, RESTRICTED
from contracts.guards.signature import ANNEX_SIGNED_BY_ALL
from contracts.models.contract import SocialContract
from contracts.models.for_signature import ForSignature
from contracts.models.paper import GivenOut, voiding_has_its_person
from kis.accounts.models import User
from kis.documents.models import Document
from kis.lib.dates import polish
from kis.lib.guards import BUMP_VERSION
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from kis.lib.refusals import Refused, refused_by_database

# Single texts of a contract that an annex may give anew; rows have their own chains (contracts.models.rows).
TEXTS = (
    *("causes", "strengths", "limits", "past_actions", "failure_reasons", "effects_to_support"),
    *("main_goal", "handing_over", "club_activities", "extra_arrangements"),
)


class AnnexQuerySet(models.QuerySet):
    def signed(self):
        return self.filter(state=Annex.State.SIGNED)

    def holding(self, on: datetime.date):
        """Those whose changes are in force on the day: the one rule, for rows and wordings alike."""
        return self.signed().filter(holds_from__lte=on, voided_at=None)

    def open(self):
        return self.filter(state__in=Annex.OPEN, voided_at=None)


@tracked()
class Annex(ForSignature, Record, Voidable):
    """Changes of a signed contract, agreed by both sides (boxes VI of parts I A and I B of the form).

    Its texts are AnnexText; rows of the contract name the annex that added them and the one that dropped
    them. The contract's `ends_on` follows the annexes that are signed: the database moves it.
    """

    STEPS, CALLED = STEPS, "aneks"

    contract = models.ForeignKey(
        SocialContract, verbose_name="kontrakt", on_delete=models.PROTECT, related_name="annexes"
    )
    ordinal = models.PositiveSmallIntegerField("numer", editable=False)
    state = models.CharField(
        "stan",
        max_length=7,
        choices=ForSignature.State,
        default=ForSignature.State.DRAFT,
        editable=False,
    )
    reason = models.TextField("powód zmiany", blank=True)
    ends_on = models.DateField(
        "kontrakt obowiązuje do",
        null=True,
        blank=True,
        help_text="Puste: termin się nie zmienia.",
    )
    holds_from = models.DateField(
        "zmiany obowiązują od", null=True, blank=True, help_text="Puste: od dnia podpisania."
    )

    signed_on = models.DateField("podpisany dnia", null=True, blank=True, editable=False)
    signed_by = models.ForeignKey(
        User,
        verbose_name="podpisanie zarejestrował(a)",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    signed_print = models.ForeignKey(
        "contracts.AnnexPrint",
        verbose_name="podpisany wydruk",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    copy_given = models.BooleanField("wydano egzemplarz", default=False, editable=False)
    scan = models.ForeignKey(
        Document,
        verbose_name="skan",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    ended_before = models.DateField(
        "kontrakt obowiązywał przedtem do", null=True, blank=True, editable=False
    )
    created_by = models.ForeignKey(
        User,
        verbose_name="rozpoczął(-ęła) szkic",
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField("szkic powstał", auto_now_add=True)

    objects = NotVoided.from_queryset(AnnexQuerySet)()
    with_voided = AnnexQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "aneks"
        verbose_name_plural = "aneksy"
        ordering = ["contract", "ordinal"]
        base_manager_name = "with_voided"
        triggers = [
            *(BUMP_VERSION, BEGINS, LIFE, ANNEX_SIGNED_BY_ALL, MOVES_TERM, DELETED_AS_DRAFT),
            RESTRICTED,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "ordinal"],
                name="annex_number_once",
                violation_error_message="Ten numer aneksu jest już zajęty. Otwórz kontrakt jeszcze raz.",
            ),
            models.UniqueConstraint(
                fields=["contract"],
                name="annex_one_open",
                condition=Q(state__in=["draft", "printed"], voided_at=None),
                violation_error_message="Ten kontrakt ma już aneks, którego jeszcze nie podpisano. "
                "Dokończ go, usuń szkic albo unieważnij.",
            ),
            models.CheckConstraint(
                name="annex_signed_whole",
                condition=Q(
                    state="signed",
                    signed_on__isnull=False,
                    signed_by__isnull=False,
                    signed_print__isnull=False,
                    holds_from__isnull=False,
                    ended_before__isnull=False,
                )
                | ~Q(state="signed")
                & Q(signed_on=None, signed_by=None, signed_print=None, ended_before=None),
                violation_error_message="Podpisany aneks ma dzień, wydruk i osobę, która to wpisała.",
            ),
            models.CheckConstraint(
                name="annex_holds_within_term",
                condition=Q(holds_from__gte=F("signed_on"), holds_from__lte=F("ended_before")),
                violation_error_message="Zmiany obowiązują od dnia podpisania albo później, najpóźniej od "
                "ostatniego dnia kontraktu.",
            ),
            models.CheckConstraint(
                name="annex_ends_after_beginning",
                condition=Q(ends_on__gte=F("holds_from")),
                violation_error_message="Nowy termin kontraktu nie może być wcześniejszy niż dzień, "
                "od którego obowiązują zmiany.",
            ),
            models.CheckConstraint(
                name="annex_has_reason",
                condition=Q(state="draft") | ~Q(reason=""),
                violation_error_message="Aneks do podpisu ma powód zmiany.",
            ),
            voided_whole("annex_voided_whole", "created_by"),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        return f"Aneks nr {self.ordinal} do kontraktu {self.contract.type} {self.contract.number}"

    @property
    def number(self) -> str:
        """27/2026/A1"""
        return f"{self.contract.number}/A{self.ordinal}"

    @property
    def source(self) -> str:
        """aneks 1 z 12.03.2027; before its signing without the day"""
        return f"aneks {self.ordinal}" + (f" z {polish(self.signed_on)}" if self.signed_on else "")

    @property
    def author(self):
        return self.created_by

    def holds(self, on: datetime.date) -> bool:
        """As AnnexQuerySet.holding asks it."""
        return self.is_signed and self.holds_from <= on

    @cached_property
    def was_printed(self) -> bool:
        """Given out at least once: its number is on a paper and stays used."""
        return self.prints.exists()

    def lock_above(self) -> None:
        """The person, then the contract, which is read again."""
        self.contract.lock()

    def expect_step(self, new: str) -> None:
        """Raises Refused where the annex's state does not lead there, or its contract binds no more."""
        super().expect_step(new)
        contract = self.contract
        if contract.voided_at or contract.state != contract.State.SIGNED:
            raise Refused(
                "Ten kontrakt już nie trwa, więc nie można go zmienić. Aneks można usunąć albo "
                "unieważnić."
            )

    def expected_signatures(self) -> list:
        """As SocialContract.expected_signatures: the same sides sign the change."""
        return self.contract.expected_signatures(annex=self)

    def sign(
        self,
        *,
        on: datetime.date,
        by,
        code: str,
        today: datetime.date,
        signatures: list | None = None,
        copy_given: bool = True,
        scan: Document | None = None,
    ) -> None:
        """Record the signatures on the very print that carries the code; the contract's term follows.

        `signatures`: as SocialContract.sign. Raises Refused where that print is void or a side's signature
        is missing, and for a day before its printing, to come, or past the contract's term as it was the
        day before.
        """
        with refused_by_database():
            self.lock()
            self.expect_step(self.State.SIGNED)
            self.signed_print = self.print_signed(on=on, code=code, today=today)
            if on > self.contract.ends_on:
                raise Refused(
                    f"Kontrakt obowiązuje do {polish(self.contract.ends_on)}. Po tym dniu nie można go już "
                    "zmienić aneksem: potrzebny jest nowy kontrakt."
                )
            self.signatures.bulk_create(
                self.expected_signatures() if signatures is None else signatures
            )
            self.signed_on, self.signed_by = on, by
            self.copy_given, self.scan = copy_given, scan
            self.ended_before = self.contract.ends_on
            # Signed later than both sides meant: it holds from the signature on, never before.
            self.holds_from = max(self.holds_from or on, on)
            self.step(
                self.State.SIGNED,
                *("signed_print", "signed_on", "signed_by", "copy_given", "scan"),
                *("ended_before", "holds_from"),
            )
            self.contract.refresh_from_db(fields=["ends_on", "last_day", "version"])

    def void(self, *, by, reason: str) -> None:
        """Before its signature or after; the contract is again as it was without it.

        Raises Refused for a draft that was never printed, and while a later annex stands on this one.
        """
        with refused_by_database():
            self.lock()
            if not self.was_printed:
                raise Refused("Szkic bez wydruku można usunąć, nie trzeba go unieważniać.")
            super().void(by=by, reason=reason)

    @transaction.atomic
    def discard(self) -> None:
        """Delete a draft that was never printed, with its rows. Raises Refused for any other."""
        self.lock()
        if not self.is_draft or self.was_printed:
            raise Refused("Usunąć można tylko szkic aneksu, którego nie drukowano do podpisu.")
        # Rows before their annex, actions before their goals: each is open only while the annex is there.
        for rows in ("actions", "goals", "plannedreviews"):
            getattr(self, f"dropped_{rows}").update(dropped_by=None)
            getattr(self, f"added_{rows}").all().delete()
        self.texts.all().delete()
        self.delete()


@tracked()
class AnnexText(models.Model):
    """One of the contract's single texts as the annex gives it."""

    annex = models.ForeignKey(
        Annex, verbose_name="aneks", on_delete=models.CASCADE, related_name="texts"
    )
    field = models.CharField("rubryka", max_length=30, choices=[(name, name) for name in TEXTS])
    text = models.TextField("treść", blank=True)

    class Meta:
        verbose_name = "treść z aneksu"
        verbose_name_plural = "treści z aneksów"
        ordering = ["annex", "pk"]
        triggers = [TEXT_OF_DRAFT, ANNEX_RESTRICTED]
        constraints = [
            models.UniqueConstraint(
                fields=["annex", "field"],
                name="annex_text_once",
                violation_error_message="Ta rubryka jest już w aneksie.",
            ),
            models.CheckConstraint(
                name="annex_text_of_a_box",
                condition=Q(field__in=TEXTS),
                violation_error_message="Tej rubryki aneks nie zmienia.",
            ),
        ]

    def __str__(self):
        return self.field


@tracked(exclude=["facts"])
class AnnexPrint(GivenOut):
    annex = models.ForeignKey(
        Annex, verbose_name="aneks", on_delete=models.PROTECT, related_name="prints"
    )

    class Meta:
        verbose_name = "wydruk aneksu"
        verbose_name_plural = "wydruki aneksów"
        ordering = ["-printed_at", "-pk"]
        triggers = [PRINT_OF_ANNEX, ANNEX_RESTRICTED]
        constraints = [
            models.UniqueConstraint(
                fields=["annex"],
                name="annex_print_one_is_valid",
                condition=Q(voided_at=None),
                violation_error_message="Ten aneks ma już ważny wydruk do podpisu.",
            ),
            voiding_has_its_person("annex_print_voided_whole"),
        ]

    def __str__(self):
        return f"wydruk aneksu {self.code}"
