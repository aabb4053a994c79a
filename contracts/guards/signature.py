"""Signatures come with the signing of their contract or annex, one of every side, and stay."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from kis.lib.guards import Guard, refuse

SENTENCES = {
    "signature_is_kept": "Odnotowanego podpisu nie można zmienić ani usunąć. Wpis można unieważnić.",
    "signature_with_signing": "Podpisy odnotowuje się razem z podpisaniem kontraktu albo aneksu.",
    "signature_of_its_contract": "Podpisuje strona tego kontraktu, która ma go podpisać.",
    "contract_signed_by_all": "Brakuje podpisu: kontrakt podpisują osoba, każda dorosła strona i pracownik "
    "socjalny.",
    "annex_signed_by_all": "Brakuje podpisu: aneks podpisują osoba, każda dorosła strona i pracownik "
    "socjalny.",
}

SIGNATURE_LIFE = Guard(
    name="signature_life",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("paper_state", "text")],
    func=f"""
        IF TG_OP <> 'INSERT' THEN
            {refuse("signature_is_kept", row="OLD.id")}
        END IF;
        IF NEW.annex_id IS NULL THEN
            SELECT state INTO paper_state FROM contracts_socialcontract
            WHERE id = NEW.contract_id AND voided_at IS NULL FOR SHARE;
        ELSE
            SELECT state INTO paper_state FROM contracts_annex
            WHERE id = NEW.annex_id AND contract_id = NEW.contract_id AND voided_at IS NULL FOR SHARE;
        END IF;
        IF paper_state IS NULL OR paper_state NOT IN ('printed', 'refused') THEN
            {refuse("signature_with_signing", contract="NEW.contract_id")}
        END IF;
        IF NEW.party_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM contracts_party
            WHERE id = NEW.party_id AND contract_id = NEW.contract_id AND role = 'signs'
        ) THEN
            {refuse("signature_of_its_contract", contract="NEW.contract_id")}
        END IF;
        RETURN NEW;
    """,
)

# Judged at the end of the transaction: signatures without the signing are those of a print taken back.
SIGNATURE_WITH_SIGNING = Guard(
    name="signature_with_signing",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    timing=pgtrigger.Deferred,
    func=f"""
        IF NEW.annex_id IS NULL AND NOT EXISTS (
            SELECT 1 FROM contracts_socialcontract
            WHERE id = NEW.contract_id AND state IN ('signed', 'ended')
        ) OR NEW.annex_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM contracts_annex WHERE id = NEW.annex_id AND state = 'signed'
        ) THEN
            {refuse("signature_with_signing", contract="NEW.contract_id")}
        END IF;
        RETURN NULL;
    """,
)


def _signed_by_all(name: str, contract: str, annex: str, condition: pgtrigger.Q) -> Guard:
    """Of the step alone: what was signed before signatures had rows stays valid."""
    under = f"contract_id = {contract} AND annex_id IS NOT DISTINCT FROM {annex}"
    return Guard(
        name=name,
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=condition,
        func=f"""
            IF (SELECT count(*) FROM contracts_signature
                WHERE {under} AND role IN ('person', 'worker')) < 2
               OR EXISTS (
                SELECT 1 FROM contracts_party party
                WHERE party.contract_id = {contract} AND party.role = 'signs' AND NOT EXISTS (
                    SELECT 1 FROM contracts_signature WHERE {under} AND party_id = party.id
                )
            ) THEN
                {refuse(name, contract=contract)}
            END IF;
            RETURN NEW;
        """,
    )


SIGNED_BY_ALL = _signed_by_all(
    "contract_signed_by_all",
    "NEW.id",
    "NULL",
    pgtrigger.Q(old__state__in=["printed", "refused"], new__state="signed"),
)
ANNEX_SIGNED_BY_ALL = _signed_by_all(
    "annex_signed_by_all",
    "NEW.contract_id",
    "NEW.id",
    pgtrigger.Q(old__state="printed", new__state="signed"),
)
