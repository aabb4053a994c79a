"""A refused service, told in full: which services make the sum, and the earliest hour that would fit."""

import datetime
from collections.abc import Callable

from django.db.models import Q, Sum

from kis.lib.clock import WARSAW
from kis.lib.dates import MONTHS, add_months, month_of
from kis.lib.sentences import full_stop
from kis.programmes.fitting import Span, Window, earliest, overlapping, too_full
from kis.programmes.hours import clock, told_hours, told_span
from kis.programmes.models import EditionNumber, Kind, Service

REACH = datetime.timedelta(days=14)  # how far ahead an hour is looked for
AROUND = datetime.timedelta(days=2)
DAY = datetime.timedelta(days=1)
MOST_NAMED = 8

# Whether the reader may know whom a service was for and who gave it.
Sees = Callable[[Service], bool]


def told_refusal(service: Service, sentence: str, sees: Sees) -> str:
    """The database's sentence with what it does not know how to say; in the transaction that was refused."""
    around = _Around(service)
    parts = [sentence]
    if clash := overlapping(around.wanted, around.busy):
        parts.append(_clash(service, [around.rows[one.number] for one in clash], sees))
    elif window := around.window():
        parts.append(_sum_of(window, around.rows, sees))
    elif over := _over_limit(service):
        return f"{sentence} {over}"
    else:
        return sentence
    if at := around.earliest():
        parts.append(f"Tyle samo zmieści się najwcześniej {told_moment(at)}.")
    return " ".join(parts)


def told_moment(at: datetime.datetime) -> str:
    day = at.astimezone(WARSAW).date()
    return f"{day.day}.{day:%m.%Y} od {clock(at)}"


class _Around:
    """What stands near a service that is wanted, of its provider and of the one whom it is for."""

    def __init__(self, service: Service):
        self.service = service
        self.wanted = Span(service.starts_at, service.ends_at)
        self.by_one_person = not service.provider.is_institution
        whose = Q(beneficiary=service.enrolment.beneficiary_id)
        if self.by_one_person:
            whose |= Q(provider=service.provider_id)
        near = Service.objects.filter(
            whose,
            ends_at__gt=service.starts_at - AROUND,
            starts_at__lt=service.ends_at + REACH + AROUND,
        )
        self.rows = {row.pk: row for row in near.exclude(pk=service.pk).told().in_order()}

    @property
    def busy(self) -> list[Span]:
        return [_span(row) for row in self.rows.values()]

    @property
    def counted(self) -> list[Span]:
        """What the provider's twenty-four hours are made of."""
        return [
            _span(row)
            for row in self.rows.values()
            if row.provider_id == self.service.provider_id
            and row.programme == Kind.ASSISTANCE
            and row.form == Service.Form.HOURS
        ]

    @property
    def most(self) -> int | None:
        if self.service.enrolment.edition.kind != Kind.ASSISTANCE or not self.by_one_person:
            return None
        numbers = EditionNumber.objects.filter(
            edition=self.service.enrolment.edition_id, code=EditionNumber.Code.PROVIDER_HOURS
        )
        value = numbers.values_list("value", flat=True).first()
        return None if value is None else int(value * 60)

    def window(self) -> Window | None:
        most = self.most
        return too_full(self.wanted, self.counted, most) if most is not None else None

    def earliest(self) -> datetime.datetime | None:
        is_hours = self.service.form == Service.Form.HOURS
        return earliest(
            self.wanted.last - self.wanted.first,
            self.service.starts_at,
            busy=self.busy,
            counted=self.counted,
            most=self.most,
            breaks=self._turns() if is_hours else (),
            until=min(self._closes(), self.service.ends_at + REACH),
        )

    def _turns(self) -> list[datetime.datetime]:
        """The midnights between months, which hours do not cross."""
        month = self.service.starts_at.astimezone(WARSAW).date().replace(day=1)
        return [_midnight(add_months(month, number)) for number in (1, 2)]

    def _closes(self) -> datetime.datetime:
        """Behind the last day of the edition, of the participation and of the provider's contract."""
        enrolment = self.service.enrolment
        ends = (enrolment.edition.ends_on, enrolment.ends_on, self.service.provider.ends_on)
        return _midnight(min(day for day in ends if day) + DAY)


