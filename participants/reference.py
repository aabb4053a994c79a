"""The categories of art. 1 ust. 2 as the act words them: loaded once, then the centre's own to edit.

Wordings: Dz.U. 2003 nr 122 poz. 1143 as changed by Dz.U. 2015 poz. 1567 (24.10.2015: therapy no longer
asked), Dz.U. 2022 poz. 218 (15.02.2022: zaburzenia psychiczne) and Dz.U. 2025 poz. 620 (1.06.2025: the new
act on the labour market); since 5.12.2025 the consolidated text is Dz.U. 2025 poz. 1718. Where an earlier
wording is not established, the row begins with the last of these changes. How long a paper stays good in
practice is not law: the centre sets it.
"""

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from kis.lib.dates import DAY
from kis.lib.wordings import load_wordings
from participants.models import (
    AcceptedEvidence,
    CommissionLimit,
    Eligibility,
    EligibilityCategory,
    EvidenceKind,
    OpeningLimit,
    ProjectDefinition,
    RegisterLimit,
)

THE_ACT = date(2003, 8, 14)
DISABLED_ADDED = date(2007, 7, 15)
THERAPY_DROPPED = date(2015, 10, 24)
WORDING_OF_2022 = date(2022, 2, 15)
LABOUR_MARKET_ACT = date(2025, 6, 1)
CONSOLIDATED = date(2025, 12, 5)
REHABILITATION_CONSOLIDATED = date(2026, 7, 1)

THE_ACT_OF_2003 = "ustawy z 13 czerwca 2003 r. o zatrudnieniu socjalnym"
ART = f"art. 1 ust. 2 pkt {{}} {THE_ACT_OF_2003}"
THERAPY_PAPER = (
    "Zaświadczenie z poradni lub oddziału leczenia uzależnień o leczeniu albo o ukończeniu "
    "podstawowego programu; oświadczenie."
)
REGISTER_PAPER = "Zaświadczenie z PUP z okresami rejestracji i zapisem „bez prawa do zasiłku”."

