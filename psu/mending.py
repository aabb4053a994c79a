"""Where each gap of a month's preview is mended."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse

from kis.lib.dates import month_of
from psu.closing import Row
from psu.models import Agreement, Referral, StatusNews


@dataclass(frozen=True)
class Mend:
    """A gap in words with the address of the page that mends it; empty: this page's own button does."""

    gap: str
    url: str


class Mending:
    """Reads the referrals and undecided news of everybody in the preview once: two queries."""

    def __init__(self, agreement: Agreement, month: datetime.date, rows: list[Row]):
        self.agreement, self.month = agreement, month
        people = {row.person.pk for row in rows}
        self.referrals = defaultdict(list)
        of_month = Referral.objects.filter(agreement=agreement, person__in=people)
        for referral in of_month.within(*month_of(month)).select_related("place"):
            self.referrals[referral.person_id].append(referral)
        undecided = StatusNews.objects.filter(person__in=people, pay=StatusNews.Pay.UNDECIDED)
        self.news = {news.person_id: news.pk for news in undecided}

    def of(self, row: Row) -> list[Mend]:
        return [Mend(gap, self._url(gap, row.person.pk)) for gap in row.gaps]

    def _url(self, gap: str, person: int) -> str:
        """By the first words of the sentence, as psu.closing puts them."""
        for beginning, address in MENDED_AT.items():
            if gap.startswith(beginning):
                return address(self, gap, person)
        return ""

    def _sheet(self, gap, person) -> str:
        places = [referral.place_id for referral in self.referrals[person]]
        return reverse("psu:sheet", args=[places[0], self.month]) if places else ""

    def _signed_list(self, gap, person) -> str:
        for referral in self.referrals[person]:
            if str(referral.place) in gap:
                return reverse("psu:signed_list", args=[referral.place_id, self.month])
        return ""

    def _referral(self, gap, person) -> str:
        for referral in self.referrals[person]:
            if gap.startswith(f"Skierowanie {referral}:"):
                return reverse("psu:referral_edit", args=[referral.pk])
        return ""

    def _payment(self, gap, person) -> str:
        return reverse("participants:account_new", args=[person])

    def _rates(self, gap, person) -> str:
        return reverse("psu:agreement_edit", args=[self.agreement.pk])

    def _news(self, gap, person) -> str:
        return reverse("psu:news_decide", args=[self.news[person]]) if person in self.news else ""


MENDED_AT = {
    "Brak wpisów": Mending._sheet,
    "Dni z planu bez wpisu": Mending._sheet,
    "Brak podpisanej listy": Mending._signed_list,
    "Podpisana lista nie jest zgodna": Mending._signed_list,
    "Skierowanie ": Mending._referral,
    "Brak sposobu wypłaty": Mending._payment,
    "Brak stawki": Mending._rates,
    "Od ": Mending._news,
}
