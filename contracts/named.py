"""Who a family member in a contract is, so that reports count a person once."""

# By PESEL, to the register or to another contract; else by name and day of birth. After an erasure by what
# these told before. `party` and `known` (the file with that PESEL) stand for the tables.
WHO = """
    CASE WHEN party.stands_for <> '' THEN party.stands_for
        WHEN known.id IS NOT NULL THEN 'file ' || COALESCE(known.merged_into_id, known.id)
        WHEN party.pesel <> '' THEN 'pesel ' || party.pesel
        ELSE lower(concat_ws(' ', party.last_name, party.first_name, party.identity_document,
            COALESCE(party.born_on::text, 'contract ' || party.contract_id))) END"""
WITH_KNOWN = """
    contracts_party party
    LEFT JOIN participants_person known ON party.pesel <> '' AND known.pesel = party.pesel"""
