"""What never breaks about contracts and stays, asked of all rows at once; see kis.lib.invariants."""
# ruff: noqa: S608 – put together from constants of this module

from django.urls import reverse

from contracts.models import (
    Action,
    Annex,
    ClubPaper,
    Goal,
    Party,
    Review,
    Signature,
    SocialContract,
)
from kis.lib.invariants import Invariant, numbers_kept, past_its_history, voided_alone

CALL = (
    "Niczego nie poprawiaj. Zawiadom administratora systemu: trzeba porównać wpis z kopią zapasową."
)


def _contract(number, person) -> str:
    return reverse("contracts:contract", args=[person, number])


def _stay(number, person) -> str:
    return reverse("contracts:participation", args=[person])


OF_A_CONTRACT = {"right": "contracts.view_contract", "address": _contract, "thing": "kontrakt"}
OF_A_STAY = {"right": "contracts.view_contract", "address": _stay, "thing": "udział"}

# Joined to a stay `s` and to rows of its person: both by the file that stands for the person.
_OF_STAY = "JOIN participants_person own ON own.id = s.person_id"
_SAME = """JOIN participants_person whose ON whose.id = {row}.person_id
    WHERE COALESCE(whose.merged_into_id, whose.id) = COALESCE(own.merged_into_id, own.id)"""
_BINDS = "c.state IN ('signed', 'ended') AND c.voided_at IS NULL"

STAYS = [
    Invariant(
        "stay_without_contract",
        "Udział w KIS zaczął się w dniu, którego nie obejmuje żaden podpisany kontrakt",
        "Sprawdź kontrakty osoby i pierwszy dzień udziału. Udział wpisany błędnie unieważnij i rozpocznij "
        "od dnia kontraktu.",
        f"""SELECT s.id, s.person_id, s.starts_on, '' FROM participants_participation s {_OF_STAY}
        WHERE s.voided_at IS NULL AND s.kind = 'contract' AND NOT EXISTS (
            SELECT 1 FROM contracts_socialcontract c {_SAME.format(row="c")} AND {_BINDS}
                AND s.starts_on BETWEEN c.signed_on AND COALESCE(c.ended_on, c.ends_on))""",
        **OF_A_STAY,
    ),
    Invariant(
        "stay_without_grounds",
        "Udział w KIS zaczął się w dniu, na który nie ma ustalonej kategorii albo odpowiedzi o świadczeniach",
        "Uzupełnij kategorię i odpowiedź o świadczeniach albo unieważnij udział wpisany błędnie.",
        f"""SELECT s.id, s.person_id, s.starts_on, '' FROM participants_participation s {_OF_STAY}
        WHERE s.voided_at IS NULL AND (NOT EXISTS (
            SELECT 1 FROM participants_eligibility e {_SAME.format(row="e")}
                AND e.voided_at IS NULL AND e.established_on <= s.starts_on
                AND COALESCE(e.ends_on, 'infinity') >= s.starts_on)
            OR NOT EXISTS (SELECT 1 FROM participants_benefitcheck b {_SAME.format(row="b")}
                AND b.voided_at IS NULL AND b.asked_on <= s.starts_on))""",
        thing="udział",
        right="participants.view_register",
        address=lambda number, person: reverse("participants:eligibility", args=[person]),
    ),
]


def _on_its_print(table: str, prints: str, key: str, contract: str, person: str, more: str) -> str:
    """Signed ones whose print is another's, or void."""
    return f"""
        SELECT {contract}, {person}, s.signed_on, '{table}' FROM {table} s {more}
        LEFT JOIN {prints} p ON p.id = s.signed_print_id
        WHERE s.signed_on IS NOT NULL AND s.signed_print_id IS NOT NULL
            AND (p.{key} IS DISTINCT FROM s.id OR p.voided_at IS NOT NULL)"""


_ANNEX_OF = "JOIN contracts_socialcontract c ON c.id = {row}.contract_id"

