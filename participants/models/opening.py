"""A case of another worker opened for a reason: read whole for some hours, then judged by a second person."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.db.models.functions import Now

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.lib.guards import Guard, kept, refuse
from kis.lib.history import tracked
from kis.lib.records import Record
from participants.guards import NOT_TO_A_MERGED
from participants.models.dated_limit import DatedLimit, one_a_day

# Coordinator and head read every case without it; an inspector reads what the inspection covers and no more.
OPENERS = (Role.SOCIAL_WORKER,)
HOURS_WITHOUT_A_LIMIT = 1

# The database sets both moments: nobody types a longer time. The locks make a role's withdrawal wait, and
# what is opened before it is closed by it (see participants.opening).
OPENED_NOW = Guard(
    name="opening_begins",
    sentences={
        "opening_role": "Sprawę innego pracownika otwiera z podaniem powodu tylko pracownik socjalny. Twoje "
        "konto nie ma już tej roli.",
        "opening_is_judged_later": "Otwarcie sprawy ocenia się dopiero po otwarciu.",
    },
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("hours", "smallint")],
    func=f"""
    PERFORM 1 FROM accounts_user u WHERE u.id = NEW.user_id AND u.is_active FOR SHARE;
    IF NOT FOUND THEN {refuse("opening_role", user="NEW.user_id")} END IF;
    PERFORM 1 FROM accounts_user_groups m JOIN auth_group g ON g.id = m.group_id
        WHERE m.user_id = NEW.user_id AND g.name = '{Role.SOCIAL_WORKER.value}' FOR SHARE OF m;
    IF NOT FOUND THEN {refuse("opening_role", user="NEW.user_id")} END IF;
    IF NEW.reviewed_at IS NOT NULL THEN {refuse("opening_is_judged_later", user="NEW.user_id")} END IF;
    NEW.opened_at = clock_timestamp();
    SELECT l.hours INTO hours FROM participants_openinglimit l
        WHERE l.valid_from <= (NEW.opened_at AT TIME ZONE 'Europe/Warsaw')::date
        AND (l.valid_to IS NULL OR l.valid_to >= (NEW.opened_at AT TIME ZONE 'Europe/Warsaw')::date);
    NEW.closes_at = NEW.opened_at + make_interval(hours => COALESCE(hours, {HOURS_WITHOUT_A_LIMIT}));
    RETURN NEW;
    """,
)
ONLY_CLOSED_AND_JUDGED = Guard(
    name="opening_goes_on",
    sentences={
        "opening_is_not_prolonged": "Otwarcia sprawy nie przedłuża się. Otwórz ją jeszcze raz, z powodem.",
        "opening_judged_stays": "To otwarcie sprawy jest już ocenione i oceny nie można zmienić.",
    },
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
    IF OLD.reviewed_at IS NOT NULL THEN {refuse("opening_judged_stays", row="OLD.id")} END IF;
    IF NEW.closes_at > OLD.closes_at THEN {refuse("opening_is_not_prolonged", row="OLD.id")} END IF;
    RETURN NEW;
    """,
)


class CaseOpeningQuerySet(models.QuerySet):
    def open_to(self, user):
        """The user's own that are not over at the moment of the question: the database looks at its clock and
        at the roles as they are now.
        """
        still = User.objects.with_role(*OPENERS).filter(pk=OuterRef("user"))
        return self.filter(Exists(still), user=user, closes_at__gt=Now())

    def to_judge(self):
        return self.filter(reviewed_at=None)

    def close(self):
        """Those that are open, at once."""
        return self.filter(closes_at__gt=Now(), reviewed_at=None).update(closes_at=Now())


@tracked()
class CaseOpening(Record):
    """Who opened whose case, why and until when; whether it was justified."""

    person = models.ForeignKey(
        "participants.Person",
        verbose_name="osoba",
        on_delete=models.PROTECT,
        related_name="openings",
    )
    user = models.ForeignKey(
        User, verbose_name="kto otworzył", on_delete=models.PROTECT, related_name="openings"
    )
    reason = models.CharField("powód", max_length=300)
    opened_at = models.DateTimeField("otwarto", editable=False)
    closes_at = models.DateTimeField("otwarte do", editable=False)
    reviewed_at = models.DateTimeField("oceniono", null=True, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        User,
        verbose_name="ocenił(a)",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_justified = models.BooleanField("uzasadnione", null=True, blank=True)
    review_note = models.CharField("uwaga", max_length=300, blank=True)

    objects = CaseOpeningQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "otwarcie sprawy z podaniem powodu"
        verbose_name_plural = "otwarcia spraw z podaniem powodu"
        ordering = ["-opened_at", "-pk"]
        triggers = [
            *Record.Meta.triggers,
            kept("person_id", "user_id", "reason", "opened_at"),
            NOT_TO_A_MERGED,
            OPENED_NOW,
            ONLY_CLOSED_AND_JUDGED,
        ]
        constraints = [
            models.CheckConstraint(
                name="opening_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Podaj powód otwarcia sprawy.",
            ),
            models.CheckConstraint(
                name="opening_judged_whole",
                condition=Q(reviewed_at=None, reviewed_by=None, is_justified=None, review_note="")
                | Q(
                    reviewed_at__isnull=False, reviewed_by__isnull=False, is_justified__isnull=False
                )
                & ~Q(reviewed_by=F("user"))
                & (Q(is_justified=True) | ~Q(review_note="")),
                violation_error_message="Otwarcie ocenia druga osoba; przy nieuzasadnionym pisze uwagę.",
            ),
            ExclusionConstraint(
                name="opening_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    (
                        Func(
                            "opened_at",
                            "closes_at",
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Ta sprawa jest już dla Ciebie otwarta.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["opened_at"], name="opening_to_judge", condition=Q(reviewed_at=None)
            )
        ]

    def __str__(self):
        return f"otwarcie {self.opened_at:%Y-%m-%d}"


@tracked()
class OpeningLimit(DatedLimit):
    """For how many hours a case is opened."""

    hours = models.PositiveSmallIntegerField("otwarte przez godzin")

    class Meta(DatedLimit.Meta):
        verbose_name = "czas otwarcia sprawy z podaniem powodu"
        verbose_name_plural = "czas otwarcia sprawy z podaniem powodu"
        constraints = [
            *one_a_day("opening_limit"),
            models.CheckConstraint(
                name="opening_limit_hours",
                condition=Q(hours__gte=1, hours__lte=24),
                violation_error_message="Sprawę otwiera się na 1 do 24 godzin.",
            ),
        ]

    def __str__(self):
        return f"przez {self.hours} godz."
