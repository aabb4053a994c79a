"""What the pages of an edition show of its participants, and what their reader may do next."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse

from kis.lib.dates import polish
from kis.programmes.models import Enrolment
from kis.programmes.people import is_of_programmes_alone
from kis.programmes.scope import EditionFile
from kis.programmes.use import use_of

# the word of the address → what it says on the screen
STATES = {
    "biora-udzial": "Biorą udział",
    "czekaja": "Czekają",
    "zakonczone": "Zakończone",
    "odmowy": "Odmowy",
    "wszystkie": "Wszystkie",
}
PAGE_SIZE = 50
WRITE, VOID = "programmes.write_enrolment", "programmes.void"


@dataclass(frozen=True)
class Act:
    title: str
    url: str


def in_state(rows: QuerySet, state: str, on) -> QuerySet:
    """Whoever was admitted and begins later takes part already."""
    if state == "biora-udzial":
        return rows.filter(starts_on__isnull=False).exclude(ends_on__lt=on)
    if state == "czekaja":
        return rows.waiting()
    if state == "zakonczone":
        return rows.filter(ends_on__lt=on)
    if state == "odmowy":
        return rows.filter(refused_on__isnull=False)
    return rows


def state_in_words(row: Enrolment, on) -> str:
    if row.voided_at:
        return "Wpis unieważniony"
    if row.refused_on:
        return f"Odmowa {polish(row.refused_on)}"
    if row.starts_on is None:
        return "Czeka"
    if row.ends_on and row.ends_on < on:
        return f"Zakończony: {row.get_end_reason_display()}"
    if row.starts_on > on:
        return f"Przyjęte, od {polish(row.starts_on)}"
    return "Trwa"


def page_of(file: EditionFile, state: str | None, page) -> dict:
    """One page of the participants in a state, those who wait in the order of their applications."""
    state = state if state in STATES else next(iter(STATES))
    rows = in_state(Enrolment.objects.filter(edition=file.edition), state, file.on)
    rows = rows.select_related("person", "beneficiary", "group", "edition")
    is_queue = state == "czekaja"
    rows = rows.order_by("applied_on", "pk") if is_queue else rows.in_polish_order()
    page = Paginator(rows, PAGE_SIZE).get_page(page)
    used = use_of(page.object_list, file.on) if file.edition.has_services else {}
    told = [(row, state_in_words(row, file.on), used.get(row.pk)) for row in page.object_list]
    return {
        "page": page,
        "rows": told,
        "states": STATES,
        "state": state,
        "query": f"stan={state}",
        "is_queue": is_queue,
        "may_write": file.user.has_perm(WRITE),
    }


def shown(file: EditionFile, row: Enrolment) -> dict:
    """The page of one application."""
    choices = row.choices.select_related("provider") if file.edition.has_services else []
    use = use_of([row], file.on)[row.pk] if file.edition.has_services and row.starts_on else None
    return {
        "enrolment": row,
        "state": state_in_words(row, file.on),
        "use": use,
        "scopes": [Enrolment.Scope(scope).label for scope in row.scopes],
        "choices": list(choices),
        "acts": acts_of(file, row),
        "next_step": _next_step(file, row),
        "may_choose": file.user.has_perm("programmes.write_provider") and not row.voided_at,
    }


def _next_step(file: EditionFile, row: Enrolment) -> Act | None:
    """The one filled button."""
    if not file.user.has_perm(WRITE) or row.voided_at:
        return None
    if row.is_waiting:
        return Act("Przyjmij", _of(row, "enrolment_admit"))
    is_to_choose = row.starts_on and not row.ends_on and file.edition.kind == "assistance"
    if is_to_choose and not row.choices.exists():
        return Act("Wpisz wybór asystenta", _of(row, "choice_new"))
    return None


def acts_of(file: EditionFile, row: Enrolment) -> list[Act]:
    """What may be done with one application, by this reader now; the next step beside."""
    if row.voided_at:
        return []
    writes, voids = file.user.has_perm(WRITE), file.user.has_perm(VOID)
    takes_part = row.starts_on is not None
    acts = [
        (writes and row.is_waiting, "Odmów", "enrolment_refuse"),
        (writes and not row.refused_on, "Popraw zgłoszenie", "enrolment_edit"),
        (writes and takes_part and not row.ends_on, "Zakończ udział", "enrolment_end"),
        (writes and row.ends_on, "Cofnij zakończenie", "enrolment_go_on"),
        (voids, "Unieważnij", "enrolment_void"),
    ]
    return [Act(title, _of(row, name)) for may, title, name in acts if may] + _people(row, writes)


def _people(row: Enrolment, writes: bool) -> list[Act]:
    if not writes:
        return []
    people = [("uczestnik", "Dane uczestnika", row.person)]
    if row.beneficiary_id != row.person_id:
        people.append(("podopieczny", "Dane podopiecznego", row.beneficiary))
    return [
        Act(title, _of(row, "enrolment_person", word))
        for word, title, person in people
        if is_of_programmes_alone(person)
    ]


def _of(row: Enrolment, name: str, *more) -> str:
    return reverse(f"programmes:{name}", args=[row.edition_id, row.pk, *more])
