"""Whole contracts, worded as a social worker would, that may be printed."""

import datetime

from contracts.drafting import make_draft

D = datetime.date

WORDS_A = {
    "causes": "Utrata pracy przez oboje rodziców w 2025 r. i zadłużenie mieszkania, które z niej wynikło. "
    "Napięcia w rodzinie utrudniają szukanie pracy.",
    "strengths": "Rodzina chce spłacić dług i pozostać w mieszkaniu. Oboje mają doświadczenie w handlu. "
    "Babcia pomaga w opiece nad dziećmi.",
    "limits": "Brak żłobka blisko domu, zaległości czynszowe 4 200 zł, brak prawa jazdy.",
    "main_goal": "Stały dochód z pracy i spłata zaległości czynszowych.",
    "expected_effects": "Praca co najmniej jednej osoby i ugoda ze spółdzielnią, spłacana w terminie.",
    "own_words": "Zależy nam, żeby dzieci nie musiały zmieniać szkoły.",
}
WORDS_B = {
    "labour_group": "osoba długotrwale bezrobotna",
    "pup_referral_number": "PUP.632.44.2026",
    "pup_referral_on": D(2026, 11, 12),
    "causes": "Likwidacja zakładu w 2024 r., przerwa w pracy dłuższa niż rok, brak aktualnych kwalifikacji "
    "komputerowych.",
    "qualifications": "Dwanaście lat pracy w magazynie, prawo jazdy kat. B, obsługa wózka widłowego.",
    "strengths": "Dokładność, dobra organizacja dnia, wsparcie siostry.",
    "limits": "Opieka nad matką w poniedziałki, brak dojazdu poza Puławy, obawa przed rozmową z pracodawcą.",
    "past_actions": "Dwa staże z PUP bez zatrudnienia po nich: terminy nie pasowały do opieki nad matką.",
    "main_goal": "Podjęcie pracy w pełnym wymiarze do 31 maja 2027 r.",
    "expected_effects": "Zatrudnienie i samodzielne utrzymanie się z pracy.",
    "club_activities": "Warsztat komputerowy we wtorki i czwartki, 9.00–12.00.",
}
GOALS = [
    (
        "Aktualne umiejętności biurowe",
        [
            ("person", "Udział w warsztacie komputerowym KIS, dwa razy w tygodniu", D(2027, 2, 28)),
            ("worker", "Zapisanie na warsztat, rozmowa o postępach co miesiąc", D(2027, 2, 28)),
        ],
    ),
    (
        "Gotowość do rozmowy z pracodawcą",
        [
            ("person", "Cztery spotkania z doradcą zawodowym", D(2027, 1, 31)),
            ("worker", "Umówienie doradcy, przygotowanie dokumentów", D(2027, 1, 31)),
            ("person", "Trzy rozmowy u pracodawców", D(2027, 5, 15)),
        ],
    ),
]
PARTNER = {"role": "signs", "last_name": "Lis", "first_name": "Ewa"}
REVIEWS = [(D(2027, 1, 12), False), (D(2027, 3, 12), False), (D(2027, 5, 31), True)]


def whole_draft(person, *, contract_type="B", goals=GOALS, **facts):
    """A draft that lacks nothing."""
    worker = person.responsible
    words = {"A": WORDS_A, "B": WORDS_B}[contract_type]
    return make_draft(
        person,
        by=worker,
        goals=goals,
        **{
            "type": contract_type,
            "ends_on": D(2027, 5, 31),
            "worker_phone": "81 458 00 01",
            "reviews": REVIEWS,
            **words,
            **facts,
        },
    )
