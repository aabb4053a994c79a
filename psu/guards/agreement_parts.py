"""Guards on the places and kinds of an agreement: one goes only from a day behind those worked there."""

import pgtrigger

from kis.lib.guards import Guard, refuse
from psu.guards.agreement import (
    KIND_UNDER_DAYS,
    LOCK_AGREEMENT,
    PART,
    PART_STAYS,
    PLACE_UNDER_DAYS,
    SENTENCES as OF_THE_AGREEMENT,
)
from psu.guards.sums import kinds_left_out, places_left_out

SENTENCES = {
    "agreement_part_of_another": "Ten aneks należy do innego porozumienia albo jest unieważniony.",
    "agreement_part_gone": "Tę pozycję zabrał z porozumienia wcześniejszy aneks.",
}

_OF_ANOTHER = refuse("agreement_part_of_another", agreement="part.agreement_id")
_GONE = refuse("agreement_part_gone", annex="OLD.until_annex_id")


def _stays(name: str, column: str) -> Guard:
    """It never turns into another one; what an annex brought or took, stays so until the annex is voided."""
    return Guard(
        name=f"{name}_stays",
        sentences=OF_THE_AGREEMENT | SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=PART,
        func=f"""
        {LOCK_AGREEMENT}
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        IF TG_OP = 'UPDATE' THEN
            IF (OLD.agreement_id, OLD.{column}, OLD.from_annex_id)
                    IS DISTINCT FROM (NEW.agreement_id, NEW.{column}, NEW.from_annex_id) THEN
                {PART_STAYS}
            END IF;
            IF OLD.until_annex_id IS DISTINCT FROM NEW.until_annex_id AND EXISTS (
                    SELECT 1 FROM psu_agreementannex x
                    WHERE x.id = OLD.until_annex_id AND x.voided_at IS NULL) THEN
                {_GONE}
            END IF;
            IF OLD.until_annex_id IS NOT DISTINCT FROM NEW.until_annex_id THEN RETURN NEW; END IF;
        END IF;
        IF EXISTS (SELECT 1 FROM psu_agreementannex x
                WHERE x.id IN (NEW.from_annex_id, NEW.until_annex_id)
                AND (x.agreement_id <> NEW.agreement_id OR x.voided_at IS NOT NULL)) THEN
            {_OF_ANOTHER}
        END IF;
        RETURN NEW;
        """,
    )


def _under_days(name: str, left_out, refusal: str) -> Guard:
    """Behind the row, so that another row of the same place or kind may cover its days."""
    return Guard(
        name=f"{name}_under_days",
        sentences=OF_THE_AGREEMENT,
        when=pgtrigger.After,
        operation=pgtrigger.Update | pgtrigger.Delete,
        declare=[("found", "RECORD")],
        func=f"""
        {left_out("OLD.agreement_id")} INTO found;
        IF found.day IS NOT NULL THEN {refusal} END IF;
        RETURN NULL;
        """,
    )


PLACE = [
    _stays("agreement_place", "place_id"),
    _under_days("agreement_place", places_left_out, PLACE_UNDER_DAYS),
]
KIND = [
    _stays("agreement_kind", "kind_id"),
    _under_days("agreement_kind", kinds_left_out, KIND_UNDER_DAYS),
]
