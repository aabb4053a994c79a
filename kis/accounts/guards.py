"""What the database holds of accounts against everybody: forms, the panel and SQL alike."""

import pgtrigger

from kis.lib.guards import Guard, refuse

_ENDINGS = (
    "'{pledge_signed_on,revoked_at,revoked_by_id,revoke_reason,voided_at,voided_by_id,void_reason,version}'"
    "::text[]"
)

SIGNED_AUTHORISATION = Guard(
    name="signed_authorisation",
    sentences={
        "authorisation_is_signed": "Podpisanego upoważnienia nie zmienia się: odwołaj je albo unieważnij "
        "wpis i wpisz nowe.",
        "authorisation_is_revoked": "Odwołanego upoważnienia już się nie zmienia. Wpisz nowe.",
    },
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
        IF OLD.granted_on IS NOT NULL AND (
            to_jsonb(OLD) - {_ENDINGS} IS DISTINCT FROM to_jsonb(NEW) - {_ENDINGS}
            OR OLD.pledge_signed_on IS NOT NULL
                AND NEW.pledge_signed_on IS DISTINCT FROM OLD.pledge_signed_on)
        THEN {refuse("authorisation_is_signed", row="OLD.id")} END IF;
        IF OLD.revoked_at IS NOT NULL AND (
            to_jsonb(OLD) - '{{voided_at,voided_by_id,void_reason,version}}'::text[]
            IS DISTINCT FROM to_jsonb(NEW) - '{{voided_at,voided_by_id,void_reason,version}}'::text[])
        THEN {refuse("authorisation_is_revoked", row="OLD.id")} END IF;
        RETURN NEW;
    """,
)

CLOSED_INSPECTION = Guard(
    name="closed_inspection",
    sentences={
        "inspection_is_closed": "Ta kontrola jest zakończona i nie można jej już zmienić. Wpisz nową.",
    },
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__closed_at__isnull=False),
    func=refuse("inspection_is_closed", row="OLD.id"),
)

CANCELLED_DEPUTY = Guard(
    name="cancelled_deputy",
    sentences={
        "deputy_is_cancelled": "To zastępstwo jest odwołane i nie można go już zmienić. Wpisz nowe.",
    },
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__cancelled_at__isnull=False),
    func=refuse("deputy_is_cancelled", row="OLD.id"),
)
