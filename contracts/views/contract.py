from django.contrib.auth.decorators import permission_required
from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from contracts.advice import advice, other_families
from contracts.approving import needs_approval
from contracts.changes import point_of_text, texts_of
from contracts.disputes import mark_read
from contracts.file_parts import ContractsPart
from contracts.in_force import CONTRACT, Wordings, amended
from contracts.models import Action, Annex, Goal, Review, SocialContract
from contracts.readiness import PARTS, missing
from contracts.reviews.history import schedule, stories
from contracts.sections import sections_of
from kis.accounts.deputies.acting import named
from kis.accounts.rights import Role
from kis.journal.record import record
from participants.file import file_context
from participants.file_parts import StayPart
from participants.models import Person
from participants.scope import readable_file

OVER = (SocialContract.State.ENDED, SocialContract.State.NOT_MADE)


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def person_contracts(request, pk):
    """Number, kind, days and state: everybody who sees the person may read these."""
    on = timezone.localdate()
    file = readable_file(request, pk, on)
    record(request, "view_contracts", kind="person", number=pk, person=pk)
    contracts = file.part(ContractsPart).read_with("worker")
    voided = SocialContract.with_voided.filter(person__in=file.files).exclude(voided_at=None)
    family = SocialContract.objects.with_party(file.person).filter(
        person__in=Person.objects.visible_to(request.user)
    )
    context = file_context(
        request,
        file,
        contracts=file.shown([*contracts, *voided.select_related("worker")], _days),
        of_family=file.shown(family.select_related("person", "worker"), _days),
    )
    return render(request, "contracts/person.html", context)


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def contract_page(request, pk, contract_pk):
    """The whole contract for those who may read it, the facts of the list for others."""
    file = readable_file(request, pk, timezone.localdate())
    contract = _one_of(file, contract_pk)
    if not file.shown([contract], _days):
        raise Http404
    context = file_context(request, file, contract=contract)
    if file.sensitive:
        record(request, "view_contract", kind="contract", number=contract.pk, person=pk)
        context |= _text(contract, file.on) | _next(contract, file)
        context |= _to_the_head(contract, file)
    return render(request, "contracts/contract.html", context)


def _days(contract) -> tuple:
    """What is not signed lives from the day it was begun."""
    return contract.signed_on or contract.created_at.date(), contract.last_day


def _one_of(file, contract_pk) -> SocialContract:
    """Among those that the head reads anyway; a voided one, which no head tells of, is read for itself."""
    people = ("worker", "signed_by", "created_by", "scan", "breach_note")
    known = {row.pk: row for row in file.part(ContractsPart).read_with(*people)}
    # Of the person's files the one of the address is shown.
    if contract_pk in known and known[contract_pk].person_id == file.person.pk:
        return known[contract_pk]
    voided = file.person.contracts(manager="with_voided")
    return get_object_or_404(voided.select_related(*people, "voided_by"), pk=contract_pk)


def _in_force(contract, on) -> dict:
    """What became of it: its reviews, and of each goal what they said."""
    entries = schedule(contract, on)
    is_reviewed = any(entry.review for entry in entries)
    of_annexes = _by_annexes(contract, on)
    return {
        "entries": entries,
        "review_is_late": any(entry.state == "late" for entry in entries),
        "due": _due(entries, of_annexes["annexes"]),
        "open_annex": _open(of_annexes["annexes"]),
        "stories": stories(
            contract, on, is_reviewed=is_reviewed, is_amended=bool(of_annexes["annexes"])
        ),
        **of_annexes,
    }


def _open(annexes) -> Annex | None:
    return next((row for row in annexes if row.state in Annex.OPEN and not row.voided_at), None)


def _due(entries, annexes) -> str:
    """What comes before another review: an annex not signed yet, or what the last review agreed upon."""
    if _open(annexes):
        return Review.WhatNext.ANNEX
    held = [entry.review for entry in entries if entry.review and not entry.review.voided_at]
    last = max(held, key=lambda review: (review.on, review.pk), default=None)
    if last is None or last.what_next == Review.WhatNext.UNCHANGED:
        return ""
    signed = [row.signed_on for row in annexes if row.signed_on and not row.voided_at]
    return "" if any(day >= last.on for day in signed) else last.what_next


