"""Guards on the labour office's monthly lists: only under the act that asks for them."""

import pgtrigger

from kis.lib.guards import Guard, refuse

SENTENCES = {
    "pup_list_old_act": "Comiesięczny wykaz z PUP dotyczy tylko porozumień podpisanych przed 1.06.2025.",
    "pup_list_in_agreement": "W tym miesiącu porozumienie nie obowiązywało.",
}

PUP_LIST = [
    Guard(
        name="pup_list_of_agreement",
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        declare=[("deal", "RECORD")],
        func=f"""
        SELECT a.starts_on, a.ends_on, r.code INTO deal FROM psu_agreement a
            JOIN psu_regime r ON r.id = a.regime_id WHERE a.id = NEW.agreement_id FOR SHARE OF a;
        IF deal.code <> 'old' THEN {refuse("pup_list_old_act", agreement="NEW.agreement_id")} END IF;
        IF NEW.month > deal.ends_on OR (NEW.month + INTERVAL '1 month')::date <= deal.starts_on THEN
            {refuse("pup_list_in_agreement", agreement="NEW.agreement_id")}
        END IF;
        RETURN NEW;
        """,
    )
]
