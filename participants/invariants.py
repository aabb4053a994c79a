"""What never breaks about people's files, asked of all rows at once; see kis.lib.invariants."""
# ruff: noqa: S608 – put together from constants of this module

from django.urls import reverse

from kis.lib.invariants import Invariant, voided_alone
from participants.models import (
    Admission,
    BenefitCheck,
    Break,
    Certificate,
    Eligibility,
    Evidence,
    Note,
    Participation,
)

WHOLE = "COALESCE({0}.merged_into_id, {0}.id)"


def _file_page(page: str) -> dict:
    return {
        "right": "participants.view_register",
        "address": lambda number, person: reverse(page, args=[person]),
    }


OF_A_FILE = _file_page("desk:overview")


def _both_on(table: str, first: str, where: str) -> str:
    """Rows of two files of one person that run together; a constraint holds it within one file."""
    return f"""
        SELECT two.id, {WHOLE.format("q")}, GREATEST(one.{first}, two.{first}), ''
        FROM {table} one JOIN participants_person p ON p.id = one.person_id
        JOIN participants_person q ON {WHOLE.format("q")} = {WHOLE.format("p")} AND q.id > p.id
        JOIN {table} two ON two.person_id = q.id
        WHERE one.voided_at IS NULL AND two.voided_at IS NULL {where}
            AND (p.merged_into_id IS NOT NULL OR q.merged_into_id IS NOT NULL)
            AND daterange(one.{first}, one.ends_on, '[]') && daterange(two.{first}, two.ends_on, '[]')"""


MERGES = [
    Invariant(
        "merge_chain",
        "Karta jest połączona z kartą, która sama jest połączona z inną",
        "Rozłącz jedną z tych kart i połącz obie z tą, która zostaje. Jeśli to niemożliwe, zawiadom "
        "administratora systemu.",
        """SELECT p.id, p.id, NULL::date, '' FROM participants_person p
        JOIN participants_person q ON q.id = p.merged_into_id WHERE q.merged_into_id IS NOT NULL""",
        **_file_page("participants:details"),
    ),
    Invariant(
        "merge_unwritten",
        "Karta wskazuje inną, a nie ma wpisu, kto i dlaczego je połączył (albo jest tylko wpis)",
        "Zawiadom administratora systemu: trzeba sprawdzić historię obu kart.",
        """SELECT p.id, p.id, NULL::date, '' FROM participants_person p
        LEFT JOIN participants_merge m ON m.person_id = p.id AND m.undone_at IS NULL
        WHERE p.merged_into_id IS DISTINCT FROM m.into_id""",
        **_file_page("participants:details"),
    ),
    Invariant(
        "stay_twice",
        "Na dwóch połączonych kartach udział w KIS trwa w tym samym czasie",
        "Sprawdź oba udziały i zakończ albo unieważnij jeden z nich.",
        _both_on("participants_participation", "starts_on", ""),
        **OF_A_FILE,
    ),
    Invariant(
        "main_category_twice",
        "Na dwóch połączonych kartach jest w tym samym czasie kategoria główna",
        "Zakończ albo unieważnij jedną z nich.",
        _both_on("participants_eligibility", "established_on", "AND one.is_main AND two.is_main"),
        **_file_page("participants:eligibility"),
    ),
]

AREAS = [
    Invariant(
        "person_without_area",
        "Karta nie jest w żadnym obszarze, więc nikt jej nie widzi",
        "Zawiadom administratora systemu: trzeba przywrócić obszar, który otworzyła rejestracja.",
        """SELECT p.id, p.id, NULL::date, '' FROM participants_person p
        WHERE NOT EXISTS (SELECT 1 FROM participants_area a WHERE a.person_id = p.id)""",
    ),
    Invariant(
        "stay_outside_area",
        "Udział w KIS zaczął się poza obszarem klubu",
        "Zawiadom administratora systemu: trzeba poprawić obszar osoby.",
        """SELECT s.id, s.person_id, s.starts_on, '' FROM participants_participation s
        WHERE s.voided_at IS NULL AND NOT EXISTS (SELECT 1 FROM participants_area a
            WHERE a.person_id = s.person_id AND a.kind = 'kis' AND a.starts_on <= s.starts_on
                AND COALESCE(a.ends_on, 'infinity') >= s.starts_on)""",
        **OF_A_FILE,
    ),
    Invariant(
        "area_unlike_decision",
        "Zgłoszenie nie kończy się w dniu decyzji, która je zamknęła",
        "Unieważnij decyzję i wpisz ją jeszcze raz.",
        """SELECT d.id, d.person_id, d.decided_on, '' FROM participants_admission d
        JOIN participants_area a ON a.id = d.area_id
        WHERE d.voided_at IS NULL AND d.what <> 'admitted'
            AND a.ends_on IS DISTINCT FROM d.decided_on""",
        **_file_page("participants:application"),
    ),
]

OPENINGS = [
    Invariant(
        "opening_too_long",
        "Cudzą sprawę otwarto z podaniem powodu na dłużej niż dobę",
        "Zawiadom kierownika i inspektora ochrony danych; w dzienniku dostępu jest, co obejrzano.",
        """SELECT o.id, o.person_id, o.opened_at::date, '' FROM participants_caseopening o
        WHERE o.closes_at > o.opened_at + interval '24 hours'""",
        **OF_A_FILE,
    ),
]

VOIDABLE = [
    *(Admission, BenefitCheck, Break, Certificate, Eligibility, Evidence, Note, Participation),
]

INVARIANTS = [
    *MERGES,
    *AREAS,
    *OPENINGS,
    Invariant(
        "category_not_in_law",
        "Kategorię ustalono po dniu, do którego obowiązywało jej brzmienie",
        "Unieważnij ten wpis i ustal kategorię w brzmieniu, które obowiązuje.",
        """SELECT e.id, e.person_id, e.established_on, '' FROM participants_eligibility e
        JOIN participants_eligibilitycategory c ON c.id = e.category_id
        WHERE e.voided_at IS NULL AND e.established_on > c.valid_to""",
        **_file_page("participants:eligibility"),
    ),
    Invariant(
        "person_voided_alone",
        "Wpis na karcie unieważniono bez powodu albo zrobił to jego autor",
        "Unieważnia druga osoba i podaje powód. Zawiadom administratora systemu.",
        **voided_alone(VOIDABLE),
    ),
]
