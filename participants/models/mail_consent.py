"""That a person asked to be reminded by e-mail, and from when on no more."""

import datetime

import pgtrigger
from django.db import models, transaction
from django.db.models import F, Q

from kis.accounts.models import User
from kis.lib.dates import polish
from kis.lib.guards import Guard, kept, refuse
from kis.lib.history import tracked
from kis.lib.records import Record
from kis.lib.refusals import Refused
from participants.guards import NOT_TO_A_MERGED
from participants.models.person import Person

WITHDRAWN_STAYS = Guard(
    name="mail_consent_withdrawn_stays",
    sentences={
        "mail_consent_withdrawn_stays": "Tę zgodę już wycofano. Gdy osoba chce przypomnień, wpisz nową.",
    },
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__withdrawn_on__isnull=False),
    func=refuse("mail_consent_withdrawn_stays", row="OLD.id"),
)


class MailConsentQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_on=None)

    @transaction.atomic
    def give(self, person: Person, *, email: str, on: datetime.date, by) -> "MailConsent":
        """Raises Refused where one stands already, in any file of the person."""
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        files = Person.objects.files_of(person.merged_into_id or person.pk)
        if standing := self.standing().filter(person__in=files).first():
            raise Refused(
                f"Zgoda z {polish(standing.given_on)} jest aktualna. Inny adres: wycofaj ją i wpisz nową."
            )
        return self.create(person=person, email=email, given_on=on, noted_by=by)


@tracked()
class MailConsent(Record):
    """Reminders say the day and the hour, never why. Another address is another consent."""

    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="mail_consents"
    )
    email = models.EmailField("adres e-mail")
    given_on = models.DateField("zgoda z dnia")
    noted_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_on = models.DateField("wycofana dnia", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User,
        verbose_name="wpisał(a) wycofanie",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = MailConsentQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "zgoda na przypomnienia pocztą"
        verbose_name_plural = "zgody na przypomnienia pocztą"
        ordering = ["-given_on", "-pk"]
        triggers = [
            *Record.Meta.triggers,
            kept("person_id", "email", "given_on", "noted_by_id"),
            WITHDRAWN_STAYS,
            NOT_TO_A_MERGED,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(withdrawn_on=None),
                name="mail_consent_once",
                violation_error_message="Osoba ma już aktualną zgodę.",
            ),
            models.CheckConstraint(
                name="mail_consent_withdrawn_whole",
                condition=Q(withdrawn_on=None, withdrawn_by=None)
                | Q(withdrawn_on__gte=F("given_on"), withdrawn_by__isnull=False),
                violation_error_message="Zgody nie można wycofać przed dniem, w którym ją dano.",
            ),
        ]

    def __str__(self):
        return f"zgoda z {polish(self.given_on)}"

    def withdraw(self, *, on: datetime.date, by) -> None:
        """Raises Refused for a day before it was given, and where it was withdrawn meanwhile."""
        if self.withdrawn_on:
            raise Refused(f"Tę zgodę wycofano już {polish(self.withdrawn_on)}.")
        if on < self.given_on:
            raise Refused(f"Zgodę dano {polish(self.given_on)}: nie można jej wycofać wcześniej.")
        self.withdrawn_on, self.withdrawn_by = on, by
        self.save(update_fields=["withdrawn_on", "withdrawn_by"])
