"""The acts on an accident record."""

import datetime

from kis.documents.keeping import kept_print
from kis.documents.models import Document, NumberSeries
from kis.documents.scans import keep_scan
from kis.lib.refusals import Refused, refused_by_database
from psu.accidents.paper import accident_paper
from psu.models import Accident

SERIES = "psu_accident"


def keep_new(accident: Accident, *, by, on: datetime.date) -> Accident:
    """With the next number of the year. Raises Refused with the sentence of the guard that refuses."""
    with refused_by_database():
        accident.written_by, accident.written_on, accident.year = by, on, on.year
        accident.number = NumberSeries.objects.take(SERIES, on.year)
        accident.save()
        return accident


def printed(accident: Accident, *, by) -> Document:
    """For signature; from then on it is frozen. Raises Refused where the paper takes too long."""
    if accident.document is None and accident.voided_at:
        raise Refused("Tego wpisu nie wydrukowano, a teraz jest unieważniony.")
    name = f"protokol-zdarzenia-{accident.number}-{accident.year}"
    return kept_print(accident, render=accident_paper, kind=SERIES, name=name, by=by)


def hand_to_zus(accident: Accident, *, day: datetime.date, how: str, handed: str, by) -> None:
    """Raises Refused before the print, and the second time."""
    with refused_by_database():
        locked = _lock(accident)
        if locked.document is None:
            raise Refused("Do ZUS idzie wydrukowany i podpisany protokół: najpierw go wydrukuj.")
        if locked.sent_on:
            raise Refused(f"Dokumenty już przekazano: {locked.sent_word}.")
        locked.sent_on, locked.sent_how, locked.sent_by = day, how, by
        locked.handed = handed
        locked.save(update_fields=["sent_on", "sent_how", "sent_by", "handed"])


def add_scan(accident: Accident, file, *, by) -> None:
    """The signed sheet, once. Raises Refused before the print and for a second one."""
    with refused_by_database():
        locked = _lock(accident)
        if locked.document is None:
            raise Refused("Skanuje się podpisany protokół: najpierw go wydrukuj.")
        name = f"protokol-zdarzenia-{locked.number}-{locked.year}-podpisany"
        locked.scan = keep_scan(file, kind=SERIES, name=name, by=by)
        locked.save(update_fields=["scan"])


def _lock(accident: Accident) -> Accident:
    locked = Accident.with_voided.select_for_update(no_key=True, of=("self",)).get(pk=accident.pk)
    if locked.voided_at:
        raise Refused("Ten wpis jest unieważniony.")
    return locked
