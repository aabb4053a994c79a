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
    "handing_over": "Zasiłek przelewem na rachunek, listy na adres zamieszkania.",
    "own_words": "Zależy nam, żeby dzieci nie musiały zmieniać szkoły.",
}
WORDS_B = {
    "labour_group": "osoba długotrwale bezrobotna",
    "pup_referral_number": "PUP.632.44.2026",
    "pup_referral_on": D(2026, 11, 12),
    "causes": "Likwidacja zakładu w 2024 r., przerwa w pracy dłuższa niż rok, brak aktualnych kwalifikacji "
    "komputerowych.",
    "strengths": "Dwanaście lat pracy w magazynie, prawo jazdy kat. B, obsługa wózka widłowego. Dokładność, "
    "wsparcie siostry. W mieście są wolne miejsca pracy w handlu.",
    "limits": "Opieka nad matką w poniedziałki, brak dojazdu poza Puławy, obawa przed rozmową z pracodawcą.",
    "past_actions": "Osoba bezrobotna od 3.02.2025. Dwa staże z PUP, kurs obsługi wózka widłowego.",
    "failure_reasons": "Po stażach nie było zatrudnienia: godziny nie pasowały do opieki nad matką.",
    "effects_to_support": "Uprawnienia na wózek widłowy, nawyk regularnego wychodzenia z domu.",
    "main_goal": "Podjęcie pracy w pełnym wymiarze do 31 maja 2027 r.",
    "handing_over": "Nie dotyczy.",
    "club_activities": "Warsztat komputerowy we wtorki i czwartki, 9.00–12.00.",
}
GOALS = [
    (
        {
            "text": "Aktualne umiejętności biurowe",
            "effect": "samodzielne pisanie i wysyłanie dokumentów",
        },
        [
            ("person", "Udział w warsztacie komputerowym KIS, dwa razy w tygodniu", D(2027, 2, 28)),
            ("worker", "Zapisanie na warsztat, rozmowa o postępach co miesiąc", D(2027, 2, 28)),
        ],
    ),
    (
        {
            "text": "Gotowość do rozmowy z pracodawcą",
            "effect": "gotowe CV i trzy odbyte rozmowy",
        },
        [
            ("person", "Cztery spotkania z doradcą zawodowym", D(2027, 1, 31)),
            ("worker", "Umówienie doradcy, przygotowanie dokumentów", D(2027, 1, 31)),
            ("person", "Trzy rozmowy u pracodawców", D(2027, 5, 15)),
        ],
    ),
]
PARTNER_ACTS = ("person", "Umowa ze spółdzielnią o spłatę zaległości w ratach", D(2027, 1, 31), 0)
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
