"""What was established about a person, made quickly; days are given where a test's rule turns on them."""

from datetime import date

from kis.documents.models import Document
from participants.models import (
    BenefitAnswer,
    BenefitCheck,
    Eligibility,
    EligibilityCategory,
    Evidence,
    Participation,
)
from tests.contracts.made import signed

ESTABLISHED_ON = date(2026, 1, 12)


def category(code=5, **facts):
    """One row a code; 2 and 6 are the sensitive ones here, 9 the open one."""
    known = EligibilityCategory.objects.filter(code=code).first()
    return known or EligibilityCategory.objects.create(
        **{
            "code": code,
            "statutory_wording": f"grupa {code}",
            "public_wording": f"grupa {code}",
            "legal_pointer": f"art. 1 ust. 2 pkt {code}",
            "evidence_asked": "zaświadczenie",
            "is_sensitive": code in {2, 6},
            "needs_reason": code == 9,
            "valid_from": date(2020, 1, 1),
            **facts,
        }
    )


def established(person, of_category=None, *, by=None, on=ESTABLISHED_ON, **facts):
    return Eligibility.objects.create(
        person=person,
        category=of_category or category(),
        established_on=on,
        established_by=by or person.responsible,
        exclusion=facts.pop("exclusion", "Brak stałego dochodu i własnego mieszkania."),
        **facts,
    )


def paper(eligibility, **facts):
    """Indefinite, unless `valid_until` is given."""
    return Evidence.objects.create(
        eligibility=eligibility,
        added_by=eligibility.established_by,
        **{
            "kind": "certificate",
            "issuer": "PUP w Puławach",
            "issued_on": ESTABLISHED_ON,
            "is_indefinite": "valid_until" not in facts,
            **facts,
        },
    )


def question(person, *, by=None, asked_on=ESTABLISHED_ON, ask_again_on=date(2030, 1, 1), **rights):
    """`question(person, retirement=date(…))`: entitled to a benefit since that day; none otherwise."""
    made = BenefitCheck.objects.create(
        person=person,
        asked_on=asked_on,
        ask_again_on=ask_again_on,
        basis="oświadczenie",
        asked_by=by or person.responsible,
    )
    for benefit, since in rights.items():
        BenefitAnswer.objects.create(check_made=made, benefit=benefit, entitled_from=since)
    return made


def scan(by):
    return Document.objects.keep(
        kind="evidence",
        name="dokument.pdf",
        content=b"%PDF-",
        content_type="application/pdf",
        by=by,
    )


def stay(person, starts_on, ends_on=None, **facts):
    """A stay in the club, covered by a signed contract; with an end it was finished."""
    signed(person, on=starts_on, ends_on=ends_on or date(2030, 1, 1))
    ended = {
        "ends_on": ends_on,
        "outcome": "finished",
        "what_next": "unknown",
        "contract_carried_out": "yes",
        "ended_by": person.responsible,
    }
    return Participation.objects.create(
        person=person,
        starts_on=starts_on,
        planned_end_on=ends_on or date(2030, 1, 1),
        rules_version="1",
        rules_read_on=starts_on,
        declaration_signed_on=starts_on,
        begun_by=person.responsible,
        **(ended if ends_on else {}),
        **facts,
    )
