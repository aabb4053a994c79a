"""How a contract comes to be: as a draft, as a copy of an earlier one, or typed in from paper."""

import datetime
from collections.abc import Iterable, Sequence

import pgtrigger
from django.db import transaction

from contracts.in_force import Wordings
from contracts.models import Action, Goal, Party, PlannedReview, SocialContract
from contracts.old_layout import effect_of_first_goal, in_table, texts_in_boxes
from contracts.reviews.history import stories
from kis.documents.models import Document
from kis.lib.dates import add_months, polish
from kis.lib.refusals import Refused, refused_by_database
from participants.models import LabourOfficePeriod, Person

_STAYS_COVERED = "contracts.SocialContract:participation_stays_covered"

WORDING = (
    *("type", "interpreter", "read_out_by", "guardian", "labour_group"),
    *("pup_referral_number", "pup_referral_on", "insured_from"),
    *("causes", "strengths", "limits", "past_actions", "failure_reasons", "effects_to_support"),
    *("main_goal", "handing_over", "club_activities", "extra_arrangements", "own_words"),
)
OF_PARTY = ("role", "last_name", "first_name", "pesel", "identity_document", "born_on", "address")
LONG_TERM_UNEMPLOYED = 5  # point of art. 1 ust. 2 of the act on social employment


@transaction.atomic
def make_draft(
    person: Person,
    *,
    by,
    goals: Iterable[tuple[str, Sequence[tuple]]] = (),
    reviews: Iterable[tuple[datetime.date, bool]] = (),
    parties: Iterable[dict] = (),
    **facts,
) -> SocialContract:
    """A draft with its parts.

    `goals`: pairs of a detailed goal (its text or fields of Goal) and its actions, each (side, text,
    deadline) and, where it stands in the table of another adult, the place of that one in `parties`.
    `reviews`: pairs of a day and whether it is the final one; `parties`: fields of Party; `facts`: fields of
    the contract, of which `type` must be given.
    """
    contract = SocialContract.objects.create(
        person=person,
        created_by=by,
        # The phone as it is now: the paper keeps it, whatever number the worker has later.
        **{"worker": by, "worker_phone": facts.get("worker", by).phone, **facts},
    )
    signing = Party.objects.bulk_create(
        Party(contract=contract, position=position, **party)
        for position, party in enumerate(parties)
    )
    for position, (words, actions) in enumerate(goals):
        goal = _goal(contract, words, position)
        Action.objects.bulk_create(
            _action(goal, number, signing, *action) for number, action in enumerate(actions)
        )
    PlannedReview.objects.bulk_create(
        PlannedReview(contract=contract, on=day, is_final=is_final) for day, is_final in reviews
    )
    return contract


def _goal(contract, words: str | dict, position: int) -> Goal:
    fields = {"text": words} if isinstance(words, str) else words
    return Goal.objects.create(contract=contract, position=position, **fields)


def _action(goal, position, parties, side, text, deadline, party=None, plain="") -> Action:
    return Action(
        goal=goal,
        side=side,
        text=text,
        deadline=deadline,
        party=None if party is None else parties[party],
        plain=plain,
        position=position,
    )


def begin_draft(person: Person, kind: str, *, by, on: datetime.date) -> SocialContract:
    """An empty draft, but for what the register knows: box II.4 of type B begins with the PUP's periods."""
    known = labour_history(person, on) if kind == SocialContract.Type.B else ""
    return make_draft(person, by=by, type=kind, past_actions=known)


def labour_history(person: Person, on: datetime.date) -> str:
    """What the labour office's register tells up to the day, oldest first; empty where it tells nothing."""
    told = []
    for period in person.labour_periods.filter(starts_on__lte=on):
        since, until = polish(period.starts_on), polish(period.ends_on)
        if period.kind != LabourOfficePeriod.Kind.REGISTERED:
            told.append(f"{period.get_kind_display().capitalize()} od {since}" + _to(until))
        elif period.ends_on is None or period.ends_on >= on:
            told.append(f"Bez pracy, w rejestrze PUP od {since}")
        else:
            told.append(f"W rejestrze PUP od {since}{_to(until)}")
    return " ".join(f"{sentence}." for sentence in told)


def _to(day: str) -> str:
    return f" do {day}" if day else ""


def likely_type(person: Person, on: datetime.date) -> str:
    """B for somebody out of work by what is known of the person; empty where nothing tells."""
    is_registered = (
        person.labour_periods.filter(kind=LabourOfficePeriod.Kind.REGISTERED, starts_on__lte=on)
        .exclude(ends_on__lt=on)
        .exists()
    )
    is_unemployed = person.labour_status == Person.LabourStatus.UNEMPLOYED
    is_long_term = person.eligibilities.on(on).filter(category__code=LONG_TERM_UNEMPLOYED).exists()
    return SocialContract.Type.B if is_registered or is_unemployed or is_long_term else ""