def _span(row: Service) -> Span:
    return Span(row.starts_at, row.ends_at, row.pk)


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), WARSAW)


def _named(row: Service, sees: Sees) -> str:
    told = told_span(row.starts_at, row.ends_at)
    if not sees(row):
        return told
    return f"{told} ({row.provider} dla: {row.beneficiary})"


def _clash(service: Service, rows: list[Service], sees: Sees) -> str:
    same = ("enrolment_id", "provider_id", "starts_at", "ends_at")
    if any(all(getattr(row, name) == getattr(service, name) for name in same) for row in rows):
        return (
            f"Ta sama usługa jest już wpisana: {_named(rows[0], sees)}. Tej samej karty nie wpisuje się "
            "drugi raz."
        )
    return f"Te godziny zajmują: {_listed([_named(row, sees) for row in rows])}."


def _sum_of(window: Window, rows: dict[int, Service], sees: Sees) -> str:
    named = [
        "ta usługa" if one.number is None else _named(rows[one.number], sees)
        for one in window.spans
    ]
    return f"Składają się na to: {_listed(named)}."


def _listed(named: list[str]) -> str:
    more = len(named) - MOST_NAMED
    return "; ".join(named[:MOST_NAMED]) + (f"; i dalsze: {more}" if more > 0 else "")


def _over_limit(service: Service) -> str:
    """Of what the used hours or days are made, and what is left; empty where the limit is not the reason."""
    enrolment, is_hours = service.enrolment, service.form == Service.Form.HOURS
    limit = enrolment.group and getattr(
        enrolment.group, "hours_limit" if is_hours else "days_limit"
    )
    if limit is None:
        return ""
    rows = used_rows(enrolment, service.form, service.starts_at.astimezone(WARSAW).date())
    unit = "minutes" if is_hours else "days"
    used = rows.aggregate(sum=Sum(unit))["sum"] or 0
    left = (limit * 60 if is_hours else limit) - used
    wanted = (service.ends_at - service.starts_at) // datetime.timedelta(minutes=1)
    if is_hours and wanted <= left:
        return ""
    if not is_hours:
        return f"Dotąd: {_stays(rows)}. Zostało dób: {max(left, 0)}."
    months = enrolment.edition.limit_unit == enrolment.edition.LimitUnit.MONTH
    told = _days(rows) if months else _months(rows)
    begins_anew = " W następnym miesiącu limit liczy się od początku." if months else ""
    return f"Wykorzystano: {full_stop(told)} Zostało {told_hours(max(int(left), 0))}{begins_anew}"


def used_rows(enrolment, form: str, day: datetime.date):
    """The services that count into the limit with one of that day: of every carer of the same person."""
    rows = Service.objects.filter(
        beneficiary=enrolment.beneficiary_id, edition=enrolment.edition_id, form=form
    )
    by_month = enrolment.edition.limit_unit == enrolment.edition.LimitUnit.MONTH
    return rows.between(*month_of(day)) if by_month and form == Service.Form.HOURS else rows


def _months(rows) -> str:
    sums: dict[int, int] = {}
    for day, minutes in rows.order_by("day").values_list("day", "minutes"):
        sums[day.month] = sums.get(day.month, 0) + minutes
    return ", ".join(
        f"{MONTHS[month - 1]} {told_hours(minutes)}" for month, minutes in sums.items()
    )


def _days(rows) -> str:
    return _listed([told_span(row.starts_at, row.ends_at) for row in rows.in_order()]) or "nic"


def _stays(rows) -> str:
    named = [
        f"{told_span(row.starts_at, row.ends_at)} (doby: {row.days})" for row in rows.in_order()
    ]
    return _listed(named) or "nic"