CATEGORIES = [
    {
        "code": 1,
        "statutory_wording": "bezdomni realizujący indywidualny program wychodzenia z bezdomności, "
        "w rozumieniu przepisów o pomocy społecznej",
        "public_wording": "bezdomni w indywidualnym programie wychodzenia z bezdomności",
        "legal_pointer": f"{ART.format(1)}; przepisy o pomocy społecznej",
        "evidence_asked": "Indywidualny program wychodzenia z bezdomności zatwierdzony przez "
        "kierownika ośrodka; zaświadczenie ze schroniska.",
        "valid_from": THE_ACT,
    },
    {
        "code": 2,
        "statutory_wording": "uzależnieni od alkoholu, po zakończeniu programu psychoterapii "
        "w zakładzie lecznictwa odwykowego",
        "public_wording": "uzależnieni od alkoholu po psychoterapii",
        "legal_pointer": ART.format(2),
        "evidence_asked": "Zaświadczenie o zakończeniu programu psychoterapii.",
        "is_sensitive": True,
        "valid_from": THE_ACT,
        "valid_to": THERAPY_DROPPED - DAY,
    },
    {
        "code": 2,
        "statutory_wording": "uzależnieni od alkoholu",
        "public_wording": "uzależnieni od alkoholu",
        "legal_pointer": ART.format(2),
        "evidence_asked": THERAPY_PAPER,
        "usual_validity_months": 12,
        "is_sensitive": True,
        "valid_from": THERAPY_DROPPED,
    },
    {
        "code": 3,
        "statutory_wording": "uzależnieni od narkotyków lub innych środków odurzających, "
        "po zakończeniu programu terapeutycznego w zakładzie opieki zdrowotnej",
        "public_wording": "uzależnieni od narkotyków po terapii",
        "legal_pointer": ART.format(3),
        "evidence_asked": "Zaświadczenie o zakończeniu programu terapeutycznego.",
        "is_sensitive": True,
        "valid_from": THE_ACT,
        "valid_to": THERAPY_DROPPED - DAY,
    },
    {
        "code": 3,
        "statutory_wording": "uzależnieni od narkotyków lub innych środków odurzających",
        "public_wording": "uzależnieni od narkotyków lub innych środków odurzających",
        "legal_pointer": ART.format(3),
        "evidence_asked": THERAPY_PAPER,
        "usual_validity_months": 12,
        "is_sensitive": True,
        "valid_from": THERAPY_DROPPED,
    },
    {
        "code": 4,
        "statutory_wording": "chorzy psychicznie, w rozumieniu przepisów o ochronie zdrowia "
        "psychicznego",
        "public_wording": "chorzy psychicznie (brzmienie do 14.02.2022)",
        "legal_pointer": f"{ART.format(4)}; przepisy o ochronie zdrowia psychicznego",
        "evidence_asked": "Zaświadczenie lekarza psychiatry, karta wypisu ze szpitala, orzeczenie.",
        "usual_validity_months": 12,
        "is_sensitive": True,
        "valid_from": THE_ACT,
        "valid_to": WORDING_OF_2022 - DAY,
    },
    {
        "code": 4,
        "statutory_wording": "osoby z zaburzeniami psychicznymi, w rozumieniu przepisów o ochronie "
        "zdrowia psychicznego",
        "public_wording": "osoby z zaburzeniami psychicznymi",
        "legal_pointer": f"{ART.format(4)}; przepisy o ochronie zdrowia psychicznego",
        "evidence_asked": "Zaświadczenie lekarza psychiatry, karta wypisu ze szpitala, orzeczenie "
        "z symbolem 01-U lub 02-P.",
        "usual_validity_months": 12,
        "is_sensitive": True,
        "valid_from": WORDING_OF_2022,
    },
    {
        "code": 5,
        "statutory_wording": "długotrwale bezrobotni w rozumieniu przepisów o promocji zatrudnienia "
        "i instytucjach rynku pracy",
        "public_wording": "długotrwale bezrobotni",
        "legal_pointer": f"{ART.format(5)}; ustawa z 20 kwietnia 2004 r. o promocji zatrudnienia",
        "evidence_asked": REGISTER_PAPER,
        "usual_validity_months": 1,
        "valid_from": WORDING_OF_2022,
        "valid_to": LABOUR_MARKET_ACT - DAY,
    },
    {
        "code": 5,
        "statutory_wording": "długotrwale bezrobotni w rozumieniu przepisów ustawy z dnia 20 marca 2025 r. "
        "o rynku pracy i służbach zatrudnienia",
        "public_wording": "długotrwale bezrobotni",
        "legal_pointer": f"{ART.format(5)}; art. 2 pkt 4 ustawy z 20 marca 2025 r. o rynku pracy "
        "i służbach zatrudnienia (Dz.U. 2025 poz. 620)",
        "evidence_asked": REGISTER_PAPER,
        "usual_validity_months": 1,
        "valid_from": LABOUR_MARKET_ACT,
    },
    {
        "code": 6,
        "statutory_wording": "zwalniani z zakładów karnych, mający trudności w integracji ze "
        "środowiskiem, w rozumieniu przepisów o pomocy społecznej",
        "public_wording": "zwalniani z zakładów karnych",
        "legal_pointer": f"{ART.format(6)}; przepisy o pomocy społecznej",
        "evidence_asked": "Świadectwo zwolnienia z zakładu karnego.",
        "usual_validity_months": 12,
        "is_sensitive": True,
        "valid_from": THE_ACT,
    },
    {
        "code": 7,
        "statutory_wording": "uchodźcy realizujący indywidualny program integracji, w rozumieniu "
        "przepisów o pomocy społecznej",
        "public_wording": "uchodźcy w indywidualnym programie integracji",
        "legal_pointer": f"{ART.format(7)}; przepisy o pomocy społecznej",
        "evidence_asked": "Decyzja o nadaniu statusu, karta pobytu, indywidualny program integracji "
        "(najwyżej 12 miesięcy). Ochrona czasowa (PESEL UKR) to nie jest status uchodźcy.",
        "usual_validity_months": 12,
        "valid_from": THE_ACT,
    },
    {
        "code": 8,
        "statutory_wording": "osoby niepełnosprawne, w rozumieniu przepisów o rehabilitacji "
        "zawodowej i społecznej oraz zatrudnianiu osób niepełnosprawnych",
        "public_wording": "osoby niepełnosprawne",
        "legal_pointer": f"{ART.format(8)}; ustawa z 27 sierpnia 1997 r. (Dz.U. 2025 poz. 913)",
        "evidence_asked": "Orzeczenie o stopniu niepełnosprawności albo równoważne (ZUS, KRUS, "
        "dawne grupy inwalidzkie).",
        "is_sensitive": True,
        "valid_from": DISABLED_ADDED,
    },
    {
        "code": 9,
        "statutory_wording": "inna osoba, która podlega wykluczeniu społecznemu (wyliczenie ustawy "
        "jest otwarte: „w szczególności”)",
        "public_wording": "inna osoba podlegająca wykluczeniu",
        "legal_pointer": f"art. 1 ust. 2 {THE_ACT_OF_2003}",
        "evidence_asked": "To, co potwierdza opisane okoliczności.",
        "needs_reason": True,
        "valid_from": THE_ACT,
    },
]


