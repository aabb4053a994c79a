"""What each of the papers says, as plain values that are frozen with it."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from kis.accounts.letterhead import letterhead
from kis.accounts.models import Centre
from kis.lib.dates import month_name, polish, polish_range, short_weekday
from kis.lib.money import figures, in_words, zlotys
from kis.lib.refusals import Refused
from participants.models import Person
from psu import letters
from psu.models import PayLine, PayList, Referral, WorkDay
from psu.pay_lists import ways
from psu.person_papers.done import MonthDone, months_done, open_months, works_done
from psu.reference import ART_142, OLD_ACT

NOBODY = "Na tej liście nie ma pozycji tej osoby."
NO_HOURS = (
    "W tym czasie nie ma godzin w zamkniętych miesiącach: zaświadczenia nie ma z czego wystawić. Wybierz "
    "inny okres albo poczekaj na zamknięcie miesiąca."
)
NOTHING_DONE = "W tym czasie nie ma skierowania ani godzin: zestawienia nie ma z czego sporządzić."
Outcome = WorkDay.Outcome
ABSENCES = (Outcome.EXCUSED, Outcome.UNEXCUSED, Outcome.REFUSED, Outcome.IDLE)
PERFORMED = {Person.Sex.WOMAN: "wykonywała", Person.Sex.MAN: "wykonywał"}


def slip(pay_list: PayList, person: int) -> dict:
    """`person` by number. Raises Refused for somebody who has no line."""
    lines = list(pay_list.lines.filter(person=person).in_order())
    if not lines:
        raise Refused(NOBODY)
    first, sums = lines[0], pay_list.lines.filter(person=person).sums()
    entries = _days(pay_list, person)
    return {
        "centre": pay_list.letterhead,
        "facts": [
            ("Nazwisko i imię", first.person_name),
            ("PESEL lub dokument", first.person_identity),
            ("Miejsce prac", ", ".join(sorted({str(day.referral.place) for day in entries}))),
            ("Sposób wypłaty", _way(pay_list, lines)),
            ("Wypłacono dnia", polish(pay_list.paid_on) if pay_list.paid_on else "jeszcze nie"),
        ],
        "about": [month_name(pay_list.month), pay_list.agreement_number, str(pay_list)],
        "days": [_day(entry) for entry in entries],
        "days_hours": figures(sum((entry.hours for entry in entries), Decimal(0))),
        "is_corrected": _is_corrected(lines, entries),
        "is_taxed": any(line.pay_tax_id for line in lines),
        "lines": [_line(line) for line in lines],
        "sums": {name: figures(value) for name, value in sums.items()},
        "is_return": sums["net"] < 0,
        "net": zlotys(abs(sums["net"])),
        "in_words": in_words(abs(sums["net"])),
    }


def _is_corrected(lines: list[PayLine], entries: list[WorkDay]) -> bool:
    """Whether the days are others by now than this list paid: another list pays the difference."""
    paid = sum((line.hours for line in lines if line.corrects is None), Decimal(0))
    return paid != sum((entry.hours for entry in entries), Decimal(0))


def _days(pay_list: PayList, person: int) -> list[WorkDay]:
    """All that was marked in the month under the agreement of the list, absences too."""
    entries = WorkDay.objects.filter(person=person, agreement=pay_list.agreement_id)
    of_month = entries.in_month(pay_list.month).select_related("referral__place", "kind")
    return list(of_month.order_by("day"))


def _day(entry: WorkDay) -> list[str]:
    day = f"{polish(entry.day)} ({short_weekday(entry.day)})"
    if entry.outcome != Outcome.WORKED:
        return [day, entry.get_outcome_display(), "", str(entry.kind)]
    return [day, str(entry.span or ""), figures(entry.hours), str(entry.kind)]


def _line(line: PayLine) -> dict[str, str]:
    shown = ("hours", "per_hour", "amount", "tax", "net")
    return {"kind": line.work} | {name: figures(getattr(line, name)) for name in shown}


def _way(pay_list: PayList, lines: list[PayLine]) -> str:
    """As it was frozen, or as it was put right since; by a line that is paid where there is one."""
    line = next((line for line in lines if line.is_carried_out), lines[0])
    confirmed = pay_list.corrections.confirmed().filter(person=line.person_id)
    if line.is_carried_out and (corrected := confirmed.order_by("pk").last()):
        return ways.in_words(corrected.number, corrected.owner)
    return ways.way_of_payment(line)


def certificate(person: Person, first: datetime.date, last: datetime.date) -> dict:
    """No reason of help and nothing of health. Raises Refused where no closed month has hours."""
    works = works_done(person, first, last)
    if not works:
        raise Refused(NO_HOURS)
    return _head() | {
        "facts": letters.identity_of(person),
        "performed": PERFORMED.get(person.sex, "wykonywał(a)"),
        "works": [
            [polish_range(work.starts_on, work.ends_on), work.place, work.kind, figures(work.hours)]
            for work in works
        ],
        "hours": figures(sum((work.hours for work in works), Decimal(0))),
        "basis": " oraz ".join(_bases(works)),
        "left_out": ", ".join(map(month_name, open_months(person, first, last))),
    }


def _bases(works) -> Iterable[str]:
    return [
        basis for is_old, basis in ((True, OLD_ACT), (False, ART_142)) if _any_of(works, is_old)
    ]


def _any_of(works, is_old: bool) -> bool:
    return any(work.is_old is is_old for work in works)


def statement(person: Person, first: datetime.date, last: datetime.date, on: datetime.date) -> dict:
    """Of whole months. Raises Refused where there is nothing to tell."""
    months = months_done(person, first, last)
    referrals = Referral.objects.filter(person=person).within(first, last).order_by("starts_on")
    sent = list(referrals.select_related("place", "kind", "agreement"))
    if not months and not sent:
        raise Refused(NOTHING_DONE)
    closed = [row for row in months if row.is_closed]
    still_open = [row for row in months if not row.is_closed]
    return _head() | {
        "facts": letters.identity_of(person),
        "on": polish(on),
        "referrals": [_referral(row) for row in sent],
        "months": [_month(row) for row in months],
        "closed": _sums(closed) if closed else None,
        "open": _sums(still_open) if still_open else None,
    }


def _referral(referral: Referral) -> list[str]:
    period = polish_range(referral.starts_on, referral.last_day)
    if referral.ended_on:
        period += f", przerwane: {referral.end_reason}"
    number = f"{referral.number} z {polish(referral.issued_on)}"
    place = f"{referral.place}, {referral.kind}"
    return [number, period, place, referral.agreement.number]


def _month(row: MonthDone) -> dict:
    return {
        "month": month_name(row.month),
        "agreement": row.agreement,
        "standing": row.standing,
        "is_closed": row.is_closed,
        **_numbers([row]),
    }


def _sums(rows: list[MonthDone]) -> dict:
    return _numbers(rows)


def _numbers(rows: list[MonthDone]) -> dict:
    """Sums of the rows as JSON has them: amounts and hours as texts of two places."""
    money = ("planned", "hours", "amount", "paid")
    summed = {
        name: f"{sum((getattr(row, name) for row in rows), Decimal(0)):.2f}" for name in money
    }
    absences = [sum(row.absences.get(outcome, 0) for row in rows) for outcome in ABSENCES]
    return summed | {"absences": absences}


def _head() -> dict:
    return {"centre": letterhead(Centre.objects.current())}
