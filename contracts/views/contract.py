from django.contrib.auth.decorators import permission_required
from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from contracts.head_facts import contracts_once
from contracts.models import SocialContract
from contracts.readiness import PARTS, missing
from contracts.sections import sections_of
from kis.journal.record import record
from participants.file import file_context
from participants.head_facts import last_stay_once
from participants.scope import readable_person


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def person_contracts(request, pk):
    """Number, kind, days and state: everybody who sees the person may read these."""
    on = timezone.localdate()
    person = readable_person(request, pk, on)
    record(request, "view_contracts", kind="person", number=person.pk, person=person.pk)
    voided = SocialContract.with_voided.filter(person=person).exclude(voided_at=None)
    return render(
        request,
        "contracts/person.html",
        file_context(
            request,
            person,
            on,
            contracts=[*contracts_once(person, "worker"), *voided.select_related("worker")],
        ),
    )


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def contract_page(request, pk, contract_pk):
    """The whole contract for those who may read it, the facts of the list for others."""
    on = timezone.localdate()
    person = readable_person(request, pk, on)
    contract = _one_of(person, contract_pk)
    context = file_context(request, contract.person, on, contract=contract)
    if context["sensitive"]:
        record(request, "view_contract", kind="contract", number=contract.pk, person=pk)
        context |= _text(contract) | _next(contract, context, request.user, on)
    return render(request, "contracts/contract.html", context)


def _one_of(person, contract_pk) -> SocialContract:
    """Among those that the head reads anyway; a voided one, which no head tells of, is read for itself."""
    people = ("worker", "signed_by", "created_by")
    known = {contract.pk: contract for contract in contracts_once(person, *people)}
    contract = known.get(contract_pk) or get_object_or_404(
        SocialContract.with_voided.select_related(*people, "voided_by"),
        pk=contract_pk,
        person=person,
    )
    contract.person = person
    return contract


def _text(contract) -> dict:
    prefetch_related_objects([contract], *PARTS)
    never_printed = not contract.number
    return {
        "sections": sections_of(contract),
        "goals": contract.goals.all(),
        "parties": contract.parties.all(),
        "reviews": contract.planned_reviews.all(),
        "prints": [] if never_printed else contract.prints.select_related("printed_by"),
        "refusals": [] if never_printed else contract.refusals.select_related("noted_by"),
        "is_type_b": contract.type == contract.Type.B,
    }


def _next(contract, context, user, on) -> dict:
    may_write = context["writable"] and user.has_perm("contracts.write_contract")
    may_begin = (
        context["writable"]
        and user.has_perm("contracts.write_participation")
        and contract.covers(on)
        and last_stay_once(contract.person) is None
    )
    is_waiting = contract.state in (contract.State.PRINTED, contract.State.REFUSED)
    return {
        "may_write": may_write and not contract.voided_at,
        "may_void": context["writable"]
        and user.has_perm("contracts.void_contract")
        and not contract.voided_at
        and not is_waiting
        and bool(contract.number)
        and contract.author != user,
        "missing": missing(contract, on) if contract.is_draft else [],
        "live_print": contract.live_print if is_waiting else None,
        "may_begin": may_begin,
        # The head's next step stays away where this page has its own.
        "has_own_step": may_begin or (may_write and contract.state != contract.State.ENDED),
    }
