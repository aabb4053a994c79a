"""Which figures may not leave the office: small ones, and those from which a small one could be reckoned.

Pure functions. A count of 1 to 4 is withheld as "<5". Where a published sum would give it away, other figures
of that sum are withheld beside it, until every small one has at least two values that it may have. What a
reader can conclude is followed through all sums until nothing more follows: the sums share their totals and
make no ring, so nothing else could be concluded.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

SMALLEST, LARGEST = 1, 4
# A reader knows less of a withheld figure; to ask for two values within so few is the stricter test.
SPARE = 8

Key = Hashable


class Why(Enum):
    SMALL = "small"
    BESIDE = "beside"


@dataclass(frozen=True)
class Sum:
    """What is published adds up: the parts to the total."""

    parts: tuple[Key, ...]
    total: Key

    @property
    def keys(self) -> tuple[Key, ...]:
        return (*self.parts, self.total)


def is_small(value: int) -> bool:
    return SMALLEST <= value <= LARGEST


def withheld(
    values: Mapping[Key, int], sums: Sequence[Sum], *, unseen: Iterable[Key] = ()
) -> dict[Key, Why]:
    """`unseen`: figures that are not published, yet might be reckoned; none of them is given back."""
    unseen = set(unseen)
    hidden = {key: Why.SMALL for key, value in values.items() if is_small(value)}
    while (bare := _given_away(values, sums, hidden, unseen)) is not None:
        more = _next_to(bare, values, sums, hidden, unseen)
        if more is None:
            break
        hidden[more] = Why.BESIDE
    return {key: why for key, why in hidden.items() if key not in unseen}


def _given_away(values, sums, hidden, unseen) -> Key | None:
    """A small figure that has but one value left for a reader who reckons."""
    left = possible(values, sums, hidden, unseen)
    small = [key for key in left if is_small(values[key])]
    return next((key for key in small if len(left[key]) == 1), None)


def _next_to(bare: Key, values, sums, hidden, unseen) -> Key | None:
    """The smallest figure of its sums that is still told; a total last, and of other sums after that."""
    own = [each for each in sums if bare in each.keys]
    for chosen in (own, sums):
        told = [
            (key == each.total, values[key] == 0, values[key], key)
            for each in chosen
            for key in each.keys
            if key not in hidden and key not in unseen
        ]
        if told:
            return min(told, key=lambda one: one[:3])[3]
    return None


def possible(values, sums, hidden, unseen) -> dict[Key, set[int]]:
    """Of each withheld figure what it may be, for all that is published."""
    domains = {key: _domain(values[key], hidden.get(key), key in unseen) for key in values}
    changed = True
    while changed:
        changed = sum(_narrow(each, domains) for each in sums) > 0
    return {key: domain for key, domain in domains.items() if key in hidden or key in unseen}


def _domain(value: int, why: Why | None, is_unseen: bool) -> set[int]:
    near = range(max(value - SPARE, 0), value + SPARE + 1)
    if is_unseen:
        return {0, *near}
    if why is Why.SMALL:
        return set(range(SMALLEST, LARGEST + 1))
    if why is Why.BESIDE:  # its mark says that it is none of the small ones
        return {0, *(each for each in near if not is_small(each))}
    return {value}


def _narrow(one: Sum, domains: dict[Key, set[int]]) -> bool:
    """Take out of the domains what no choice of the others adds up with; say whether anything went."""
    before = _sums_before([domains[part] for part in one.parts])
    after = _sums_before([domains[part] for part in reversed(one.parts)])
    changed = _keep(domains, one.total, domains[one.total] & before[-1])
    totals = domains[one.total]
    for place, part in enumerate(one.parts):
        others = {a + b for a in before[place] for b in after[len(one.parts) - 1 - place]}
        fits = {
            value for value in domains[part] if any(total - value in others for total in totals)
        }
        changed |= _keep(domains, part, fits)
    return changed


def _sums_before(domains: Sequence[set[int]]) -> list[set[int]]:
    """What the first none, one, two … of them may add up to."""
    found = [{0}]
    for domain in domains:
        found.append({total + value for total in found[-1] for value in domain})
    return found


def _keep(domains, key, fits) -> bool:
    changed = fits != domains[key]
    domains[key] = fits
    return changed
