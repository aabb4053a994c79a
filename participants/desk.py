"""What of the register waits for somebody: papers that run out, questions, applications."""

import datetime
from datetime import date, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BigIntegerField,
    DateField,
    DurationField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.functions import Cast, Coalesce, Greatest, TruncDate
from django.urls import reverse
from django.utils import timezone

from kis.accounts.rights import Role
from kis.lib.dates import DAY, polish
from kis.lib.work import DeskGroup, Found, Kind, asked
from participants.labour_register import ASK, SOON
from participants.models import (
    Admission,
    Area,
    BenefitCheck,
    CaseOpening,
    Eligibility,
    EligibilityCategory,
    Evidence,
    EvidenceKind,
    FollowUp,
    LabourOfficePeriod,
    Note,
    Participation,
    Person,
    RegisterLimit,
)
from participants.models.other_files import of_other_file
from participants.models.people import reads_every_case
from participants.register import is_active

SILENCE = timedelta(days=30)
REMINDED = timedelta(days=60)
# Of what the whole register may have. Nobody works through more from a desk, and each one that is
# counted is looked at: a thousand took longer than all the rest of the desk.
MOST = 100


def kinds(user) -> list[Kind]:
    if not user.has_perm("participants.view_register"):
        return []
    return [*KINDS, OPENED] if user.has_perm("participants.judge_opening") else KINDS


def door(user, row: Found, right: str, name: str, action: str, *, numbers=()) -> dict:
    """The address and words of the act for who may do it in this case, of the person's file for others.

    `numbers` are the act's arguments where they are not the person's alone.
    """
    may_write = row.is_mine or Role.COORDINATOR in user.roles
    if may_write and user.has_perm(right):
        return {"url": reverse(name, args=numbers or [row.person]), "action": action}
    return file_of(row)


def file_of(row: Found) -> dict:
    return {"url": reverse("desk:overview", args=[row.person]), "action": "Otwórz"}


def _papers(people, user, on):
    """The last paper of a main category, unless one is without an end; beside a programme none counts."""
    good_until = Greatest("valid_until", "extended_until")
    main = Eligibility.objects.on(on).filter(is_main=True)
    # Of papers that end on one day the newest row speaks, so that a category has one row on the desk.
    others = Evidence.objects.filter(eligibility=OuterRef("eligibility")).annotate(last=good_until)
    is_later = Q(last__gt=OuterRef("last")) | Q(last=OuterRef("last"), pk__gt=OuterRef("pk"))
    goes_on = others.filter(Q(is_indefinite=True) | is_later)
    programmes = Q(kind=EvidenceKind.PROGRAMME)
    begun = others.filter(programmes, issued_on__lte=on)
    running_out = Evidence.objects.annotate(last=good_until).filter(
        programmes & ~Exists(goes_on.filter(programmes))
        | ~programmes & ~Exists(begun) & ~Exists(goes_on),
        is_active("eligibility__person", on),
        eligibility__in=main,
        last__lte=on + SOON,
    )
    facts = {"day": "last", "rank": "eligibility", "kind": "kind"}
    return asked(running_out, person="eligibility__person", **facts)


def _tell_paper(row, user) -> dict:
    right, name = "participants.write_eligibility", "participants:eligibility"
    is_past, what, passed = row.day < row.on, "dokument kategorii", "wygasł"
    if row.facts["kind"] == EvidenceKind.PROGRAMME:
        what, passed = "kategoria z indywidualnym programem", "skończyła się"
    return {
        "what": what,
        "detail": f"{passed if is_past else 'do'} {polish(row.day)}",
        **door(user, row, right, name, "Dodaj dokument"),
    }


def _ended_categories(people, user, on):
    """Of each category that ended for everybody, or will, those whose entry lasts behind its end."""
    theirs = (
        Eligibility.objects.filter(
            is_active("person", on), category=OuterRef("pk"), person__in=people
        )
        .lasting_behind(OuterRef("ends_for_good_on"))
        .order_by("established_on", "pk")
        .values("pk")[:MOST]
    )
    ended = EligibilityCategory.objects.with_end().filter(ends_for_good_on__isnull=False)
    # One after another: joined, the planner would read all that was ever established.
    numbers = ended.order_by().annotate(theirs=_each(ArraySubquery(theirs)))
    rows = Eligibility.objects.filter(pk__in=numbers.values("theirs")).with_category_end()
    return asked(rows, person="person", day="category_ended_on")


def _each(numbers) -> Func:
    return Func(numbers, function="unnest", output_field=BigIntegerField())


def _tell_ended_category(row, user) -> dict:
    right, name = "participants.write_eligibility", "participants:eligibility"
    return {
        "what": "kategoria przestaje obowiązywać",
        "detail": f"{'obowiązywała do' if row.day < row.on else 'do'} {polish(row.day)}",
        **door(user, row, right, name, "Zmień kategorię"),
    }


