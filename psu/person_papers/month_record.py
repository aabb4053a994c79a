"""The record of work of an agreement's month: who, when, how much, at what rate, for what benefit.

Art. 142 ust. 10 pkt 2 of the act of 20 March 2025 (Dz.U. 2025 poz. 620) asks for it, § 6 of the regulation of
21 December 2017 (Dz.U. 2017 poz. 2447) asked before. Closed months stand in it as their lists froze them; a
month that is still open says so and has no benefit.
"""

import datetime
import io
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone

from kis.accounts.models import Centre
from kis.lib.dates import days, month_name, month_of, polish, short_weekday, week_of
from kis.lib.pdf import render_paper
from kis.lib.refusals import Refused
from kis.lib.workbooks import new_workbook
from participants.models import Person
from psu.models import Agreement, PayLine, PersonMonth, WorkDay
from psu.pay_lists.workbook import formats_of
from psu.rules.cells import CellValue

NOBODY = "W tym miesiącu nikt nie ma wpisów: ewidencji nie ma z czego sporządzić."
SECONDS = 20


@dataclass
class PersonRecord:
    """A person's month. `lines` are those that count; none in an open month."""

    person: Person
    is_closed: bool
    entries: list[WorkDay] = field(default_factory=list)
    lines: list[PayLine] = field(default_factory=list)

    @property
    def name(self) -> str:
        """As the list froze it."""
        return self.lines[0].person_name if self.lines else str(self.person)

    @property
    def identity(self) -> str:
        return self.lines[0].person_identity if self.lines else self.person.identification

    @property
    def works(self) -> str:
        """Kinds and places."""
        return ", ".join(sorted({f"{row.kind} ({row.referral.place})" for row in self.entries}))

    @property
    def hours(self) -> Decimal:
        return sum((row.hours for row in self.entries), Decimal(0))

    @property
    def amount(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def rates(self) -> list[Decimal]:
        return sorted({line.per_hour for line in self.lines})

    @property
    def weeks(self) -> list[tuple[str, Decimal]]:
        """The month's part of each week with hours: the rest of a week stands in the other month."""
        found: dict[datetime.date, Decimal] = {}
        for row in self.entries:
            monday = week_of(row.day)[0]
            found[monday] = found.get(monday, Decimal(0)) + row.hours
        return [
            (_days(*_within(monday, self.entries[0].day)), hours)
            for monday, hours in sorted(found.items())
            if hours
        ]

    def cells(self, of_month: list[datetime.date]) -> list[str]:
        marked = {row.day: str(CellValue(row.outcome, row.hours)) for row in self.entries}
        return [marked.get(day, "") for day in of_month]


def _days(first: datetime.date, last: datetime.date) -> str:
    """28–31, of the month that the paper is about."""
    return f"{first.day}–{last.day}" if first != last else str(first.day)


def _within(monday: datetime.date, day: datetime.date) -> tuple[datetime.date, datetime.date]:
    first, last = month_of(day)
    return max(monday, first), min(week_of(monday)[1], last)


def records_of(agreement: Agreement, month: datetime.date) -> list[PersonRecord]:
    """By the Polish alphabet. Three queries. Raises Refused where nobody has an entry."""
    months = agreement.person_months.in_month(month).select_related("person").in_polish_order()
    found = {
        row.person_id: PersonRecord(row.person, row.state == PersonMonth.State.CLOSED)
        for row in months
    }
    entries = WorkDay.objects.filter(agreement=agreement).in_month(month)
    for entry in entries.select_related("referral__place", "kind").order_by("day"):
        found[entry.person_id].entries.append(entry)
    closed = agreement.person_months.in_month(month).filter(state=PersonMonth.State.CLOSED)
    for line in PayLine.objects.filter(person_month__in=closed).in_order():
        found[line.person_id].lines.append(line)
    records = [row for row in found.values() if row.entries]
    if not records:
        raise Refused(NOBODY)
    return records


def _sums(records: list[PersonRecord]) -> dict[str, Decimal]:
    return {
        name: sum((getattr(row, name) for row in records), Decimal(0))
        for name in ("hours", "amount")
    }


def record_paper(agreement: Agreement, month: datetime.date) -> bytes:
    """Raises Refused for a month without entries, and where the paper takes too long."""
    records, of_month = records_of(agreement, month), days(*month_of(month))
    still_open = [row for row in records if not row.is_closed]
    return render_paper(
        "psu/person_papers/month_record_print.html",
        {
            "centre": Centre.objects.current(),
            "agreement": agreement,
            "month": month,
            "days": [(day.day, short_weekday(day)) for day in of_month],
            "records": [(row, row.cells(of_month)) for row in records],
            "sums": _sums(records),
            "open": len(still_open),
            "signatures": [{"label": "sporządzenie: data i podpis"}],
        },
        name=f"Ewidencja prac społecznie użytecznych, {month_name(month)}",
        made_at=timezone.now(),
        seconds=SECONDS,
    )


HEAD_ROW = 3
BEFORE = [("Lp.", 5), ("Nazwisko i imię", 28), ("PESEL lub dokument", 22), ("Adres", 30)]
BEHIND = [
    *(("Rodzaj pracy i miejsce", 40), ("Godziny", 10), ("Stawka, zł", 14)),
    *(("Świadczenie, zł", 14), ("Stan", 12)),
]


def record_workbook(agreement: Agreement, month: datetime.date) -> bytes:
    """Hours of a day as numbers, absences as letters. Raises Refused for a month without entries."""
    records, of_month = records_of(agreement, month), days(*month_of(month))
    output = io.BytesIO()
    title = f"Ewidencja prac społecznie użytecznych, {month_name(month)}"
    today = timezone.localdate()
    workbook = new_workbook(output, title=title, made_on=today)
    sheet, formats = workbook.add_worksheet("Ewidencja"), formats_of(workbook)
    sheet.write_string(0, 0, title, formats["title"])
    sheet.write_string(1, 0, f"Porozumienie {agreement.number}, stan na {polish(today)}")
    heads = [*BEFORE, *((str(day.day), 5) for day in of_month), *BEHIND]
    for column, (head, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD_ROW, column, head, formats["head"])
    for number, row in enumerate(records, start=1):
        for column, value in enumerate(_cells(number, row, of_month)):
            _write(sheet, HEAD_ROW + number, column, value, formats)
    _write_sums(sheet, HEAD_ROW + len(records) + 1, len(BEFORE) + len(of_month), records, formats)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    workbook.close()
    return output.getvalue()


def _cells(number: int, row: PersonRecord, of_month: list[datetime.date]) -> list:
    marked = {
        entry.day: entry.hours or str(CellValue(entry.outcome, entry.hours))
        for entry in row.entries
    }
    rates = row.rates[0] if len(row.rates) == 1 else ", ".join(map(str, row.rates))
    return [
        *(number, row.name, row.identity, row.person.address),
        *(marked.get(day, "") for day in of_month),
        *(row.works, row.hours, rates, row.amount if row.is_closed else ""),
        "zamknięty" if row.is_closed else "otwarty",
    ]


def _write(sheet, row: int, column: int, value, formats) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value, formats["text"])
    else:
        sheet.write_number(row, column, value, formats["hours" if column else "ordinal"])


def _write_sums(sheet, row: int, behind: int, records, formats) -> None:
    """Of the hours and the benefit, two columns apart."""
    sums = _sums(records)
    sheet.write_string(row, 1, "Razem", formats["sum_label"])
    sheet.write_number(row, behind + 1, sums["hours"], formats["sum"])
    sheet.write_number(row, behind + 3, sums["amount"], formats["sum"])