LAW = ["statutory_wording", "legal_pointer"]
# What the program loaded before the act's new text was read.
FORMER = {
    5: {
        "statutory_wording": "długotrwale bezrobotni",
        "legal_pointer": f"{ART.format(5)}; ustawa z 20 marca 2025 r. o rynku pracy i służbach "
        "zatrudnienia (Dz.U. 2025 poz. 620) – odesłanie do sprawdzenia",
    }
}


# A consolidated text changes where the words are found, not the words: code → (since, pointer).
NOW = f"art. 1 ust. 2 pkt {{}} {THE_ACT_OF_2003} (Dz.U. 2025 poz. 1718)"
ASSISTANCE = "przepisy o pomocy społecznej"
CONSOLIDATED_POINTERS = {
    1: [(CONSOLIDATED, f"{NOW.format(1)}; {ASSISTANCE}")],
    2: [(CONSOLIDATED, NOW.format(2))],
    3: [(CONSOLIDATED, NOW.format(3))],
    4: [(CONSOLIDATED, f"{NOW.format(4)}; przepisy o ochronie zdrowia psychicznego")],
    5: [
        (
            CONSOLIDATED,
            f"{NOW.format(5)}; art. 2 pkt 4 ustawy z 20 marca 2025 r. o rynku pracy i służbach "
            "zatrudnienia (Dz.U. 2025 poz. 620)",
        )
    ],
    6: [(CONSOLIDATED, f"{NOW.format(6)}; {ASSISTANCE}")],
    7: [(CONSOLIDATED, f"{NOW.format(7)}; {ASSISTANCE}")],
    8: [
        (CONSOLIDATED, f"{NOW.format(8)}; ustawa z 27 sierpnia 1997 r. (Dz.U. 2025 poz. 913)"),
        (
            REHABILITATION_CONSOLIDATED,
            f"{NOW.format(8)}; ustawa z 27 sierpnia 1997 r. (Dz.U. 2026 poz. 884)",
        ),
    ],
    9: [(CONSOLIDATED, f"art. 1 ust. 2 {THE_ACT_OF_2003} (Dz.U. 2025 poz. 1718)")],
}


PRACTICE = "praktyka ośrodków; ustawa nie wskazuje dokumentu"
PROGRAMME_ITSELF = f"art. 1 ust. 2 pkt {{}} {THE_ACT_OF_2003}: kategorią jest realizowanie programu"
INTEGRATION_PROGRAMME = (
    "art. 91–95 ustawy z 12 marca 2004 r. o pomocy społecznej (Dz.U. 2026 poz. 639): program integracji "
    "trwa najwyżej 12 miesięcy"
)
_KINDS = EvidenceKind
ACCEPTED = {
    1: [_KINDS.PROGRAMME, _KINDS.CERTIFICATE, _KINDS.STATEMENT, _KINDS.OTHER],
    2: [_KINDS.CERTIFICATE, _KINDS.DISCHARGE, _KINDS.STATEMENT, _KINDS.OTHER],
    3: [_KINDS.CERTIFICATE, _KINDS.DISCHARGE, _KINDS.STATEMENT, _KINDS.OTHER],
    4: [_KINDS.CERTIFICATE, _KINDS.RULING, _KINDS.DISCHARGE, _KINDS.OTHER],
    5: [_KINDS.CERTIFICATE, _KINDS.SEPI, _KINDS.DECISION, _KINDS.STATEMENT, _KINDS.OTHER],
    6: [_KINDS.DISCHARGE, _KINDS.CERTIFICATE, _KINDS.STATEMENT, _KINDS.OTHER],
    7: [_KINDS.PROGRAMME, _KINDS.DECISION, _KINDS.CERTIFICATE, _KINDS.OTHER],
    8: [_KINDS.RULING, _KINDS.DECISION, _KINDS.SEPI, _KINDS.OTHER],
    9: list(_KINDS),
}
# Of law, not of practice: category and kind → source, longest months.
BY_LAW = {
    (1, _KINDS.PROGRAMME): (PROGRAMME_ITSELF.format(1), None),
    (7, _KINDS.PROGRAMME): (INTEGRATION_PROGRAMME, 12),
}


