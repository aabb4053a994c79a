"""What psu tells in a person's file: referrals that run or are to come."""

import datetime
from functools import cached_property

from django.db.models import Count, Q, Sum
from django.urls import reverse

from kis.lib.dates import polish
from kis.lib.money import hours
from kis.lib.together import point, together
from kis.lib.worded import worded
from participants.file import DUE, GOOD, NEUTRAL, Fact, FilePart, KeptPaper, Step, state_until
from participants.files import with_own
from participants.models import Person
from psu.models import Agreement, Referral, Regime, WorkDay, WorkKind, WorkPlace
from psu.referrals.kept_papers import papers_of


class ReferralsPart(FilePart):
    title, page, right = "PSU", "psu:person", "psu.view_person_psu"

    @classmethod
    def holdings(cls):
        return {"skierowania PUP": Referral.objects.all(), "dni PSU": WorkDay.objects.all()}

    @cached_property
    def current(self) -> list[Referral]:
        """The soonest first."""
        return with_own(_current(self.file.whole, self.file.on), self.file.person)

    def read_all(self) -> list[Referral]:
        """Past and voided ones too, for the tab that shows them; the head then reads none again."""
        referrals, agreements, regimes, places, kinds = _all(self.file.whole)
        point(agreements, regimes, "regime")
        point(referrals, agreements, "agreement")
        point(referrals, places, "place")
        point(referrals, kinds, "kind")
        found = with_own(referrals, self.file.person)
        current = [row for row in found if row.voided_at is None and row.last_day >= self.file.on]
        self.current = sorted(current, key=lambda referral: referral.starts_on)
        return found

    def facts(self) -> list[Fact]:
        return [self._fact(referral) for referral in self.current]

    def _fact(self, referral: Referral) -> Fact:
        on, place, last_day = self.file.on, referral.place, polish(referral.last_day)
        if missing := referral.missing_to_work(max(on, referral.starts_on)):
            return Fact(f"PSU: {place}, brak {' i '.join(missing)}", DUE)
        if referral.starts_on > on:
            return Fact(f"PSU: {place}, od {polish(referral.starts_on)} do {last_day}", NEUTRAL)
        return Fact(f"PSU: {place}, do {last_day}", state_until(referral.last_day, on) or GOOD)

    def papers(self) -> list[KeptPaper]:
        return papers_of(self.file)

    def done_since(self, first: datetime.date) -> list[str]:
        days = WorkDay.objects.filter(person__in=self.file.files, day__range=(first, self.file.on))
        done = days.aggregate(
            hours=Sum("hours"), worked=Count("pk", filter=Q(outcome="worked")), all=Count("pk")
        )
        if not done["all"]:
            return []
        return [
            f"Prace społecznie użyteczne od {polish(first)}: {hours(done['hours'])} godz., "
            f"dni pracy: {done['worked']}, nieobecności: {done['all'] - done['worked']}."
        ]

    def next_step(self) -> Step | None:
        """A referral that lacks its instruction or medical, before its first hour."""
        if not self.file.user.has_perm("psu.write_referral"):
            return None
        for referral in self.current:
            if referral.missing_to_work(max(self.file.on, referral.starts_on)):
                edit = reverse("psu:referral_edit", args=[referral.pk])
                return Step("uzupełnij skierowanie (BHP, badanie)", edit)
        return None


@worded("place")
def _current(whole: int, on: datetime.date):
    files = Person.objects.files_of(whole)
    return Referral.objects.filter(person__in=files, last_day__gte=on).order_by("starts_on")


@together
def _all(whole: int):
    referrals = Referral.with_voided.filter(person__in=Person.objects.files_of(whole))
    agreements = Agreement.objects.filter(pk__in=referrals.values("agreement"))
    return (
        referrals,
        agreements,
        Regime.objects.filter(pk__in=agreements.values("regime")),
        WorkPlace.objects.filter(pk__in=referrals.values("place")),
        WorkKind.objects.filter(pk__in=referrals.values("kind")),
    )
