"""The head's approval of a contract before it is printed, in a centre that wants it."""

from django.db import models
from django.db.models import F, Q

from contracts.guards.approval import APPROVAL_LIFE, APPROVAL_WITH_WAITING
from contracts.guards.parts import RESTRICTED
from contracts.models.contract import SocialContract
from kis.accounts.models import User
from kis.lib.history import tracked


class ApprovalQuerySet(models.QuerySet):
    def live(self):
        """Asked for or given, and not over: at most one of a contract."""
        return self.filter(ended_at=None)


@tracked()
class Approval(models.Model):
    """One round: asked for, answered, and over once the contract is a draft again."""

    class Answer(models.TextChoices):
        APPROVED = "approved", "zatwierdzono"
        RETURNED = "returned", "zwrócono do poprawy"

    contract = models.ForeignKey(
        SocialContract, verbose_name="kontrakt", on_delete=models.PROTECT, related_name="approvals"
    )
    asked_on = models.DateField("wysłano do zatwierdzenia")
    asked_by = models.ForeignKey(
        User, verbose_name="wysłał(a)", on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField("odpowiedź", max_length=8, choices=Answer, blank=True)
    answered_on = models.DateField("dzień odpowiedzi", null=True, blank=True)
    answered_by = models.ForeignKey(
        User,
        verbose_name="odpowiedział(a)",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    on_paper = models.BooleanField("zatwierdzono na papierze", default=False)
    reason = models.TextField("powód zwrotu", blank=True)
    ended_at = models.DateTimeField("przestało obowiązywać", null=True, blank=True)
    ended_by = models.ForeignKey(
        User,
        verbose_name="wrócił(a) do edycji",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = "zatwierdzenie kontraktu"
        verbose_name_plural = "zatwierdzenia kontraktów"
        ordering = ["-pk"]
        triggers = [APPROVAL_LIFE, APPROVAL_WITH_WAITING, RESTRICTED]
        constraints = [
            models.UniqueConstraint(
                fields=["contract"],
                name="approval_one_at_a_time",
                condition=Q(ended_at=None),
                violation_error_message="Ten kontrakt już czeka na zatwierdzenie albo jest zatwierdzony.",
            ),
            models.CheckConstraint(
                name="approval_answered_whole",
                condition=Q(
                    answer="", answered_on=None, answered_by=None, reason="", on_paper=False
                )
                | Q(answer="approved", reason="")
                & Q(answered_on__isnull=False, answered_by__isnull=False)
                | Q(answer="returned", on_paper=False)
                & Q(answered_on__isnull=False, answered_by__isnull=False)
                & ~Q(reason=""),
                violation_error_message="Odpowiedź ma dzień i osobę, a zwrot także powód.",
            ),
            models.CheckConstraint(
                name="approval_answered_after_asking",
                condition=Q(answered_on__gte=F("asked_on")),
                violation_error_message="Odpowiedź nie może być wcześniejsza niż wysłanie do zatwierdzenia.",
            ),
            models.CheckConstraint(
                name="approval_by_another",
                condition=~Q(answered_by=F("asked_by")),
                violation_error_message="Kontrakt zatwierdza druga osoba, nie ta, która go napisała.",
            ),
            models.CheckConstraint(
                name="approval_ended_whole",
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                violation_error_message="Koniec zatwierdzenia ma chwilę i osobę.",
            ),
        ]

    def __str__(self):
        return self.get_answer_display() or "czeka na zatwierdzenie"