def wordings() -> dict[int, list[dict]]:
    """By code, the rows of a category up to today, oldest first."""
    found = defaultdict(list)
    for facts in CATEGORIES:
        found[facts["code"]].append(facts)
    for code, pointers in CONSOLIDATED_POINTERS.items():
        words = found[code][-1]
        found[code] += [
            words | {"legal_pointer": pointer, "valid_from": since} for since, pointer in pointers
        ]
    return found


@transaction.atomic
def load_categories(on: date | None = None) -> int:
    """Add the wordings that are missing and say how many; what the centre worded itself is left alone.

    Where the centre has a category already, its newest wording follows from the day `on` (today), or from the
    day behind the last decision under the former one.
    """
    on = on or timezone.localdate()
    return sum(
        load_wordings(
            EligibilityCategory,
            rows,
            key="code",
            words=LAW,
            on=on,
            former=[FORMER[code]] if code in FORMER else [],
            free_from=_behind_decisions,
        )
        for code, rows in wordings().items()
    )


def _behind_decisions(category: EligibilityCategory) -> date | None:
    decided = Eligibility.with_voided.filter(category=category)
    last = decided.aggregate(last=Max("established_on"))["last"]
    return last and last + DAY


@transaction.atomic
def load_accepted_evidence() -> int:
    """Add the kinds of which the centre has no row beside the category; say how many."""
    known = set(AcceptedEvidence.objects.values_list("code", "kind"))
    made = AcceptedEvidence.objects.bulk_create(
        _accepted(code, kind)
        for code, kinds in ACCEPTED.items()
        for kind in kinds
        if (code, kind) not in known
    )
    return len(made)


def _accepted(code: int, kind: EvidenceKind) -> AcceptedEvidence:
    source, longest = BY_LAW.get((code, kind), (PRACTICE, None))
    return AcceptedEvidence(
        code=code, kind=kind, longest_months=longest, source=source, valid_from=THE_ACT
    )


def load_register_limits() -> int:
    """The limits of the act of 20 March 2025, where the centre has none of its own; say how many."""
    if RegisterLimit.objects.exists():
        return 0
    RegisterLimit.objects.create(
        longest_months=36,
        contact_days=90,
        again_after_days=90,
        source="art. 63, art. 65 ust. 1 pkt 11 i art. 433 ust. 7 ustawy z 20 marca 2025 r. o rynku pracy "
        "i służbach zatrudnienia (Dz.U. 2025 poz. 620)",
        valid_from=LABOUR_MARKET_ACT,
    )
    return 1


def load_commission_limits() -> int:
    """The limits of art. 200, where the centre has none of its own; say how many."""
    if CommissionLimit.objects.exists():
        return 0
    CommissionLimit.objects.create(
        longest_months=6,
        hours_a_day=4,
        source="art. 200 ustawy z 20 marca 2025 r. o rynku pracy i służbach zatrudnienia (Dz.U. 2025 poz. "
        "620), art. 18 ust. 7–9 ustawy o zatrudnieniu socjalnym (Dz.U. 2025 poz. 1718)",
        valid_from=LABOUR_MARKET_ACT,
    )
    return 1


def load_opening_limits() -> int:
    """For how long a case is opened with a reason, where the centre did not say; say how many."""
    if OpeningLimit.objects.exists():
        return 0
    OpeningLimit.objects.create(
        hours=4, source="ustalenie ośrodka: do zmiany przez administratora", valid_from=THE_ACT
    )
    return 1


# Of both perspectives by what office forms say; the centre confirms it for its project.
_TO_CONFIRM = "Do potwierdzenia w regulaminie projektu."


def load_project_definitions() -> int:
    """Whom EU projects call long-term unemployed, where the centre has no words of its own; say how many."""
    if ProjectDefinition.objects.exists():
        return 0
    ProjectDefinition.objects.create(
        more_than_months=12,
        young_below=25,
        young_more_than_months=6,
        source=f"Formularze uczestników projektów EFS 2014–2020. {_TO_CONFIRM}",
        valid_from=date(2014, 1, 1),
        valid_to=date(2020, 12, 31),
    )
    ProjectDefinition.objects.create(
        more_than_months=12,
        source=f"Praktyka projektów EFS+ 2021–2027: jedna granica dla każdego wieku. {_TO_CONFIRM}",
        valid_from=date(2021, 1, 1),
    )
    return 2
