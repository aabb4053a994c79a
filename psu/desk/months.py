"""Months of agreements on the way to their close, and days of work without an entry."""

from collections import defaultdict

from django.urls import reverse

from kis.lib.dates import DAY, month_name, month_of
from kis.lib.money import hours
from kis.lib.work import DeskGroup, Task
from psu.hours.unmarked import unmarked_days
from psu.months.gaps import address, rate_missing_in
from psu.months.standing import AgreementMonth, months_to_settle
from psu.rules.sentences import short_day


def _page_of(row: AgreementMonth) -> str:
    return reverse("psu:month", args=[row.agreement.pk, row.month])


def _to_review(row: AgreementMonth, user) -> tuple[str, str]:
    return _page_of(row), "Sprawdź"


def _to_close(row: AgreementMonth, user) -> tuple[str, str]:
    return _page_of(row), "Zamknij"


def _form_of_rate(row: AgreementMonth, user) -> tuple[str, str]:
    """Who may not enter the rate is led to the month, which says who may."""
    gap = rate_missing_in(row.agreement, is_minimum=row.without_minimum > 0)
    url = address(gap, row.month, user)
    return (url, "Wpisz stawkę") if url else (_page_of(row), "Otwórz")


# What a month of an agreement waits for → words, and who gives address and act; the first names the row.
STEPS_OF_MONTH = [
    ("waits_for_review", "do sprawdzenia", _to_review),
    ("waits_for_close", "do zamknięcia", _to_close),
    ("waits_for_rate", "brak stawki", _form_of_rate),
]


def to_settle(user, on):
    for row in months_to_settle(on):
        due = month_of(row.month)[1] + DAY
        who = f"Porozumienie {row.agreement}"
        sums = f"osoby: {row.people}, {hours(row.hours)} godz."
        month = f"{month_name(row.month)}: "
        # A list is missed by a place, the rest of the month by the agreement: rows of both kinds may stand.
        if row.waits_for_list:
            for place in row.missing_lists:
                url = reverse("psu:signed_list", args=[place.pk, row.month])
                yield Task(
                    DeskGroup.MONTH,
                    on,
                    due,
                    str(place),
                    f"{month}brak podpisanej listy",
                    url,
                    "Odnotuj listę",
                )
        for question, words, act in STEPS_OF_MONTH:
            if getattr(row, question):
                url, action = act(row, user)
                yield Task(DeskGroup.MONTH, on, due, who, f"{month}{words}", url, action, sums)
                break


def unmarked(on):
    """Planned days without an entry, of this month and the last, place by place."""
    bare: dict[tuple, list] = defaultdict(list)
    for (place, name), day, person in unmarked_days(month_of(month_of(on)[0] - DAY)[0], on - DAY):
        bare[place, name, day.replace(day=1)].append((day, person))
    for (place, name, month), found in bare.items():
        missing = sorted({day for day, _ in found})
        yield Task(
            DeskGroup.UNMARKED,
            on,
            missing[0],
            name,
            "dni PSU bez wpisu",
            reverse("psu:sheet", args=[place, month]),
            "Uzupełnij",
            detail=f"{_first_days(missing)}, osoby: {len({person for _, person in found})}",
            is_deadline=False,
        )


def _first_days(missing, most=3) -> str:
    words = ", ".join(map(short_day, missing[:most]))
    return f"{words} i {len(missing) - most} dalszych" if len(missing) > most else words
