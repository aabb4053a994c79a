"""What a supervisor's phone shows: a card for each person at work that day, at the places looked after."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from kis.lib.cells import MarkedCell
from kis.lib.dates import holiday_name, polish, week_of
from kis.lib.money import hours
from psu.hours.conflicts import in_words
from psu.hours.day_details import DETAILS
from psu.hours.rests import Limits, Rest, rests
from psu.hours.saving import TypedDay, shown
from psu.hours.sheet_cells import NO_HOURS
from psu.models import (
    AgreementKind,
    PersonMonth,
    Referral,
    WorkDay,
    WorkEvent,
    WorkKind,
    WorkPlace,
)
from psu.proofs.confirming import ToldDay, told_of_day
from psu.rules.cells import LETTERS
from psu.rules.sentences import closed_month, reviewed_month

State = PersonMonth.State
# What a card takes beside hours; a note is written on the sheet.
CARD_DETAILS = [detail for detail in DETAILS if detail.name in ("span", "kind")]
# The letter as a cell takes it, and its words on a button under *Nieobecność*.
ABSENCES = [
    (letter, WorkDay.Outcome(outcome).label.removeprefix("nieobecność "))
    for letter, outcome in LETTERS.items()
]


@dataclass
class Card:
    """A person's day. `typed`, `typed_details` are what could not be saved, `message` says why.

    Beside names, dates and hours it tells the advice for the work ("bez dźwigania"), never why: whoever hands
    out the work must know what the person may not do, before that day's work begins.
    """

    referral: Referral
    day: datetime.date
    entry: WorkDay | None
    left: Rest
    state: str
    kinds: list[WorkKind] = field(default_factory=list)
    reports: list[WorkEvent] = field(default_factory=list)
    typed: str = ""
    typed_details: dict[str, str] = field(default_factory=dict)
    message: str = ""
    is_conflict: bool = False

    @property
    def name(self) -> str:
        return str(self.referral.person)

    @cached_property
    def number(self) -> str:
        """The referral's, as it stands in names and addresses of the page."""
        return str(self.referral.pk)

    @cached_property
    def value(self) -> str:
        """As the cell of the month sheet: 5, U, or nothing."""
        return shown(self.entry)

    @cached_property
    def planned(self) -> str:
        """Hours of the plan as a cell takes them; a public holiday is nobody's plan."""
        planned = self.referral.plan.get(self.day.weekday())
        return hours(planned) if planned and not holiday_name(self.day) else ""

    @property
    def is_at_work(self) -> bool:
        """Whom the plan names, who has an entry, and who has no plan to go by."""
        return bool(self.entry or self.planned or not self.referral.plan)

    @property
    def plan(self) -> str:
        if self.planned:
            return f"plan {self.referral.planned_time or f'{self.planned} godz.'}"
        return "poza planem" if self.referral.plan else "bez planu dni"

    @property
    def rest(self) -> str:
        """Of the week, and of the month where that is less."""
        # Below nothing where a limit was lowered after the hours: nobody is told of hours less than none.
        week = max(self.left.weeks[week_of(self.day)[0]], NO_HOURS)
        words = f"zostało w tygodniu {hours(week)} godz."
        if self.left.month is None or (month := max(self.left.month, NO_HOURS)) >= week:
            return words
        return f"{words}, w miesiącu {hours(month)} godz."

    @property
    def word(self) -> str:
        if self.entry is None:
            return "bez wpisu"
        if self.entry.hours:
            return f"{hours(self.entry.hours)} godz."
        return self.entry.get_outcome_display()

    @property
    def chip(self) -> str:
        """The colour of the word."""
        if self.entry is None:
            return ""
        return "chip-good" if self.entry.hours else "chip-due"

    @property
    def saved_at(self) -> str:
        if self.entry is None:
            return ""
        moment = timezone.localtime(self.entry.entered_at)
        at = f"{moment:%-H.%M}"
        return at if moment.date() == self.day else f"{polish(moment.date())}, {at}"

    @cached_property
    def closed(self) -> str:
        """Why nothing can be entered any more; empty while the month is open."""
        if self.state == State.REVIEWED:
            return reviewed_month(self.day).supervisor
        return closed_month(self.day, None, "").supervisor if self.state == State.CLOSED else ""

    @property
    def value_in_words(self) -> str:
        return in_words(self.value)

    @property
    def typed_in_words(self) -> str:
        return in_words(self.typed)

    @property
    def is_letter_typed(self) -> bool:
        return self.typed.upper() in LETTERS

    @property
    def kind(self) -> str:
        """Number of the one that is chosen in its list."""
        saved = self.entry.kind_id if self.entry else self.referral.kind_id
        return self.typed_details.get("kind") or str(saved or "")

    @property
    def span(self) -> str:
        return self.typed_details.get("span", self.earlier["span"])

    @cached_property
    def earlier(self) -> dict[str, str]:
        """The saved details by name."""
        return {d.name: d.shown(self.entry) if self.entry else "" for d in CARD_DETAILS}

    @property
    def unsaved_details(self) -> list[tuple[str, str, str]]:
        """Name, typed, saved: what goes with the choice between two entries."""
        return [(name, text, self.earlier[name]) for name, text in self.typed_details.items()]

    @property
    def saved_details(self) -> str:
        """Od–do, and the kind where there is a choice."""
        if self.entry is None or not self.entry.hours:
            return ""
        kind = str(self.entry.kind) if len(self.kinds) > 1 else ""
        return " · ".join(filter(None, [self.earlier["span"], kind]))

    @property
    def typed_hours(self) -> str:
        """What stands in the field of hours: typed and refused, else as saved; an absence has its buttons."""
        value = self.typed or (self.value if self.entry and self.entry.hours else "")
        return "" if self.is_letter_typed else value

    @property
    def waits_for_plan(self) -> bool:
        return bool(self.planned and not self.entry and not self.closed)

    def refuse(self, marked: MarkedCell) -> None:
        self.typed, self.message = marked.cell.text.strip(), marked.sentence
        self.typed_details = dict(marked.cell.details)
        self.is_conflict = marked.is_conflict