def _stays(people, user, on):
    ending = Participation.objects.on(on).filter(ends_on=None, planned_end_on__lte=on + SOON)
    return asked(ending, person="person", day="planned_end_on", kind="kind")


def _tell_stay(row, user) -> dict:
    right, name = "contracts.write_participation", "contracts:participation"
    is_commissioned = row.facts["kind"] == Participation.Kind.COMMISSIONED
    return {
        "what": "planowany koniec udziału" + (" (art. 200)" if is_commissioned else ""),
        "detail": polish(row.day),
        **door(user, row, right, name, "Zakończ lub przedłuż"),
    }


def _questions(people, user, on):
    later = BenefitCheck.objects.filter(asked_on__gt=OuterRef("asked_on"))
    to_ask = BenefitCheck.objects.filter(
        ~Exists(later.filter(person=OuterRef("person"))),
        ~Exists(later.filter(of_other_file("person"))),
        is_active("person", on),
        ask_again_on__lte=on + ASK,
    )
    return asked(to_ask, person="person", day="ask_again_on", asked_on="asked_on")


def _tell_question(row, user) -> dict:
    right, name = "participants.write_eligibility", "participants:benefits_new"
    asked_on = date.fromisoformat(row.facts["asked_on"])
    return {
        "what": "świadczenia wykluczające",
        "detail": f"pytano {polish(asked_on)}",
        **door(user, row, right, name, "Zapytaj"),
    }


def _silence(people, user, on):
    """Of those who take part: nobody wrote a note for a month."""
    notes = Note.objects.filter(person=OuterRef("person"))
    first = timezone.make_aware(datetime.datetime.combine(on - SILENCE, datetime.time()))
    # Who began within the month is left out: of them nobody can have been silent for one.
    elsewhere = Note.objects.filter(of_other_file("person"), at__gte=first)
    silent = (
        Participation.objects.on(on)
        .filter(~Exists(notes.filter(at__gte=first)), starts_on__lt=on - SILENCE)
        .filter(~Exists(elsewhere))
        .annotate(spoken=Subquery(notes.order_by("-at").values("at")[:1]))
    )
    since = Coalesce(TruncDate("spoken"), F("starts_on"))
    return asked(silent, person="person", day=since, moment="spoken", spoken="spoken")


def _tell_silence(row, user) -> dict:
    right, name = "participants.write_note", "participants:note_new"
    last = f"ostatnia notatka {polish(row.day)}"
    return {
        "what": "brak kontaktu",
        "detail": last if row.facts["spoken"] else "nie ma żadnej notatki",
        **door(user, row, right, name, "Dodaj notatkę"),
    }


def _reminders(people, user, on):
    """From the day until somebody writes what came of it; what is so old that nobody will is left out."""
    due = Note.objects.unanswered().filter(remind_on__range=(on - REMINDED, on))
    # A kind of note alone may tell what a restricted one is about: it is for who may read the note.
    if not reads_every_case(user):
        own = Person.objects.with_sensitive_for(user, on).values("pk")
        due = due.filter(Q(is_restricted=False) | Q(person__in=own))
    return asked(due, person="person", day="remind_on", kind="kind")


def _tell_reminder(row, user) -> dict:
    right, name = "participants.write_note", "participants:note_new"
    return {
        "what": f"przypomnienie: {Note.Kind(row.facts['kind']).label}",
        **door(user, row, right, name, "Dodaj notatkę"),
    }


def _follow_ups(people, user, on):
    """What became of those who left: from two weeks before the day until somebody writes it down."""
    counted = FollowUp.objects.filter(participation__voided_at=None)
    to_ask = counted.filter(settled_on=None, due_on__lte=on + ASK)
    return asked(to_ask, person="participation__person", day="due_on", months="months")


def _tell_follow_up(row, user) -> dict:
    facts = {"what": f"losy po udziale: {row.facts['months']} mies.", "detail": polish(row.day)}
    right = "contracts.write_participation"
    if (row.is_mine or Role.COORDINATOR in user.roles) and user.has_perm(right):
        address = reverse("contracts:follow_up", args=[row.person, row.number])
        return {**facts, "url": address, "action": "Zadzwoń"}
    return {**facts, **file_of(row)}


def applications(people, on, **facts):
    """The oldest of them: a register may have any number. `facts`: what else the words need, of an area."""
    stays = Participation.objects.filter(person=OuterRef("person"))
    elsewhere = Participation.objects.filter(of_other_file("person"))
    admitted = Admission.objects.filter(area=OuterRef("pk"), what=Admission.What.ADMITTED)
    waiting = Area.objects.going_on(on).filter(
        ~Exists(stays),
        ~Exists(elsewhere),
        kind=Area.Kind.KIS,
        person__in=people.filter(merged_into=None),
    )
    facts["admitted_on"] = Subquery(admitted.values("decided_on")[:1])
    names = {name: name for name in facts}
    rows = asked(waiting.annotate(**facts), person="person", day="starts_on", **names)
    return rows.order_by("starts_on", "pk")[: MOST + 1]