PAPERS = [
    Invariant(
        "contract_on_another_print",
        "Podpisany kontrakt albo aneks wskazuje wydruk unieważniony lub cudzy",
        CALL,
        " UNION ALL ".join(
            [
                _on_its_print(
                    *("contracts_socialcontract", "contracts_print", "contract_id"),
                    *("s.id", "s.person_id", ""),
                ),
                _on_its_print(
                    *("contracts_annex", "contracts_annexprint", "annex_id"),
                    *("s.contract_id", "c.person_id", _ANNEX_OF.format(row="s")),
                ),
            ]
        ),
        **OF_A_CONTRACT,
    ),
    Invariant(
        "signature_without_signing",
        "Podpis stoi pod kontraktem albo aneksem, którego nie podpisano",
        CALL,
        """SELECT c.id, c.person_id, NULL::date, '' FROM contracts_signature s
        JOIN contracts_socialcontract c ON c.id = s.contract_id
        LEFT JOIN contracts_annex x ON x.id = s.annex_id
        WHERE CASE WHEN s.annex_id IS NULL THEN c.state NOT IN ('signed', 'ended')
            ELSE x.state <> 'signed' END
        GROUP BY 1, 2""",
        **OF_A_CONTRACT,
    ),
    Invariant(
        "contract_past_history",
        "Podpisany kontrakt zmieniono z pominięciem programu: zmiany nie ma w historii",
        CALL,
        " UNION ALL ".join(
            [
                past_its_history(
                    SocialContract, frozen="r.signed_on IS NOT NULL", person="r.person_id"
                ),
                past_its_history(Annex, frozen="r.state = 'signed'"),
                *(
                    past_its_history(
                        part,
                        frozen="c.signed_on IS NOT NULL",
                        person="c.person_id",
                        joins=_ANNEX_OF.format(row="r"),
                    )
                    for part in (Party, Goal, Signature, Review)
                ),
                past_its_history(
                    Action,
                    frozen="c.signed_on IS NOT NULL",
                    person="c.person_id",
                    joins="JOIN contracts_goal g ON g.id = r.goal_id " + _ANNEX_OF.format(row="g"),
                ),
            ]
        ),
    ),
    Invariant(
        "contract_twice",
        "Na dwóch połączonych kartach kontrakt tego samego rodzaju obowiązuje w tym samym czasie",
        "Zakończ jeden z nich wcześniej albo unieważnij jego wpis.",
        """SELECT two.id, two.person_id, GREATEST(one.signed_on, two.signed_on), ''
        FROM contracts_socialcontract one JOIN participants_person p ON p.id = one.person_id
        JOIN participants_person q ON COALESCE(q.merged_into_id, q.id)
            = COALESCE(p.merged_into_id, p.id) AND q.id > p.id
        JOIN contracts_socialcontract two ON two.person_id = q.id AND two.type = one.type
        WHERE (p.merged_into_id IS NOT NULL OR q.merged_into_id IS NOT NULL)
            AND one.state IN ('signed', 'ended') AND one.voided_at IS NULL
            AND two.state IN ('signed', 'ended') AND two.voided_at IS NULL
            AND daterange(one.signed_on, COALESCE(one.ended_on, one.ends_on), '[]')
                && daterange(two.signed_on, COALESCE(two.ended_on, two.ends_on), '[]')""",
        **OF_A_CONTRACT,
    ),
]

# The centre may have changed its pattern since: a number is any that holds the year and the count. Numbers
# typed in from paper count as well, printing skips them.
_GAPS = r"""
    SELECT series.id, NULL::bigint, make_date(series.year, 1, 1), 'kontrakty ' || series.year
    FROM documents_numberseries series
    WHERE series.kind = 'social-contract' AND EXISTS (
        SELECT given FROM generate_series(series.before_program + 1, series.last) given EXCEPT
        SELECT part[1]::int FROM contracts_socialcontract c
            CROSS JOIN LATERAL regexp_matches(c.number, '\d+', 'g') part
            WHERE (c.number ~ series.year::text OR c.number !~ '\d{4}') AND length(part[1]) < 9)"""

VOIDABLE = [Annex, ClubPaper, Review, SocialContract]

INVARIANTS = [
    *STAYS,
    *PAPERS,
    Invariant(
        "contract_numbers",
        "W numerach kontraktów roku jest luka",
        "Numer raz nadany zostaje zajęty. Zawiadom administratora systemu: kontrakt mógł zniknąć z bazy.",
        _GAPS,
    ),
    Invariant(
        "certificate_numbers",
        "W numerach zaświadczeń KIS jest luka albo ten sam numer dwa razy",
        "Porównaj numery z wydanymi zaświadczeniami. Zawiadom administratora systemu.",
        numbers_kept(
            "SELECT 'kis_certificate', year, number FROM participants_certificate",
            ["kis_certificate"],
        ),
    ),
    Invariant(
        "contract_voided_alone",
        "Wpis kontraktu unieważniono bez powodu albo zrobił to jego autor",
        "Unieważnia druga osoba i podaje powód. Zawiadom administratora systemu.",
        **voided_alone(VOIDABLE),
    ),
]
