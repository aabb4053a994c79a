"""Giving a contract out for signature: its number, its code, its PDF, its freezing."""

import datetime
import secrets
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from contracts.approving import needs_approval
from contracts.guards.approval import SENTENCES
from contracts.models import AnnexPrint, Print, SocialContract
from contracts.paper import content, render
from contracts.plain_paper import KEPT, plain_content
from contracts.readiness import missing, sentence
from contracts.texts import CONSEQUENCES, clause, keys_on_paper
from kis.accounts.models import Centre
from kis.documents.models import Document, NumberSeries, PaperText
from kis.lib.refusals import Refused, refused_by_database

# Without letters and figures that are taken for one another: 0 O, 1 I L, 2 Z, 5 S, 8 B.
CODE_LETTERS = "ACDEFGHJKMNPRTUWXY34679"
CODE_LENGTH = 4


def print_for_signature(
    contract: SocialContract, *, by, at: datetime.datetime, version: int | None = None
) -> Print:
    """Freeze the contract and keep the very paper that both sides will sign.

    `at` is the moment of printing: its day in Warsaw gives the year of the number. Raises Refused with what
    is missing. The paper is made between two short transactions, so that a slow one holds no lock on numbers;
    what stands on it is compared once more before it is kept.
    """
    on = timezone.localtime(at).date()
    _give_number(contract, on, version)
    code = new_code(is_on_a_print)
    facts = content(contract, on)
    pdf = render(facts, at=at, code=code)
    with refused_by_database():
        contract.lock()
        contract.expect_step(contract.State.PRINTED)
        if content(contract, on) != facts:
            raise Refused(
                "W czasie drukowania ktoś zmienił kontrakt albo dane osoby. Niczego nie wydrukowano: "
                "sprawdź treść i wydrukuj jeszcze raz."
            )
        return _freeze(contract, facts, pdf, code=code, by=by, at=at)


def _give_number(contract, on, version) -> None:
    with refused_by_database():
        contract.lock(version=version)
        contract.expect_step(contract.State.PRINTED)
        # The database refuses the step later; a number is not to be used up before that.
        if needs_approval(contract):
            raise Refused(SENTENCES["contract_not_approved"])
        if found := missing(contract, on):
            raise Refused(sentence(found))
        # Opened again and printed anew it keeps its number: the register has no gap to explain.
        if not contract.number:
            contract.number = _next_number(on.year)
            contract.save(update_fields=["number"])


def _next_number(year: int) -> str:
    """Skips numbers that contracts typed in from paper already have."""
    pattern = Centre.objects.current().contract_number_pattern
    while True:
        count = NumberSeries.objects.take("social-contract", year)
        try:
            number = pattern.format(number=count, year=year)
        except (KeyError, IndexError, ValueError):
            raise Refused(
                "Wzór numeru kontraktu w danych ośrodka jest błędny. Poprawia go administrator "
                "merytoryczny: {number} to kolejny numer, {year} to rok."
            ) from None
        if not SocialContract.with_voided.filter(number=number).exists():
            return number


def new_code(is_taken: Callable[[str], bool]) -> str:
    """Four signs that no other paper of the kind carries."""
    while True:
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        if not is_taken(code):
            return code


def is_on_a_print(code: str) -> bool:
    """Of a contract or an annex: both lie on one desk to be signed."""
    prints = (Print, AnnexPrint)
    return any(print_.objects.filter(code=code).exists() for print_ in prints)


def _freeze(contract, facts, pdf, *, code, by, at) -> Print:
    on = timezone.localtime(at).date()
    contract.consequences = clause(CONSEQUENCES, on)
    contract.state = contract.State.PRINTED
    contract.save(update_fields=["state", "consequences"])
    contract.refresh_from_db(fields=["version"])
    document = Document.objects.keep(
        kind="contract",
        name=f"kontrakt-{contract.pk}-{code}.pdf",
        content=pdf,
        content_type="application/pdf",
        by=by,
    )
    PaperText.objects.stand_on(document, keys_on_paper(contract.type), on)
    return Print.objects.create(
        contract=contract,
        code=code,
        facts=facts | {KEPT: plain_content(contract, on)},
        printed_at=at,
        printed_on=on,
        printed_by=by,
        document=document,
    )


@transaction.atomic
def preview(contract: SocialContract, *, at: datetime.datetime) -> bytes:
    """The draft as it would be printed, marked SZKIC; nothing is kept and no number is given.

    Raises Refused where the paper takes too long.
    """
    return render(content(contract, timezone.localtime(at).date()), at=at, is_draft=True)
