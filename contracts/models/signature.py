"""Who signed a contract or its annex, and how: a row for each side, kept for good."""

from django.db import models
from django.db.models import Q

from contracts.guards.parts import RESTRICTED
from contracts.guards.signature import SIGNATURE_LIFE, SIGNATURE_WITH_SIGNING
from contracts.models.annex import Annex
from contracts.models.contract import SocialContract
from contracts.models.rows import Party
from kis.lib.columns import LineColumn
from kis.lib.history import tracked


@tracked()
class Signature(models.Model):
    """One side's signature, with who stood beside it where a hand and a pair of eyes were not enough."""

    class Role(models.TextChoices):
        PERSON = "person", "osoba"
        PARTY = "party", "osoba dorosła z rodziny"
        WORKER = "worker", "pracownik socjalny"

    class Way(models.TextChoices):
        OWN = "own", "własnoręcznie"
        MARK = "mark", "znak osoby, która nie może pisać"
        INTERPRETER = "interpreter", "własnoręcznie, z tłumaczem"
        GUARDIAN = "guardian", "podpisał kurator lub opiekun prawny"

    # What a way of signing needs besides; the same columns may hold more than is needed.
    NEEDS = {
        Way.OWN: (),
        Way.MARK: ("read_out_by", "witness"),
        Way.INTERPRETER: ("interpreter",),
        Way.GUARDIAN: ("guardian",),
    }

    contract = models.ForeignKey(
        SocialContract, verbose_name="kontrakt", on_delete=models.PROTECT, related_name="signatures"
    )
    annex = models.ForeignKey(
        Annex,
        verbose_name="aneks, jeśli podpis jest pod nim",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="signatures",
    )
    role = models.CharField("rola", max_length=6, choices=Role)
    party = models.ForeignKey(
        Party,
        verbose_name="strona",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="signatures",
    )
    name = LineColumn("imię i nazwisko", max_length=301)
    way = models.CharField("sposób", max_length=11, choices=Way, default=Way.OWN)
    read_out_by = LineColumn("treść odczytał(a)", max_length=150, blank=True)
    witness = LineColumn("świadek znaku", max_length=150, blank=True)
    interpreter = LineColumn("tłumacz", max_length=150, blank=True)
    guardian = LineColumn("kurator lub opiekun prawny", max_length=200, blank=True)

    class Meta:
        verbose_name = "podpis pod kontraktem albo aneksem"
        verbose_name_plural = "podpisy pod kontraktami i aneksami"
        ordering = ["pk"]
        triggers = [SIGNATURE_LIFE, SIGNATURE_WITH_SIGNING, RESTRICTED]
        constraints = [
            models.CheckConstraint(
                name="signature_mark_is_witnessed",
                condition=~Q(way="mark") | ~Q(read_out_by="") & ~Q(witness=""),
                violation_error_message="Przy znaku osoby, która nie może pisać, podaj, kto odczytał treść "
                "i kto był świadkiem.",
            ),
            models.CheckConstraint(
                name="signature_through_interpreter",
                condition=~Q(way="interpreter") | ~Q(interpreter=""),
                violation_error_message="Przy podpisie z tłumaczem podaj tłumacza.",
            ),
            models.CheckConstraint(
                name="signature_of_guardian",
                condition=~Q(way="guardian") | ~Q(guardian=""),
                violation_error_message="Podaj kuratora lub opiekuna prawnego, który podpisał.",
            ),
            models.CheckConstraint(
                name="signature_worker_by_hand",
                condition=~Q(role="worker") | Q(way="own"),
                violation_error_message="Pracownik socjalny podpisuje własnoręcznie.",
            ),
            models.CheckConstraint(
                name="signature_party_of_its_role",
                condition=Q(role="party", party__isnull=False) | ~Q(role="party") & Q(party=None),
                violation_error_message="Podpis osoby z rodziny wskazuje stronę kontraktu.",
            ),
            models.UniqueConstraint(
                fields=["contract", "annex", "role", "party"],
                name="signature_once",
                nulls_distinct=False,
                violation_error_message="Ten podpis jest już odnotowany.",
            ),
        ]

    def __str__(self):
        return self.name if self.way == self.Way.OWN else f"{self.name} ({self.in_words})"

    @property
    def in_words(self) -> str:
        """znak osoby, która nie może pisać; treść odczytał(a): Anna Wrona; świadek znaku: Jan Kos"""
        beside = [
            f"{self._meta.get_field(name).verbose_name}: {getattr(self, name)}"
            for name in ("read_out_by", "witness", "interpreter", "guardian")
            if getattr(self, name)
        ]
        return "; ".join([self.get_way_display(), *beside])