@transaction.atomic
def pass_on(draft: SocialContract, *, of, to) -> None:
    """Another worker goes on with the draft. Raises Refused where it is no draft of that worker by now."""
    draft.lock()
    if not draft.is_draft or draft.worker != of:
        raise Refused(
            f"Szkic kontraktu, który ma osoba {draft.person}, zmienił się w tym czasie. Otwórz stronę "
            "na nowo."
        )
    draft.worker, draft.worker_phone = to, to.phone
    draft.save(update_fields=["worker", "worker_phone"])


def wording(contract: SocialContract) -> dict:
    """Texts as a draft has them: those of the layout before the official form in its boxes."""
    texts = {name: getattr(contract, name) for name in WORDING}
    moved = texts_in_boxes(
        strengths=contract.strengths,
        qualifications=contract.qualifications,
        main_goal=contract.main_goal,
        expected_effects=contract.expected_effects,
        has_goals=contract.goals.exists(),
    )
    return texts | {name: text for name, text in moved.items() if name in WORDING}


def copy_to_draft(previous: SocialContract, *, by) -> SocialContract:
    """A new draft with the wording and parties of an earlier one, and what its reviews left to be done.

    Every day is left open.
    """
    parties = list(previous.parties.all())
    texts = wording(previous)
    if previous.annexes.signed().exists():
        latest = Wordings(previous).latest.texts
        texts |= {name: text.text for name, text in latest.items()}
    return make_draft(
        previous.person,
        by=by,
        goals=_copied_goals(previous, parties),
        parties=[{name: getattr(party, name) for name in OF_PARTY} for party in parties],
        **texts,
    )


def _copied_goals(previous, parties) -> list:
    """What the reviews left to be done; an action that was missed says so."""
    copied = []
    for story in stories(previous):
        if story.is_closed:
            continue
        goal, effect = story.goal, story.goal.effect
        if not copied:
            effect = effect_of_first_goal(effect, previous.expected_effects)
        actions = [_copied_action(left.action, parties, left.mark) for left in story.left]
        copied.append(({"text": goal.text, "effect": effect, "plain": goal.plain}, actions))
    return copied


def _copied_action(action, parties, mark: str) -> tuple:
    place = {party.pk: number for number, party in enumerate(parties)}.get(action.party_id)
    text = action.text
    if action.who:
        signing = [n for n, party in enumerate(parties) if party.role == Party.Role.SIGNS]
        named, text = in_table(action.who, text, [parties[n].first_name for n in signing])
        place = None if named is None else signing[named]
    return action.side, f"{text} ({mark})" if mark else text, None, place, action.plain


def review_days(
    first: datetime.date, last: datetime.date, months: int
) -> list[tuple[datetime.date, bool]]:
    """A review every so many months before the last day, and the final one on it."""
    days, number = [], 1
    # From the first day each time: added step by step, a 31st would slide to the 28th and stay there.
    while (day := add_months(first, number * months)) < last:
        days.append((day, False))
        number += 1
    return [*days, (last, True)]


def enter_from_paper(
    person: Person,
    *,
    number: str,
    signed_on: datetime.date,
    ends_on: datetime.date,
    by,
    today: datetime.date,
    scan: Document | None = None,
    original_place: str = "",
    **draft,
) -> SocialContract:
    """Enter a contract that was signed by hand before; `draft` as in make_draft. It binds at once.

    Raises Refused for a day of signature to come, and where a rule of contracts is broken.
    """
    if signed_on > today:
        raise Refused("Data zawarcia nie może być późniejsza niż dzisiaj.")
    with refused_by_database():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        contract = make_draft(
            person,
            by=by,
            number=number.strip(),
            ends_on=ends_on,
            origin=SocialContract.Origin.PAPER,
            **draft,
        )
        contract.record_paper_signature(
            on=signed_on, by=by, scan=scan, original_place=original_place
        )
    return contract


def correct_paper(wrong: SocialContract, *, by, reason: str, **facts) -> SocialContract:
    """Void a contract typed in wrongly and enter the right one in its place; `facts` as in enter_from_paper.

    One act, since a participation that began under it may not stand bare in between. Raises Refused for
    the author of the wrong entry, and where the right one does not cover what the wrong one carried.
    """
    with refused_by_database():
        pgtrigger.constraints(pgtrigger.Deferred, _STAYS_COVERED)
        wrong.void(by=by, reason=reason)
        right = enter_from_paper(wrong.person, by=by, **facts)
        # Judged here and not at the commit, where nothing turns a refusal into its sentence.
        pgtrigger.constraints(pgtrigger.Immediate, _STAYS_COVERED)
    return right
