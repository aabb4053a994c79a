"""What a file must hold for each stay in the club, and what lacks: one question of the database for all.

The rules stand below, as plain functions with their set-based twins; here they are put side by side.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import compress

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce
from django.urls import reverse

from contracts.covered_stays import has_bare_days
from contracts.models import PlannedReview, SocialContract
from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.activities.unmarked import waits_for_marks
from kis.inspection.stays import in_polish_order, stays_of
from kis.lib.worded import Wording
from participants.admitted_stays import (
    lack_entitlements,
    lacked_category,
    lacked_entitlements,
    lacked_evidence,
    lacked_information,
)
from participants.models import Certificate, Participation
from participants.models.other_files import has_other_files, is_anybody_merged, of_other_file

BY_CONTRACT = Q(kind=Participation.Kind.CONTRACT)


@dataclass(frozen=True)
class Item:
    """One thing that is looked for. `lacks(on, merged=…)` is the condition on stays that it is missing.

    `asked(on)`: of which stays it is asked at all. `act` settles it on the page `page`, for who has `right`;
    others look at it there.
    """

    key: str
    heading: str
    about: str
    lacks: Callable[..., Q]
    act: str
    page: str
    right: str
    asked: Callable[[datetime.date], Q] = lambda on: Q()
    of_stay: bool = False  # its page is of the stay, not of the person

    def address(self, stay: Participation) -> str:
        numbers = [stay.person_id, stay.pk] if self.of_stay else [stay.person_id]
        return reverse(self.page, args=numbers)


def _lacks_declaration(on, **merged) -> Q:
    return Q(declaration_signed_on=None) | Q(declaration_signed_on__gt=F("starts_on"))


def _lacks_entitlements(on, **merged) -> Q:
    """Also of who takes part today and was to be asked again."""
    runs = Q(ends_on=None) | Q(ends_on__gte=on)
    return lacked_entitlements(**merged) | runs & lack_entitlements(on)


def _lacks_review(on, *, merged: bool) -> Q:
    """A planned day within the stay passed, and no review answered for it."""
    passed = (
        PlannedReview.objects.unsettled()
        .in_force(on)
        .filter(
            contract__in=SocialContract.objects.binding(),
            on__lt=on,
            on__lte=F("contract__last_day"),
        )
    )
    # Through the person of contract and stay, for all at once; and one by one for who has a second file.
    of_stays = passed.annotate(
        stay=F("contract__person__participations"),
        first=F("contract__person__participations__starts_on"),
        last=Coalesce("contract__person__participations__ends_on", Value(on)),
    )
    at_once = of_stays.filter(on__gte=F("first"), on__lte=F("last")).order_by().values("stay")
    days = {"on__gte": OuterRef(OuterRef("starts_on")), "on__lte": OuterRef(OuterRef("until"))}
    contracts = SocialContract.objects.filter(
        Exists(passed.filter(contract=OuterRef("pk"), **days))
    )
    return Q(pk__in=at_once) | has_other_files() & Q(
        Exists(contracts.filter(of_other_file("person")))
    )


def _lacks_certificate(on, **merged) -> Q:
    return ~Exists(Certificate.objects.filter(participation=OuterRef("pk")))


def _is_certified(on) -> Q:
    """Everybody who ended gets one (art. 18 ust. 5a), but for who died."""
    return Q(ends_on__lte=on) & ~Q(leaving_reason=Participation.LeavingReason.DEATH)


ITEMS = [
    Item(
        *("information", "RODO", "informacja o danych osobowych przed przyjęciem"),
        lambda on, **merged: lacked_information(),
        *("Wpisz dzień", "participants:details_edit", "participants.write_person"),
    ),
    Item(
        *("declaration", "Deklaracja", "deklaracja podpisana najpóźniej w dniu przyjęcia"),
        _lacks_declaration,
        *("Otwórz udział", "contracts:participation", "contracts.write_participation"),
        asked=lambda on: BY_CONTRACT,
    ),
    Item(
        *("category", "Kategoria", "kategoria ustalona i opisana (art. 1 ust. 2) w dniu przyjęcia"),
        lambda on, **merged: lacked_category(**merged),
        *("Uzupełnij kategorię", "participants:eligibility", "participants.write_eligibility"),
    ),
    Item(
        *("evidence", "Dokument", "dokument kategorii ważny w dniu przyjęcia"),
        lambda on, **merged: lacked_evidence(**merged),
        *("Dodaj dokument", "participants:eligibility", "participants.write_eligibility"),
    ),
    Item(
        *(
            "entitlements",
            "Świadczenia",
            "odpowiedź o świadczeniach wykluczających (art. 1 ust. 3)",
        ),
        _lacks_entitlements,
        *("Zapytaj", "participants:benefits_new", "participants.write_eligibility"),
    ),
    Item(
        *("contract", "Kontrakt", "kontrakt na każdy dzień udziału"),
        has_bare_days,
        *("Otwórz kontrakty", "contracts:person", "contracts.view_contract"),
        asked=lambda on: BY_CONTRACT,
    ),
    Item(
        *("reviews", "Oceny", "oceny kontraktu przeprowadzone w terminie"),
        _lacks_review,
        *("Oceń", "contracts:person", "contracts.write_contract"),
        asked=lambda on: BY_CONTRACT,
    ),
    Item(
        *("attendance", "Obecność", "obecność oznaczona na każdym spotkaniu"),
        waits_for_marks,
        *("Oznacz", "activities:person", "activities.mark_attendance"),
    ),
    Item(
        *("certificate", "Zaświadczenie", "zaświadczenie po zakończeniu udziału"),
        _lacks_certificate,
        *("Wystaw", "contracts:certificate_new", "contracts.write_participation"),
        asked=_is_certified,
        of_stay=True,
    ),
]
KEYS = [item.key for item in ITEMS]
ANYTHING = "anything"


@dataclass(frozen=True)
class Row:
    """A stay with what it lacks; `worker` leads the case of the person whose file is `whole`."""

    pk: int
    person_id: int
    whole: int
    worker: int
    lacks: frozenset[str]
    asked: frozenset[str]

    def is_behind(self, figure: str) -> bool:
        """Whether the row is one of those that the figure of this key counts."""
        return bool(self.lacks) if figure == ANYTHING else figure in self.lacks


def completeness(user, first: datetime.date, last: datetime.date, on: datetime.date) -> list[Row]:
    """Of the stays that ran on some day between the two and began by `on`, by names. Two queries."""
    asked = _asked_in(user.roles, is_anybody_merged()).answered(user.pk, first, min(last, on), on)
    return [
        Row(*row[:4], _held(row[4 : 4 + len(KEYS)]), _held(row[4 + len(KEYS) :])) for row in asked
    ]


def _held(flags: tuple[bool, ...]) -> frozenset[str]:
    """The same few sets for all rows: most stays lack the same."""
    return _SETS.setdefault(flags, frozenset(compress(KEYS, flags)))


_SETS: dict[tuple[bool, ...], frozenset[str]] = {}


@cache
def _asked_in(roles: frozenset[Role], merged: bool) -> Wording:
    """The question of a reader in these roles, worded once: its wording takes longer than an answer."""

    def stays(
        number: int, first: datetime.date, last: datetime.date, on: datetime.date
    ) -> QuerySet:
        reader = User(pk=number)
        reader.roles = roles
        return in_polish_order(_with_flags(stays_of(reader, first, last, on), on, merged))

    return Wording(
        stays, lambda rows: rows.values_list("pk", "person_id", "whole", "worker", *FLAGS)
    )


FLAGS = [f"{prefix}_{key}" for prefix in ("lacks", "asks") for key in KEYS]


def _with_flags(stays: QuerySet, on: datetime.date, merged: bool) -> QuerySet:
    asked = {f"asks_{item.key}": _flag(item.asked(on) & _ANY) for item in ITEMS}
    lacks = {
        f"lacks_{item.key}": _flag(item.asked(on) & item.lacks(on, merged=merged)) for item in ITEMS
    }
    return stays.annotate(**asked, **lacks)


_ANY = Q(pk__isnull=False)


def _flag(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


@dataclass(frozen=True)
class Counts:
    """Of one worker's cases; `worker` None of all together."""

    worker: int | None
    stays: int
    people: int
    gaps: dict[str, int]


def counts(rows: list[Row]) -> tuple[list[Counts], Counts]:
    """By the number of the worker, and of all: a person whose two stays two lead is one in all."""
    of_workers = defaultdict(list)
    for row in rows:
        of_workers[row.worker].append(row)
    told = [_counted(worker, some) for worker, some in sorted(of_workers.items())]
    return told, _counted(None, rows)


def _counted(worker: int | None, rows: list[Row]) -> Counts:
    lacking = Counter(key for row in rows for key in row.lacks)
    gaps = {ANYTHING: sum(bool(row.lacks) for row in rows)} | {key: lacking[key] for key in KEYS}
    return Counts(worker, len(rows), len({row.whole for row in rows}), gaps)
