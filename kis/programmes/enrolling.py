"""A person's way through an edition: applied, waiting, admitted or refused, ended."""

import datetime

from kis.lib.dates import polish
from kis.lib.refusals import Refused, refused_by_database
from kis.programmes.models import Edition, EditionNumber, Enrolment, Group
from participants.files import whole
from participants.models import Person

ALREADY = "Ta osoba jest już zgłoszona do tej edycji (zgłoszenie z {day}). Otwórz tamto zgłoszenie."


def locked_enrolment(number: int) -> Enrolment:
    """Under its edition's lock, as the guards have it: who is admitted meanwhile waits for this one."""
    edition = Enrolment.with_voided.values("edition").filter(pk=number)
    Edition.objects.select_for_update(no_key=True).get(pk__in=edition)
    rows = Enrolment.with_voided.select_for_update(of=("self",), no_key=True)
    return rows.select_related("edition", "person", "beneficiary", "group").get(pk=number)


def apply(enrolment: Enrolment, *, by) -> Enrolment:
    """It waits until somebody admits or refuses. Its people are of the area of programmes. Raises Refused."""
    with refused_by_database():
        _refuse_second(enrolment)
        enrolment.entered_by = by
        enrolment.save()
        return enrolment


def _refuse_second(enrolment: Enrolment) -> None:
    """A file merged into another is the same person's; of one and the same file the database knows itself."""
    files = Person.objects.files_of(whole(enrolment.person))
    cared_for = Person.objects.files_of(whole(enrolment.beneficiary))
    rows = Enrolment.objects.filter(
        edition=enrolment.edition, person__in=files, beneficiary__in=cared_for
    )
    open_ones = rows.exclude(ends_on__lt=enrolment.applied_on)
    open_ones = open_ones.exclude(refused_on__lt=enrolment.applied_on)
    if row := open_ones.first():
        raise Refused(ALREADY.format(day=polish(row.applied_on)))


def admit(enrolment: Enrolment, *, starts_on: datetime.date, group: Group | None = None) -> None:
    """Raises Refused: of an answer given meanwhile, of no place left, and of what the database holds."""
    with refused_by_database():
        row = locked_enrolment(enrolment.pk)
        _refuse_unless_waiting(row)
        _refuse_without_place(row.edition, starts_on)
        row.starts_on, row.group = starts_on, group or row.group
        row.save()


def _refuse_unless_waiting(row: Enrolment) -> None:
    if row.voided_at:
        raise Refused(row.void_in_words)
    if not row.is_waiting:
        raise Refused("Na to zgłoszenie już odpowiedziano. Otwórz je i sprawdź, jak.")


def _refuse_without_place(edition: Edition, day: datetime.date) -> None:
    places = edition.numbers.filter(code=EditionNumber.Code.PLACES).first()
    if places is None:
        return
    # Whoever comes later stays in the count: a place is given once.
    taken = edition.enrolments.filter(voided_at=None, starts_on__isnull=False)
    count = taken.exclude(ends_on__lt=day).count()
    if count >= places.value:
        raise Refused(
            f"W tej edycji jest miejsc: {places.value:.0f}, a udział bierze osób: {count}. Zgłoszenie czeka "
            "dalej. Zakończ czyjś udział albo zmień liczbę miejsc."
        )


def refuse(enrolment: Enrolment, *, day: datetime.date, reason: str) -> None:
    """Raises Refused."""
    with refused_by_database():
        row = locked_enrolment(enrolment.pk)
        _refuse_unless_waiting(row)
        row.refused_on, row.refusal_reason = day, reason.strip()
        row.save()


def end(enrolment: Enrolment, *, last_day: datetime.date, reason: str, note: str = "") -> None:
    """Raises Refused, of a service behind that day too."""
    with refused_by_database():
        row = locked_enrolment(enrolment.pk)
        if row.starts_on is None or row.voided_at:
            raise Refused("Ta osoba nie bierze udziału, więc nie ma czego kończyć.")
        if row.ends_on:
            raise Refused(f"Udział ma już koniec: {polish(row.ends_on)}. Cofnij go najpierw.")
        row.ends_on, row.end_reason, row.end_note = last_day, reason, note.strip()
        row.save()


def go_on(enrolment: Enrolment) -> None:
    """The end was a mistake. Raises Refused."""
    with refused_by_database():
        row = locked_enrolment(enrolment.pk)
        if not row.ends_on or row.voided_at:
            raise Refused("Udział trwa dalej: nie ma zakończenia do cofnięcia.")
        _refuse_without_place(row.edition, row.ends_on + datetime.timedelta(days=1))
        row.ends_on, row.end_reason, row.end_note = None, "", ""
        row.save()
