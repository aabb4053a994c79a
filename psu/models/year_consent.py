"""Past the days of a calendar year only with the coordinator's written reason."""

import datetime

from django.db import models
from django.db.models import Q

from kis.accounts.models import User
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from kis.lib.refusals import Refused, refused_by_database
from participants.guards import NOT_WHILE_RESTRICTED
from participants.models import Person
from psu.guards import year as guards


@tracked()
class YearConsent(Record, Voidable):
    """A person may work longer that year than art. 142 ust. 11 of the act of 20 March 2025 says in days.

    How pauses count is open in the law, and another office's referrals are not known here: the coordinator
    writes why this person is still within it.
    """

    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="year_consents"
    )
    year = models.PositiveSmallIntegerField("rok")
    reason = models.CharField("powód", max_length=500)
    given_on = models.DateField("dzień zgody", editable=False)
    given_by = models.ForeignKey(
        User,
        verbose_name="wyraził(a) zgodę",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    objects = NotVoided()
    with_voided = models.Manager()

    class Meta(Record.Meta):
        verbose_name = "zgoda na dłuższy okres prac w roku"
        verbose_name_plural = "zgody na dłuższy okres prac w roku"
        ordering = ["-year", "pk"]
        base_manager_name = "with_voided"
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("person_id", "year", "reason", "given_on", "given_by_id"),
            *guards.CONSENT,
            NOT_WHILE_RESTRICTED,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "year"],
                condition=Q(voided_at=None),
                name="year_consent_once",
                violation_error_message="Zgoda na ten rok jest już wpisana.",
            ),
            models.CheckConstraint(
                name="year_consent_for_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Podaj powód.",
            ),
            voided_whole("year_consent_voided_whole", "given_by"),
        ]

    def __str__(self):
        return f"zgoda na {self.year} r.: {self.reason}"

    @property
    def author(self):
        return self.given_by


def consent(person: Person, year: int, *, by, on: datetime.date, reason: str) -> YearConsent:
    """Raises Refused without a reason, and where there is one for the year."""
    if not reason.strip():
        raise Refused("Napisz, dlaczego ta osoba może pracować dłużej.")
    with refused_by_database():
        return YearConsent.objects.create(
            person=person, year=year, reason=reason.strip(), given_by=by, given_on=on
        )
