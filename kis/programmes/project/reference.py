"""The words and the columns of the EU system that a new centre starts from; both are the centre's to change.

Known from what the system accepts (see `SOURCE`), not from its own list: whoever sends the first file
compares them with the template that the system gives.
"""

import datetime

from kis.programmes.models import ExportColumn, ExportTemplate, ProjectWord, Words

SOURCE = "przykłady plików z projektów 2021–2027; porównaj ze wzorem pobranym z systemu"
GUESSED = "do sprawdzenia: brzmienie ułożone według słów wytycznych, nie pobrane z systemu"
SINCE = datetime.date(2021, 1, 1)

SCOPE = "reintegracja"
# code, wording, what it belongs to, whether the wording was seen in a file
WORDS = {
    Words.KIND: [
        ("individual", "Indywidualny", "", True),
        ("institutional", "Instytucjonalny", "", True),
    ],
    Words.SEX: [("K", "Kobieta", "", True), ("M", "Mężczyzna", "", True)],
    Words.EDUCATION: [
        ("none", "Brak lub niepełne podstawowe (ISCED 0)", "", True),
        ("below", "Niższe niż podstawowe (ISCED 0–2)", "", True),
        ("primary", "Podstawowe (ISCED 1) lub gimnazjalne (ISCED 2)", "", True),
        ("secondary", "Ponadgimnazjalne (ISCED 3) lub policealne (ISCED 4)", "", True),
        ("higher", "Wyższe (ISCED 5–8)", "", True),
    ],
    Words.CITIZENSHIP: [
        ("polish", "Obywatelstwo polskie", "", True),
        ("eu", "Obywatelstwo kraju UE", "", False),
        (
            "other",
            "Brak polskiego obywatelstwa lub UE – obywatel kraju spoza UE/ bezpaństwowiec",
            "",
            True,
        ),
    ],
    Words.VOIVODESHIP: [
        (code, name, "", True)
        for code, name in [
            ("dolnoslaskie", "dolnośląskie"),
            ("kujawsko-pomorskie", "kujawsko-pomorskie"),
            ("lubelskie", "lubelskie"),
            ("lubuskie", "lubuskie"),
            ("lodzkie", "łódzkie"),
            ("malopolskie", "małopolskie"),
            ("mazowieckie", "mazowieckie"),
            ("opolskie", "opolskie"),
            ("podkarpackie", "podkarpackie"),
            ("podlaskie", "podlaskie"),
            ("pomorskie", "pomorskie"),
            ("slaskie", "śląskie"),
            ("swietokrzyskie", "świętokrzyskie"),
            ("warminsko-mazurskie", "warmińsko-mazurskie"),
            ("wielkopolskie", "wielkopolskie"),
            ("zachodniopomorskie", "zachodniopomorskie"),
        ]
    ],
    Words.DEGURBA: [
        ("town", "DEGURBA 1", "", False),
        ("suburb", "DEGURBA 2", "", False),
        ("rural", "DEGURBA 3", "", False),
    ],
    Words.STATUS: [
        ("unemployed", "Osoba bezrobotna", "", True),
        ("inactive", "Osoba bierna zawodowo", "", True),
        ("employed", "Osoba pracująca", "", True),
    ],
    Words.STATUS_DETAIL: [
        ("long_term", "Osoba długotrwale bezrobotna", "unemployed", False),
        ("unemployed_other", "Inne", "unemployed", True),
        ("learning", "Osoba uczestnicząca w kształceniu lub szkoleniu", "inactive", False),
        (
            "not_learning",
            "Osoba nieuczestnicząca w kształceniu lub szkoleniu",
            "inactive",
            True,
        ),
    ],
    Words.ANSWER: [
        ("yes", "Tak", "", True),
        ("no", "Nie", "", True),
        ("refused", "Odmowa podania informacji", "", False),
    ],
    Words.SITUATION: [
        ("work", "Osoba podjęła pracę lub samozatrudnienie", "", False),
        ("seeking", "Osoba poszukuje pracy", "", False),
        ("learning", "Osoba podjęła kształcenie lub szkolenie", "", False),
        ("qualified", "Osoba uzyskała kwalifikacje", "", False),
        ("better", "Sytuacja społeczna osoby uległa poprawie", "", False),
        ("none", "Brak zmiany sytuacji", "", False),
    ],
    Words.SCOPE: [(SCOPE, "Reintegracja społeczno-zawodowa", "", False)],
    Words.SUPPORT: [
        ("poradnictwo", "Poradnictwo", SCOPE, False),
        ("warsztaty", "Warsztaty", SCOPE, False),
        ("szkolenie", "Szkolenie lub kurs", SCOPE, False),
        ("staz", "Staż", SCOPE, False),
        ("posrednictwo", "Pośrednictwo pracy", SCOPE, False),
    ],
    Words.SUPPORT_DETAIL: [],
}

