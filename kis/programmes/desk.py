"""What of programmes waits: for who runs an edition its applications and what ends, for the coordinator
numbers that nobody confirmed and editions that nobody runs.

Rows are of programmes, not of people of the register: each kind asks for editions that the reader runs.
"""

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.urls import reverse

from kis.accounts.rights import Role
from kis.lib.dates import DAY, polish
from kis.lib.work import DeskGroup, Kind, asked
from kis.programmes.models import (
    Choice,
    Edition,
    EditionNumber,
    EditionStaff,
    Enrolment,
    Group,
    Kind as Programme,
    Provider,
)

AHEAD = 30 * DAY
NAME = Concat("person__last_name", Value(" "), "person__first_name")

# A narrow column of the desk has no room for the name of an edition.
SHORT = {
    Programme.ASSISTANCE: "AOON",
    Programme.RESPITE: "Opieka wytchnieniowa",
    Programme.DAY_ROOM: "Świetlica",
    Programme.PROJECT: "Projekt UE",
    Programme.DURABILITY: "Trwałość projektu",
}


def kinds(user) -> list[Kind]:
    return [kind for role, own in KINDS_OF_ROLE.items() if role in user.roles for kind in own]


def _run(user, on):
    """Which the reader runs that day, as staff: the coordinator's own rows are others."""
    return EditionStaff.objects.on(on).filter(user=user.pk).values("edition")


# who runs an edition


def _waiting(people, user, on):
    rows = Enrolment.objects.waiting().filter(edition__in=_run(user, on)).annotate(who=NAME)
    facts = {"name": "who", "edition": "edition", "title": "edition__name"}
    return asked(rows, person=None, day="applied_on", **facts)


def _tell_waiting(row, user) -> dict:
    return {
        "who": row.facts["name"],
        "what": "zgłoszenie do programu czeka na odpowiedź",
        "detail": row.facts["title"],
        "url": reverse("programmes:enrolment", args=[row.facts["edition"], row.number]),
        "action": "Otwórz",
    }


def _degrees(people, user, on):
    """Of those who take part; which paper it is stands on the page of the edition alone."""
    rows = Enrolment.objects.on(on).filter(edition__in=_run(user, on), degree_until__lte=on + AHEAD)
    facts = {"name": "who", "edition": "edition"}
    return asked(rows.annotate(who=NAME), person=None, day="degree_until", **facts)


def _tell_degree(row, user) -> dict:
    return {
        "who": row.facts["name"],
        "what": "dokument, który uprawnia do programu",
        "detail": f"ważny do {polish(row.day)}",
        "url": reverse("programmes:enrolment", args=[row.facts["edition"], row.number]),
        "action": "Sprawdź",
    }


def _contracts(people, user, on):
    """Of who is chosen by somebody in an edition that the reader runs."""
    chosen = Choice.objects.on(on).filter(provider=OuterRef("pk"), enrolment__voided_at=None)
    chosen = chosen.filter(enrolment__edition__in=_run(user, on))
    rows = Provider.objects.on(on).filter(Exists(chosen), ends_on__lte=on + AHEAD)
    return asked(rows, person=None, day="ends_on", name="name")


def _tell_contract(row, user) -> dict:
    return {
        "who": row.facts["name"],
        "what": "umowa osoby świadczącej usługi",
        "detail": f"do {polish(row.day)}",
        "url": reverse("programmes:provider_edit", args=[row.number]),
        "action": "Przedłuż",
    }


def _unchosen(people, user, on):
    """Takes part in personal assistance for a week and has chosen nobody."""
    chosen = Choice.objects.filter(enrolment=OuterRef("pk"))
    rows = Enrolment.objects.on(on).filter(
        ~Exists(chosen), edition__in=_run(user, on), edition__kind="assistance"
    )
    facts = {"name": "who", "edition": "edition"}
    return asked(rows.annotate(who=NAME), person=None, day="starts_on", **facts)


def _tell_unchosen(row, user) -> dict:
    return {
        "who": row.facts["name"],
        "what": "nie ma jeszcze wybranego asystenta",
        "url": reverse("programmes:enrolment", args=[row.facts["edition"], row.number]),
        "action": "Wpisz wybór",
    }


# the coordinator


def _unconfirmed(people, user, on):
    number = EditionNumber.objects.unconfirmed().filter(edition=OuterRef("pk"))
    group = Group.objects.unconfirmed().filter(edition=OuterRef("pk"))
    rows = Edition.objects.filter(Exists(number) | Exists(group), ends_on__gte=on)
    return asked(rows, person=None, day="starts_on", name="name", kind="kind")


def _tell_unconfirmed(row, user) -> dict:
    return {
        "who": SHORT[row.facts["kind"]],
        "what": "liczby edycji do potwierdzenia",
        "detail": row.facts["name"],
        "url": reverse("programmes:numbers", args=[row.number]),
        "action": "Potwierdź",
    }


def _nobody_runs(people, user, on):
    running = EditionStaff.objects.on(on).filter(edition=OuterRef("pk"), user__is_active=True)
    rows = Edition.objects.on(on).filter(~Exists(running))
    return asked(rows, person=None, day="starts_on", name="name", kind="kind")


def _tell_nobody_runs(row, user) -> dict:
    return {
        "who": SHORT[row.facts["kind"]],
        "what": "nikt nie prowadzi tej edycji",
        "detail": row.facts["name"],
        "url": reverse("programmes:edition", args=[row.number]),
        "action": "Wyznacz osobę",
    }


def _ending(people, user, on):
    """Without a next one of the same programme."""
    later = Edition.objects.filter(kind=OuterRef("kind"), starts_on__gt=OuterRef("ends_on"))
    has_people = Enrolment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=on), edition=OuterRef("pk")
    )
    rows = Edition.objects.on(on).filter(
        ~Exists(later), Exists(has_people.filter(starts_on__isnull=False)), ends_on__lte=on + AHEAD
    )
    return asked(rows, person=None, day="ends_on", name="name", kind="kind")


def _tell_ending(row, user) -> dict:
    return {
        "who": SHORT[row.facts["kind"]],
        "what": "edycja kończy się, a następnej nie ma",
        "detail": row.facts["name"],
        "url": reverse("programmes:edition", args=[row.number]),
        "action": "Następna edycja",
    }


KINDS_OF_ROLE = {
    Role.PROGRAMME_STAFF: [
        Kind(DeskGroup.APPLICATIONS, _waiting, _tell_waiting, is_deadline=False),
        Kind(DeskGroup.APPLICATIONS, _unchosen, _tell_unchosen, is_deadline=False),
        Kind(DeskGroup.ENDING, _degrees, _tell_degree),
        Kind(DeskGroup.ENDING, _contracts, _tell_contract),
    ],
    Role.COORDINATOR: [
        Kind(DeskGroup.QUESTIONS, _unconfirmed, _tell_unconfirmed, is_deadline=False),
        Kind(DeskGroup.QUESTIONS, _nobody_runs, _tell_nobody_runs, is_deadline=False),
        Kind(DeskGroup.ENDING, _ending, _tell_ending),
    ],
}
