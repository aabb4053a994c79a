"""What must be done by which day, what became of it, and the dates that a new office starts from."""

import datetime
from dataclasses import dataclass

from kis.lib.dates import polish
from kis.lib.refusals import Refused, refused_by_database
from kis.lib.work import distance
from kis.reports.models import DutyDone, OfficialDate, ReportCopy

Report, OfYear = ReportCopy.Report, OfficialDate.OfYear


@dataclass(frozen=True)
class Due:
    """One date in one year, with the copy that was sent or the note of what was done elsewhere."""

    date: OfficialDate
    on: datetime.date
    copy: ReportCopy | None
    done: DutyDone | None

    @property
    def is_settled(self) -> bool:
        return bool(self.copy or self.done)

    def state(self, today: datetime.date) -> str:
        """The colour of the chip, beside its words."""
        if self.is_settled:
            return "good"
        return "late" if self.on < today else "look"

    def words(self, today: datetime.date) -> str:
        if self.copy:
            return f"wysłano {polish(self.copy.sent_on)}"
        if self.done:
            return f"wykonano poza programem {polish(self.done.done_on)}"
        return distance((self.on - today).days)

    @property
    def report_year(self) -> int:
        return self.on.year + self.date.of_year


def due_in(year: int) -> list[Due]:
    """All dates that hold in the year, by their days. Three queries."""
    dates = [date for date in OfficialDate.objects.all() if date.holds_on(date.due_in(year))]
    sent = ReportCopy.objects.without_contents().sent().filter(year__in=[year - 1, year])
    # The first that was sent settles the date: what was sent again later corrects it.
    copies = {(copy.report, copy.year): copy for copy in sent.order_by("-sent_on", "-pk")}
    done = {
        (row.date_id, row.due_on): row
        for row in DutyDone.objects.filter(due_on__year=year).select_related("entered_by")
    }
    return sorted(
        (
            Due(
                date,
                date.due_in(year),
                copies.get((date.report, year + date.of_year)),
                done.get((date.pk, date.due_in(year))),
            )
            for date in dates
        ),
        key=lambda due: (due.on, due.date.name),
    )


def note_done(
    date: OfficialDate, due_on: datetime.date, *, done_on: datetime.date, note: str, by
) -> DutyDone:
    """Raises Refused for a day that is none of the date's, and where it is settled already."""
    if due_on != date.due_in(due_on.year) or not date.holds_on(due_on):
        raise Refused(f"{polish(due_on)} nie ma tego terminu. Otwórz terminy urzędowe jeszcze raz.")
    with refused_by_database():
        return DutyDone.objects.create(
            date=date, due_on=due_on, done_on=done_on, note=note, entered_by=by
        )


EVERY_YEAR = "Termin zmienia się co roku: sprawdź komunikat i popraw dzień."
DATES = [
    # code, name, month, day, days ahead, report, of which year, source
    (
        "sprawozdanie-kis",
        "Sprawozdanie roczne KIS do wojewody",
        *(3, 31, 60, Report.YEARLY, OfYear.LAST),
        "art. 18a ust. 6 ustawy z 13 czerwca 2003 r. o zatrudnieniu socjalnym (Dz.U. 2025 poz. 1718)",
    ),
    (
        "mrips-03-rok",
        "MRiPS-03 za rok",
        *(2, 9, 30, Report.MRIPS_YEAR, OfYear.LAST),
        EVERY_YEAR,
    ),
    (
        "mrips-03-polrocze",
        "MRiPS-03 za I półrocze",
        *(7, 21, 30, Report.MRIPS_HALF, OfYear.THIS),
        EVERY_YEAR,
    ),
    (
        "dostepnosc",
        "Przegląd deklaracji dostępności",
        *(3, 31, 30, "", OfYear.THIS),
        "ustawa z 4 kwietnia 2019 r. o dostępności cyfrowej",
    ),
    (
        "wspieranie-rodziny",
        "Sprawozdanie wójta ze wspierania rodziny dla rady",
        *(3, 31, 30, Report.FAMILIES, OfYear.LAST),
        "ustawa z 9 czerwca 2011 r. o wspieraniu rodziny i systemie pieczy zastępczej",
    ),
    (
        "stawka-psu",
        "Nowa minimalna stawka godzinowa PSU",
        *(1, 1, 30, "", OfYear.THIS),
        "art. 142 ust. 12 ustawy z 20 marca 2025 r. o rynku pracy i służbach zatrudnienia",
    ),
    (
        "zmiana-swiadczen",
        "Zmiana świadczeń i stawki PSU w dawnych porozumieniach",
        *(6, 1, 30, "", OfYear.THIS),
        "porozumienia podpisane przed 1 czerwca 2025 r.",
    ),
    (
        "audyt-bezpieczenstwa",
        "Audyt bezpieczeństwa informacji",
        *(12, 31, 90, "", OfYear.THIS),
        "§ 19 rozporządzenia z 21 maja 2024 r. (KRI): nie rzadziej niż raz na rok",
    ),
]


def load_official_dates(on: datetime.date) -> int:
    """Add the codes that the centre has no row of, from the day on; say how many."""
    known = set(OfficialDate.objects.values_list("code", flat=True))
    made = OfficialDate.objects.bulk_create(
        OfficialDate(
            code=code,
            name=name,
            month=month,
            day=day,
            told_ahead=ahead,
            report=report,
            of_year=of_year,
            source=source,
            valid_from=on,
        )
        for code, name, month, day, ahead, report, of_year, source in DATES
        if code not in known
    )
    return len(made)