def tell_application(row, user) -> dict:
    if admitted_on := row.facts["admitted_on"]:
        return {
            "what": "przyjęte, czeka na kontrakt",
            "detail": f"przyjęto {polish(date.fromisoformat(admitted_on))}",
            # Its head names the step: a contract may be on its way already.
            **file_of(row),
        }
    right, name = "participants.write_person", "participants:application"
    return {"what": "zgłoszenie czeka na decyzję", **door(user, row, right, name, "Otwórz")}


def _registered(on, limit: str, *counted_from):
    """Registrations that run, of those who take part, with what law sets and the day it is counted from."""
    taking = Participation.objects.on(on).order_by().values("person")
    first = Person.objects.filter(pk__in=taking, merged_into__isnull=False).order_by()
    merged = Person.objects.filter(merged_into__in=taking).order_by()
    limits = RegisterLimit.objects.on(on).order_by()
    running = LabourOfficePeriod.objects.on(on).filter(
        kind=LabourOfficePeriod.Kind.REGISTERED,
        person__in=taking.union(first.values("merged_into"), merged.values("pk")),
    )
    return running.annotate(
        counted_from=Greatest(*counted_from, Subquery(limits.values("valid_from")[:1])),
        limit=Subquery(limits.values(limit)[:1]),
    )


def _later(unit: str):
    """The day so many months or days behind `counted_from`, as kis.lib.dates.add_months counts them."""
    length = Func(F("limit"), template=f"make_interval({unit} => %(expressions)s)")
    length.output_field = DurationField()
    return Cast(F("counted_from") + length, DateField())


def _statuses(people, user, on):
    rows = _registered(on, "longest_months", "starts_on")
    until = Greatest("prolonged_until", Cast(_later("months") - DAY, DateField()))
    return asked(rows.annotate(last=until).filter(last__lte=on + SOON), person="person", day="last")


def _tell_status(row, user) -> dict:
    return {
        "what": "status bezrobotnego w PUP",
        "detail": f"{'mógł ustać po' if row.day < row.on else 'do'} {polish(row.day)}",
        **_door_to_row(user, row, "participants:labour_period_edit", "Zmień okres"),
    }


def _contacts(people, user, on):
    rows = _registered(on, "contact_days", "starts_on", "last_contact_on")
    due = rows.annotate(due=_later("days")).filter(due__lte=on + ASK)
    return asked(due, person="person", day="due")


def _tell_contact(row, user) -> dict:
    return {
        "what": "kontakt z PUP",
        "detail": f"najpóźniej {polish(row.day)}",
        **_door_to_row(user, row, "participants:labour_contact", "Wpisz kontakt z PUP"),
    }


def _door_to_row(user, row: Found, name: str, action: str) -> dict:
    if (row.is_mine or Role.COORDINATOR in user.roles) and user.has_perm(
        "participants.write_person"
    ):
        return {"url": reverse(name, args=[row.person, row.number]), "action": action}
    return file_of(row)


def _openings(people, user, on):
    """Whoever opened one does not judge it, whatever the roles."""
    waiting = CaseOpening.objects.to_judge().exclude(user=user)
    return asked(waiting, person="person", day=TruncDate("opened_at"), moment="opened_at")


def _tell_opening(row, user) -> dict:
    return {
        "what": "sprawa otwarta z podaniem powodu",
        "detail": f"otwarto {polish(row.day)}",
        "url": reverse("participants:opening_judge", args=[row.number]),
        "action": "Oceń",
    }


OPENED = Kind(DeskGroup.URGENT, _openings, _tell_opening, is_deadline=False)
KINDS = [
    Kind(DeskGroup.ENDING, _papers, _tell_paper),
    Kind(DeskGroup.ENDING, _ended_categories, _tell_ended_category),
    Kind(DeskGroup.ENDING, _stays, _tell_stay),
    Kind(DeskGroup.ENDING, _statuses, _tell_status),
    Kind(DeskGroup.QUESTIONS, _contacts, _tell_contact),
    Kind(DeskGroup.QUESTIONS, _questions, _tell_question),
    Kind(DeskGroup.QUESTIONS, _silence, _tell_silence, is_deadline=False),
    Kind(DeskGroup.QUESTIONS, _reminders, _tell_reminder),
    Kind(DeskGroup.QUESTIONS, _follow_ups, _tell_follow_up),
]
