"""The register of processing activities that a new centre starts from; all of it is its own to edit."""

import datetime

from kis.privacy.models import FileKind, ProcessingActivity, RetentionClass

SECURITY = (
    "Dostęp imienny na podstawie pisemnych upoważnień i pisemnego zobowiązania do poufności, drugi składnik "
    "logowania, dziennik dostępu pieczętowany co minutę, historia zmian, szyfrowane kopie zapasowe i próby "
    "ich odtworzenia, serwer i połączenia ośrodka."
)
SOCIAL = "ustawa z dnia 12 marca 2004 r. o pomocy społecznej (art. 100)"
EMPLOYMENT = "ustawa z dnia 13 czerwca 2003 r. o zatrudnieniu socjalnym (art. 1 i 18)"
BY_LAW = "art. 6 ust. 1 lit. c i e RODO"
BY_CLASS = (
    "Według wykazu akt ośrodka, licząc od 1 stycznia po roku zakończenia sprawy; potem brakowanie za zgodą "
    "archiwum państwowego."
)
FROM_PERSON = "Od osoby; z ośrodka pomocy społecznej i powiatowego urzędu pracy."

ACTIVITIES = [
    {
        "code": "klub",
        "name": "Klub Integracji Społecznej: uczestnicy i kontrakty socjalne",
        "purposes": "Przyjęcie do klubu, kontrakt socjalny, zajęcia, zaświadczenia i sprawozdania z tego.",
        "legal_basis": f"{BY_LAW}; art. 9 ust. 2 lit. b i art. 10 RODO; {EMPLOYMENT}; {SOCIAL}.",
        "people": "Osoby zgłoszone do klubu, uczestnicy i byli uczestnicy, członkowie rodzin w kontraktach.",
        "data": "Dane identyfikacyjne i kontaktowe, sytuacja rodzinna i zawodowa, podstawa udziału (także "
        "zdrowie, uzależnienie, karalność), kontrakty i ich oceny, obecność, notatki.",
        "sources": FROM_PERSON,
        "recipients": "Powiatowy urząd pracy, wojewoda (sprawozdania bez nazwisk), organy kontroli; firmy, "
        "które na zlecenie utrzymują system.",
        "retention": BY_CLASS,
        "security": SECURITY,
    },
    {
        "code": "psu",
        "name": "Prace społecznie użyteczne",
        "purposes": "Skierowania, ewidencja godzin, wypłata świadczeń, refundacja z Funduszu Pracy.",
        "legal_basis": f"{BY_LAW}; ustawa z dnia 20 marca 2025 r. o rynku pracy i służbach zatrudnienia "
        f"(art. 142); do porozumień wcześniejszych art. 73a ustawy z dnia 20 kwietnia 2004 r.; {SOCIAL}.",
        "people": "Osoby skierowane do prac społecznie użytecznych i kandydaci.",
        "data": "Dane identyfikacyjne, skierowanie, badania i szkolenie BHP bez rozpoznania, godziny i "
        "nieobecności, numer rachunku, wypłaty, zdarzenia i wypadki.",
        "sources": FROM_PERSON,
        "recipients": "Starosta i powiatowy urząd pracy, bank, podmioty, w których wykonuje się prace "
        "(imię, nazwisko i godziny), ZUS przy wypadku, organy kontroli.",
        "retention": BY_CLASS,
        "security": SECURITY,
    },
    {
        "code": "uzytkownicy",
        "name": "Użytkownicy programu",
        "purposes": "Nadawanie dostępu, upoważnienia, rozliczalność (dziennik dostępu i historia zmian).",
        "legal_basis": "art. 6 ust. 1 lit. c i art. 32 RODO; § 19 i 20 KRI (Dz.U. 2024 poz. 773).",
        "people": "Pracownicy ośrodka, opiekunowie w miejscach prac, kontrolujący.",
        "data": "Imię, nazwisko, login, służbowy e-mail i telefon, role, logowania, czynności w programie.",
        "sources": "Od osoby i od ośrodka.",
        "recipients": "Organy kontroli; firmy, które na zlecenie utrzymują system.",
        "retention": "Konto tak długo, jak trwa upoważnienie; dziennik dostępu co najmniej 2 lata.",
        "security": SECURITY,
    },
    {
        "code": "prawa",
        "name": "Wnioski osób o dane osobowe",
        "purposes": "Odpowiedź na wnioski z art. 15–21 RODO i wykazanie, że jej udzielono.",
        "legal_basis": "art. 6 ust. 1 lit. c RODO; art. 5 ust. 2 i art. 12 RODO.",
        "people": "Osoby, których dane są w programie.",
        "data": "Dane identyfikacyjne, treść wniosku i odpowiedzi.",
        "sources": "Od osoby.",
        "recipients": "Prezes Urzędu Ochrony Danych Osobowych na żądanie.",
        "retention": BY_CLASS,
        "security": SECURITY,
    },
]


def load_activities(on: datetime.date) -> int:
    """Add the codes that the centre has no row of, from the day on; say how many."""
    known = set(ProcessingActivity.objects.values_list("code", flat=True))
    made = ProcessingActivity.objects.bulk_create(
        ProcessingActivity(**facts, valid_from=on)
        for facts in ACTIVITIES
        if facts["code"] not in known
    )
    return len(made)


EXAMPLE = "przykład do sprawdzenia w wykazie akt ośrodka"
# Client files of social assistance are BE10 in most offices, applications without further course B5.
CLASSES = {FileKind.CLUB: "BE10", FileKind.PSU: "BE10", FileKind.APPLICATION: "B5"}


def load_classes(on: datetime.date) -> int:
    """The same of archive classes."""
    known = set(RetentionClass.objects.values_list("code", flat=True))
    made = RetentionClass.objects.bulk_create(
        RetentionClass(code=code, symbol=symbol, source=EXAMPLE, valid_from=on)
        for code, symbol in CLASSES.items()
        if code not in known
    )
    return len(made)
