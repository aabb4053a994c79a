"""What an annex still lacks, and giving it out for signature: its code, its PDF, its freezing."""

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from contracts.annex_paper import annex_content, render_annex
from contracts.changes import changes
from contracts.in_force import CONTRACT, ActionInForce, Wording, Wordings
from contracts.models import Annex, AnnexPrint
from contracts.printing import is_on_a_print, new_code
from contracts.readiness import idle_sides
from contracts.texts import FORM_1A, FORM_1B
from kis.documents.models import Document, PaperText
from kis.lib.dates import polish
from kis.lib.refusals import Refused, refused_by_database


def annex_lacks(annex: Annex, on: datetime.date) -> list[str]:
    """What follows *brakuje* (genitive); empty when it may be printed that day."""
    wordings = Wordings(annex.contract)
    annex = next(known for known in wordings.annexes if known.pk == annex.pk)
    before, after = wordings.before(annex), wordings.after(annex)
    return [
        *([] if annex.reason.strip() else ["powodu zmiany"]),
        *([] if changes(before, after) else ["zmiany: wszystko stoi tak, jak w kontrakcie"]),
        *_of_days(annex, after, on),
        *_of_plan(annex, after, on),
    ]


def _of_days(annex, after: Wording, on) -> Iterator[str]:
    until = annex.contract.ends_on
    if until < on:
        yield f"trwającego kontraktu (skończył się {polish(until)})"
    if annex.holds_from and annex.holds_from > until:
        yield f"dnia, od którego zmiany obowiązują, do {polish(until)}"
    if annex.ends_on and annex.ends_on < max(on, annex.holds_from or on):
        yield f"terminu, który jeszcze nie minął (kontrakt do {polish(annex.ends_on)})"
    term = after.term.ends_on
    late = [review for review in after.reviews if review.on > term]
    if late:
        yield f"ocen w czasie trwania kontraktu (do {polish(term)})"
    elif not any(on <= review.on for review in after.reviews):
        yield "oceny, która jeszcze nie minęła"


def _of_plan(annex, after: Wording, on) -> Iterator[str]:
    if not after.texts["main_goal"].text.strip():
        yield "celu głównego"
    if not after.goals:
        yield "celu szczegółowego"
    for goal in after.goals:
        # A contract of the layout before the official form has no effect beside a goal.
        if goal.source != CONTRACT and not goal.effect.strip():
            yield f"przewidywanego efektu celu {goal.letter})"
    for action in after.actions:
        yield from _of_deadline(action, after.term.ends_on)
        # What stood there before may be past by now; what is agreed today is not.
        if action.source == annex.source and action.deadline and action.deadline < on:
            yield f"terminu, który jeszcze nie minął, w działaniu „{action.text[:40]}”"
    yield from idle_sides(annex.contract, [(action.side, action.party) for action in after.actions])


def _of_deadline(action: ActionInForce, until: datetime.date) -> Iterator[str]:
    if action.deadline is None and action.source != CONTRACT:
        yield f"terminu działania „{action.text[:40]}”"
    elif action.deadline and action.deadline > until:
        yield f"terminu przed końcem kontraktu w działaniu „{action.text[:40]}”"


def print_annex(
    annex: Annex, *, by, at: datetime.datetime, version: int | None = None
) -> AnnexPrint:
    """Freeze the annex and keep the very paper that both sides will sign.

    Raises Refused with what is missing. As with a contract the paper is made between two short transactions,
    and what stands on it is compared once more before it is kept.
    """
    on = timezone.localtime(at).date()
    with refused_by_database():
        annex.lock(version=version)
        annex.expect_step(Annex.State.PRINTED)
        if found := annex_lacks(annex, on):
            raise Refused(
                f"Aneksu nie można jeszcze wydrukować do podpisu. Brakuje: {', '.join(found)}."
            )
    code = new_code(is_on_a_print)
    facts = annex_content(annex, on)
    pdf = render_annex(facts, at=at, code=code)
    with refused_by_database():
        annex.lock()
        annex.expect_step(Annex.State.PRINTED)
        if annex_content(annex, on) != facts:
            raise Refused(
                "W czasie drukowania ktoś zmienił aneks albo dane osoby. Niczego nie wydrukowano: "
                "sprawdź treść i wydrukuj jeszcze raz."
            )
        return _freeze(annex, facts, pdf, code=code, by=by, at=at)


def _freeze(annex, facts, pdf, *, code, by, at) -> AnnexPrint:
    on = timezone.localtime(at).date()
    annex.step(Annex.State.PRINTED)
    document = Document.objects.keep(
        kind="annex",
        name=f"aneks-{annex.pk}-{code}.pdf",
        content=pdf,
        content_type="application/pdf",
        by=by,
    )
    form = FORM_1A if annex.contract.type == annex.contract.Type.A else FORM_1B
    PaperText.objects.stand_on(document, [form], on)
    return AnnexPrint.objects.create(
        annex=annex,
        code=code,
        facts=facts,
        printed_at=at,
        printed_on=on,
        printed_by=by,
        document=document,
    )


@transaction.atomic
def preview_annex(annex: Annex, *, at: datetime.datetime) -> bytes:
    """The draft as it would be printed, marked SZKIC; nothing is kept."""
    return render_annex(annex_content(annex, timezone.localtime(at).date()), at=at, is_draft=True)
