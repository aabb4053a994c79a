"""What the PSU tab of a person's file tells beside the referrals: one question for all its short lists."""

import datetime
from dataclasses import dataclass

from django.db.models import Q

from kis.accounts.models import User
from kis.lib.together import point, together
from participants.file import PersonFile
from participants.models import Person
from psu.may_work import obstacles_of_one
from psu.models import (
    AgreementAnnex,
    AgreementPlace,
    Ceiling,
    Referral,
    StatusNews,
    WorkEvent,
    YearConsent,
)
from psu.rules.may_work import Obstacle
from psu.rules.year_days import YearDays
from psu.years import ceilings, years_of_one


@dataclass(frozen=True)
class PersonTab:
    """Of all the person's files, voided entries too."""

    on: datetime.date
    referrals: list[Referral]
    news: list[StatusNews]
    consents: list[YearConsent]
    events: list[WorkEvent]
    laws: list[Ceiling]
    places: list[AgreementPlace]

    @property
    def years(self) -> list[YearDays]:
        year = self.on.year
        return list(years_of_one(self.referrals, (year + 1, year, year - 1), self.laws).values())

    def obstacles(self) -> dict[int, list[Obstacle]]:
        """By number of the referral, of those not over."""
        return obstacles_of_one(
            self.referrals,
            self.on,
            news=[told for told in self.news if not told.voided_at],
            places=self.places,
            laws=self.laws,
            longer={consent.year for consent in self.consents if not consent.voided_at},
        )


def person_tab(file: PersonFile, referrals: list[Referral]) -> PersonTab:
    """`referrals`: all of the person's. One query."""
    news, consents, voiders, events, laws, places, annexes = _asked(file.whole, file.on)
    point(events, referrals, "referral")
    point([*news, *consents], voiders, "voided_by")
    point(places, annexes, "from_annex", "until_annex")
    return PersonTab(file.on, referrals, news, consents, events, laws, places)


@together
def _asked(whole: int, on: datetime.date):
    files = Person.objects.files_of(whole)
    news = StatusNews.with_voided.filter(person__in=files)
    consents = YearConsent.with_voided.filter(person__in=files)
    sent = Referral.objects.filter(person__in=files, last_day__gte=on)
    places = AgreementPlace.objects.not_undone().select_related(None)
    places = places.filter(agreement__in=sent.values("agreement"), place__in=sent.values("place"))
    return (
        news,
        consents,
        User.objects.filter(
            Q(pk__in=news.values("voided_by")) | Q(pk__in=consents.values("voided_by"))
        ).order_by(),
        WorkEvent.with_voided.of(files),
        ceilings(),
        places,
        AgreementAnnex.with_voided.filter(
            Q(pk__in=places.values("from_annex")) | Q(pk__in=places.values("until_annex"))
        ),
    )