def _by_annexes(contract, on) -> dict:
    """What annexes made of it, beside what it was signed with."""
    annexes = list(contract.annexes(manager="with_voided").order_by("ordinal"))
    if not any(annex.holds(on) for annex in annexes):
        return {"annexes": annexes, "amended": ""}
    wordings = Wordings(contract)
    wording = wordings.on(on)
    return {
        "annexes": annexes,
        "amended": amended(wordings.holding(on)),
        "wording": wording,
        "texts": [
            (point_of_text(contract.type, name), wording.texts[name])
            for name in texts_of(contract.type)
            if wording.texts[name].text.strip() or wording.texts[name].source != CONTRACT
        ],
        "original": _original(contract),
    }


def _original(contract):
    """The goals that the contract was signed with."""
    own = Action.objects.filter(added_by=None)
    goals = Goal.objects.filter(contract=contract, added_by=None)
    return goals.prefetch_related(Prefetch("actions", own), "actions__party")


def _on_its_way(contract) -> dict:
    prefetch_related_objects([contract], *PARTS)
    return {"reviews": contract.planned_reviews.all()}


def _text(contract, on) -> dict:
    never_printed = not contract.number
    return {
        **(_in_force(contract, on) if contract.is_binding else _on_its_way(contract)),
        "sections": sections_of(contract),
        "goals": [goal for goal in contract.goals.all() if goal.added_by_id is None],
        "parties": contract.parties.all(),
        "prints": [] if never_printed else contract.prints.select_related("printed_by", "document"),
        "is_type_b": contract.type == contract.Type.B,
    }


# Few contracts have rows of each: one question tells which are worth reading.
ROWS = {
    "refusals": ("noted_by",),
    "disputes": ("passed_by", "ruled_by"),
    "approvals": ("asked_by", "answered_by"),
    "signatures": ("party",),
}


def _rows(contract) -> dict[str, list]:
    models = {name: getattr(contract, name).model for name in ROWS}
    there = {
        f"has_{name}": Exists(model.objects.filter(contract=OuterRef("pk")))
        for name, model in models.items()
    }
    has = SocialContract.with_voided.filter(pk=contract.pk).values(**there).get()
    return {
        name: list(getattr(contract, name).select_related(*people)) if has[f"has_{name}"] else []
        for name, people in ROWS.items()
    }


def _to_the_head(contract, file) -> dict:
    """Disputes and approvals; who writes in the case reads what was answered by opening the page."""
    rows = _rows(contract)
    rows["signatures"] = [row for row in rows["signatures"] if row.annex_id is None]
    disputes = rows["disputes"]
    writes = file.writable and file.user.has_perm("contracts.write_contract")
    if writes and any(row.ruled_at and not row.seen_at for row in disputes):
        mark_read(contract, by=file.user, at=timezone.now())
    for row in rows["approvals"]:
        if row.answered_by:
            row.answered_by_name = named(row.answered_by, Role.HEAD, row.answered_on)
    for row in disputes:
        if row.ruled_by:
            row.ruled_by_name = named(row.ruled_by, Role.HEAD, row.ruled_on)
    return {
        **rows,
        "open_dispute": next((row for row in disputes if row.is_open), None)
        if contract.is_on_its_way
        else None,
    }


def _next(contract, file) -> dict:
    user, on = file.user, file.on
    may_write = file.writable and user.has_perm("contracts.write_contract")
    may_begin = (
        file.writable
        and user.has_perm("contracts.write_participation")
        and contract.covers(on)
        and file.part(StayPart).last is None
    )
    is_waiting = contract.state in (contract.State.PRINTED, contract.State.REFUSED)
    voidable = (
        file.writable
        and user.has_perm("contracts.void_contract")
        and not contract.voided_at
        and not is_waiting
        and bool(contract.number)
    )
    return {
        "may_write": may_write and not contract.voided_at,
        "may_void": voidable and contract.author != user,
        "another_voids": voidable and contract.author == user,
        "missing": missing(contract, on) if contract.is_draft else [],
        "advice": [*advice(contract), *other_families(contract, user, on)]
        if contract.is_draft
        else [],
        "live_print": contract.live_print if is_waiting else None,
        "may_begin": may_begin,
        "asks_approval": needs_approval(contract),
        # The head's next step stays away where this page has its own.
        "has_own_step": may_begin or (may_write and contract.state not in OVER),
    }