# Heading and content, by place: „w tym” stands twice.
COLUMNS = [
    ("Kraj", "country"),
    ("Rodzaj uczestnika", "kind"),
    ("Nazwa instytucji", "institution"),
    ("Imię", "first_name"),
    ("Nazwisko", "last_name"),
    ("PESEL/Inny identyfikator", "identifier"),
    ("brak PESEL", "no_pesel"),
    ("Techniczny identyfikator uczestnika", "technical_id"),
    ("Płeć", "sex"),
    ("Wiek w chwili przystąpienia do projektu", "age"),
    ("Wykształcenie", "education"),
    ("Obywatelstwo", "citizenship"),
    ("Województwo", "voivodeship"),
    ("Powiat", "county"),
    ("Gmina", "municipality"),
    ("Miejscowość", "town"),
    ("Ulica", "street"),
    ("Numer domu", "house"),
    ("Numer lokalu", "flat"),
    ("Kod pocztowy", "postal_code"),
    ("Obszar według stopnia urbanizacji (DEGURBA)", "degurba"),
    ("Telefon kontaktowy", "phone"),
    ("Adres e-mail", "email"),
    ("Data rozpoczęcia udziału w projekcie", "starts_on"),
    ("Data zakończenia udziału w projekcie", "ends_on"),
    ("Status osoby na rynku pracy w chwili przystąpienia do projektu", "status"),
    ("w tym", "status_detail"),
    ("Planowana data zakończenia edukacji", "education_ends_on"),
    ("Sytuacja osoby w momencie zakończenia udziału w projekcie", "situation"),
    (
        "Zakończenie udziału osoby w projekcie zgodnie z zaplanowaną dla niej ścieżką uczestnictwa",
        "by_path",
    ),
    ("Zakres wsparcia", "scope"),
    ("Rodzaj przyznanego wsparcia", "support"),
    ("w tym", "support_detail"),
    ("Data rozpoczęcia udziału we wsparciu", "support_from"),
    ("Data założenia działalności gospodarczej", "business_on"),
    ("Osoba obcego pochodzenia", "foreign_origin"),
    ("Obywatel państwa trzeciego", "third_country"),
    (
        "Osoba należąca do mniejszości narodowej lub etnicznej (w tym społeczności marginalizowane)",
        "minority",
    ),
    ("Osoba bezdomna lub dotknięta wykluczeniem z dostępu do mieszkań", "homeless"),
    ("Osoba z niepełnosprawnościami", "disability"),
]


def load_project_words() -> int:
    """The usual words, where the centre has none of its own; say how many."""
    if ProjectWord.objects.exists():
        return 0
    rows = [
        ProjectWord(
            field=field,
            code=code,
            wording=wording,
            belongs_to=belongs_to,
            order=place * 10,
            source=SOURCE if is_seen else GUESSED,
            valid_from=SINCE,
        )
        for field, words in WORDS.items()
        for place, (code, wording, belongs_to, is_seen) in enumerate(words, start=1)
    ]
    return len(ProjectWord.objects.bulk_create(rows))


def load_project_columns() -> int:
    """The usual columns, where the centre has arranged none; say how many."""
    if ExportTemplate.objects.exists():
        return 0
    template = ExportTemplate.objects.create(source=SOURCE, valid_from=SINCE)
    columns = [
        ExportColumn(template=template, place=place, heading=heading, content=content)
        for place, (heading, content) in enumerate(COLUMNS, start=1)
    ]
    return len(ExportColumn.objects.bulk_create(columns))