@dataclass(frozen=True)
class Post:
    """A place with its people that day: those at work, and those whose plan names another day.

    `told`: of its confirmation, where there are entries that may still change.
    """

    place: WorkPlace
    at_work: list[Card]
    others: list[Card]
    told: ToldDay | None = None


def cards_of(places: Iterable[WorkPlace], day: datetime.date) -> list[Card]:
    """The places' people of that day, by place and name. Six queries, whatever their number."""
    referrals = list(
        Referral.objects.on(day)
        .filter(place__in=places)
        .select_related("person", "agreement", "place")
        .order_by("place__name", "person__last_name", "person__first_name", "person_id", "pk")
    )
    numbers = {referral.pk for referral in referrals}
    entries = WorkDay.objects.filter(referral__in=numbers, day=day).select_related("kind")
    entry_of = {entry.referral_id: entry for entry in entries}
    states, kinds = _states(referrals, day), _kinds(referrals, day)
    reports = defaultdict(list)
    for event in WorkEvent.objects.filter(referral__in=numbers, day=day).order_by("hour"):
        reports[event.referral_id].append(event)
    left = rests(referrals, day, Limits.read())
    return [
        Card(
            referral=referral,
            day=day,
            entry=entry_of.get(referral.pk),
            left=left[referral.pk],
            state=states.get((referral.person_id, referral.agreement_id), State.OPEN),
            kinds=kinds[referral.agreement_id],
            reports=reports[referral.pk],
        )
        for referral in referrals
    ]


def _states(referrals, day) -> dict[tuple[int, int], str]:
    """By person and agreement; a month without a row is open."""
    months = PersonMonth.objects.in_month(day).filter(person__in={r.person_id for r in referrals})
    return {
        (person, agreement): state
        for person, agreement, state in months.values_list("person_id", "agreement_id", "state")
    }


def _kinds(referrals, day) -> dict[int, list[WorkKind]]:
    """By number of the agreement."""
    found = defaultdict(list)
    covered = AgreementKind.objects.on(day).filter(
        agreement__in={r.agreement_id for r in referrals}
    )
    for row in covered.select_related("kind").order_by("kind__name"):
        found[row.agreement_id].append(row.kind)
    return found


def posts_of(places: Iterable[WorkPlace], cards: list[Card]) -> list[Post]:
    """Every place, also one without people. One query."""
    told = _told(places, cards)
    return [
        Post(
            place,
            [c for c in cards if c.referral.place_id == place.pk and c.is_at_work],
            [c for c in cards if c.referral.place_id == place.pk and not c.is_at_work],
            told.get(place.pk),
        )
        for place in places
    ]


def _told(places, cards: list[Card]) -> dict[int, ToldDay]:
    entered = [card for card in cards if card.entry and card.state != State.CLOSED]
    if not entered:
        return {}
    return told_of_day(places, entered[0].day, {card.referral.place_id for card in entered})


def planned_of(cards: Iterable[Card]) -> dict[int, list[TypedDay]]:
    """What *Wszyscy zgodnie z planem* enters, by number of the place: only where nothing stands."""
    found = defaultdict(list)
    for card in cards:
        if card.waits_for_plan:
            typed = TypedDay(card.referral.pk, card.day, card.planned)
            found[card.referral.place_id].append(typed)
    return found


def without_plan(cards: Iterable[Card]) -> list[str]:
    """Names of people at work whose day is empty and whom no plan helps."""
    return [c.name for c in cards if c.is_at_work and not (c.entry or c.planned or c.closed)]


def words_of(text: str) -> str:
    """What was entered, as it is said: 4 godz. · odmowa · usunięto wpis."""
    return in_words(text) if text.strip() else "usunięto wpis"


def why_not_empty(card: Card) -> str:
    """The refusal of an empty field of hours: an entry goes by its own button alone."""
    if card.entry is None:
        return "Wpisz godziny."
    return "Nie zmieniono wpisu: pole godzin było puste. Wpisz godziny albo naciśnij „Usuń wpis”."
