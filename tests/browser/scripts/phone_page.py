"""The supervisor's day as its templates render it, over hours that the test keeps in a dict."""

import datetime
from decimal import Decimal

from django.template.loader import render_to_string
from django.utils import timezone

from kis.lib.cells import MarkedCell
from kis.lib.dates import DAY, week_of
from participants.models import Person
from psu.hours.phone_day import ABSENCES, Card, Post, words_of
from psu.hours.rests import Rest
from psu.hours.saving import TypedDay
from psu.models import Referral, WorkDay, WorkPlace
from psu.rules.cells import read_cell

MONDAY = datetime.date(2025, 5, 5)
PATH = "/psu/dzis/2025-05-05/"
PLAN = PATH + "plan/"
PLACE = WorkPlace(pk=3, name="Szkoła nr 3")
PLANNED, LIMIT = "4", Decimal(10)


def saves(number):
    return f"{PATH}{number}/zapisz/"


class PhonePage:
    """Two people, 1 and 2, with a plan of four hours. `stored` is what a cell of theirs holds."""

    def __init__(self):
        self.stored = {1: "", 2: ""}
        self.posted = []

    def pages(self):
        own = {saves(number): self._saving(number) for number in self.stored}
        return {PATH: self.page, PLAN: self.plan} | own

    def page(self, query):
        context = {
            "previous": MONDAY - DAY,
            "following": MONDAY + DAY,
            "places": [PLACE],
            "posts": [Post(PLACE, self._cards(self.stored), [])],
            "is_planned": True,
        }
        return self._render("psu/hours/phone_day.html", context)

    def plan(self, posted):
        self.posted.append(posted)
        for number, hours in self.stored.items():
            self.stored[number] = hours or PLANNED
        return self._parts(self._cards(self.stored), "Zgodnie z planem zapisano")

    def _saving(self, number):
        def save(posted):
            self.posted.append(posted)
            now, text = self.stored[number], posted.get("text", "").upper()
            refusal, is_conflict = "", False
            if now not in (posted["earlier"], text):
                refusal, is_conflict = f"jest {now}, wpisano {text}", True
            elif (cell := read_cell(text)) and cell.hours > LIMIT:
                refusal = "Można wpisać najwyżej 10."
            else:
                self.stored[number] = text
            (card,) = self._cards([number])
            if refusal:
                cell = TypedDay(number, MONDAY, text)
                card.refuse(MarkedCell(cell, refusal, now, is_conflict))
            return self._parts([card], "" if refusal else f"Zapisano. {words_of(text)}.")

        return save

    def _parts(self, cards, said):
        is_refused = any(card.message for card in cards)
        context = {"changed": cards, "said": [said], "is_refused": is_refused}
        return self._render("psu/hours/phone_parts.html", context)

    @staticmethod
    def _render(template, context):
        shared = {"day": MONDAY, "absences": ABSENCES, "csrf_token": "of-this-page"}
        return render_to_string(template, context | shared)

    def _cards(self, numbers):
        return [self._card(number) for number in numbers]

    def _card(self, number) -> Card:
        person = Person(pk=number, last_name="Żak", first_name=f"Osoba{number}")
        referral = Referral(pk=number, person=person, planned_days={"0": PLANNED})
        monday, _ = week_of(MONDAY)
        left = Rest({monday: LIMIT}, Decimal(40), {monday: LIMIT}, Decimal(40))
        return Card(referral, MONDAY, self._entry(number), left, "open")

    def _entry(self, number) -> WorkDay | None:
        cell = read_cell(self.stored[number])
        return cell and WorkDay(
            outcome=cell.outcome, hours=cell.hours, entered_at=timezone.localtime()
        )
