"""The difference of two wordings of a contract, by the identity of what they say, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from contracts.in_force import (
    ActionInForce,
    GoalInForce,
    Item,
    ReviewInForce,
    Term,
    Text,
    Wording,
)
from contracts.models import SocialContract
from contracts.models.annex import TEXTS
from contracts.sections import BOXES, GOALS, label
from kis.lib.dates import polish

NOTHING = "nie było"
EMPTY = "bez wpisu"
GONE = "usunięto"


class Act(StrEnum):
    ADDED = "dodano"
    DROPPED = "usunięto"
    CHANGED = "zmieniono"
    MOVED = "przeniesiono"


@dataclass(frozen=True)
class Change:
    """One point of the contract: `was` and `becomes` in words; `new` is what stands there then."""

    key: tuple
    act: Act
    point: str
    was: str
    becomes: str
    new: Item | None  # None where nothing does


def changes(before: Wording, after: Wording) -> list[Change]:
    """In the order of the paper: texts, goals, actions, reviews, term."""
    old = {item.key: item for item in before.items}
    new = {item.key: item for item in after.items}
    keys = [*old, *(key for key in new if key not in old)]
    found = [_change(old.get(key), new.get(key), before, after) for key in keys]
    return sorted(filter(None, found), key=lambda change: _ORDER[change.key[0]])


def in_words(found: Iterable[Change]) -> list[dict[str, str]]:
    """As papers and screens show them, plain values."""
    return [
        {"act": str(change.act), "point": change.point, "was": change.was, "is": change.becomes}
        for change in found
    ]


def apply(before: Wording, found: Iterable[Change]) -> Wording:
    """The wording that the list of changes makes of the old one."""
    items = {item.key: item for item in before.items}
    for change in found:
        if change.new is None:
            del items[change.key]
        else:
            items[change.key] = change.new
    return Wording.of(before.type, items.values())


_ORDER = {"text": 0, "goal": 1, "action": 2, "review": 3, "term": 4}


def _change(old: Item | None, new: Item | None, before: Wording, after: Wording) -> Change | None:
    if old and new and old.says == new.says:
        return None
    there = new or old
    words = _words(old, new, before, after)
    return Change(there.key, _act(old, new), point(there, after if new else before), *words, new)


def _act(old, new) -> Act:
    if old is None:
        return Act.ADDED
    if new is None:
        return Act.DROPPED
    is_moved = isinstance(old, ActionInForce) and old.place != new.place
    return Act.MOVED if is_moved else Act.CHANGED


def _words(old, new, before, after) -> tuple[str, str]:
    if _act_of_both(old, new) == Act.MOVED:
        return f"{_place(old, before)}: {_says(old)}", f"{_place(new, after)}: {_says(new)}"
    return (_says(old) if old else NOTHING), (_says(new) if new else GONE)


def _act_of_both(old, new) -> Act | None:
    return _act(old, new) if old and new else None


def _place(action: ActionInForce, wording: Wording) -> str:
    table = f", tabela: {action.adult}" if action.party and action.who != action.adult else ""
    return f"cel {wording.letter_of(action)}), {action.who}{table}"


def _says(item: Item) -> str:
    match item:
        case Term():
            return polish(item.ends_on)
        case Text():
            return item.text.strip() or EMPTY
        case GoalInForce():
            return f"{item.text} – {item.effect}" if item.effect else item.text
        case ActionInForce():
            return f"{item.text} – w terminie {polish(item.deadline)}"
        case ReviewInForce():
            return f"{polish(item.on)} (końcowa)" if item.is_final else polish(item.on)


def point(item: Item, wording: Wording) -> str:
    """What it is, with the number of its box on the form."""
    match item:
        case Term():
            return "Kontrakt obowiązuje do"
        case Text():
            return point_of_text(wording.type, item.field)
        case GoalInForce():
            return f"{_goals_box(wording.type)}.2 Cel szczegółowy {item.letter})"
        case ActionInForce():
            return f"III Działanie, {_place(item, wording)}"
        case ReviewInForce():
            return "V Ocena"


_NO_BOX_OF_PART_II = {
    "handing_over": "VII Przekazywanie świadczeń, korespondencji i innych",
    "club_activities": "Zajęcia i godziny w KIS",
    "extra_arrangements": "Uzgodnienia dodatkowe",
}


def point_of_text(contract_type: str, field: str) -> str:
    if field == "main_goal":
        return f"{_goals_box(contract_type)}.1 Cel główny"
    of_form = label(contract_type, field) or _NO_BOX_OF_PART_II.get(field)
    return of_form or str(SocialContract._meta.get_field(field).verbose_name).capitalize()


def texts_of(contract_type: str) -> list[str]:
    """Fields of the single texts that this type of contract has, in the order of the form."""
    boxes = [field for _, field, _ in BOXES[contract_type]]
    return [name for name in TEXTS if name in {*boxes, "main_goal", *_NO_BOX_OF_PART_II}]


def _goals_box(contract_type: str) -> str:
    return next(box for box, field, _ in BOXES[contract_type] if field == GOALS)
