"""What an office enters for its yearly report: who works in the club, and the money that it got."""

import datetime
from decimal import Decimal
from types import SimpleNamespace

from kis.reports.models import Grant, Staff

# name, sex, position, basis, part of full time, hours a month
PEOPLE = [
    ("Marta Zając", "K", "koordynator klubu", Staff.Basis.EMPLOYMENT, Decimal(1), None),
    ("Halina Gil", "K", "doradca zawodowy", Staff.Basis.EMPLOYMENT, Decimal("0.5"), None),
    ("Ewelina Wrzos", "K", "prowadząca zajęcia", Staff.Basis.MANDATE, None, Decimal(40)),
    ("Tomasz Bober", "M", "radca prawny", Staff.Basis.SERVICES, None, Decimal(12)),
    ("Julia Szczygieł", "K", "wolontariuszka", Staff.Basis.VOLUNTEER, None, Decimal(16)),
    ("Antoni Czyż", "M", "wolontariusz", Staff.Basis.VOLUNTEER, None, None),
]


def enter_for_reports(staff: SimpleNamespace, today: datetime.date) -> None:
    last = today.year - 1
    by = staff.koordynatorka
    for name, sex, position, basis, full_time, hours in PEOPLE:
        Staff.objects.create(
            name=name,
            sex=sex,
            position=position,
            basis=basis,
            full_time=full_time,
            monthly_hours=hours,
            starts_on=datetime.date(last, 1, 1),
            entered_by=by,
        )
    for year in (last, today.year):
        _grants(year, by, settled=year == last)


def _grants(year: int, by, *, settled: bool) -> None:
    received = datetime.date(year, 1, 15)
    settled_on = datetime.date(year + 1, 1, 20) if settled else None
    for source, title, sums in (
        (Grant.Source.MUNICIPALITY, "Prowadzenie klubu", ("64000", "63120.50", "879.50")),
        (Grant.Source.ALCOHOL, "Zajęcia z gminnego programu profilaktyki", ("18000", "18000", "0")),
    ):
        whole, spent, returned = map(Decimal, sums)
        Grant.objects.create(
            year=year,
            source=source,
            title=title,
            received_on=received,
            received=whole,
            spent=spent if settled else whole / 2,
            returned=returned if settled else 0,
            settled_on=settled_on,
            entered_by=by,
        )
