"""What the start page of reports offers, in the order in which an office asks for it."""

from dataclasses import dataclass

from django.urls import reverse

from kis.reports.models import ReportCopy


@dataclass(frozen=True)
class Offer:
    title: str
    about: str
    address: str
    right: str
    arguments: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return reverse(self.address, args=self.arguments)


SHELVES: list[tuple[str, list[Offer]]] = [
    (
        "Sprawozdania",
        [
            Offer(
                "Sprawozdanie roczne KIS",
                "Do wojewody, do 31 marca: kadra, uczestnicy, usługi, efekty, działania, dotacje.",
                "reports:report",
                "reports.open_reports",
                (ReportCopy.Report.YEARLY,),
            ),
            Offer(
                "MRiPS-03 za I półrocze",
                "Kontrakty i osoby: dwie różne liczby.",
                "reports:report",
                "reports.open_reports",
                (ReportCopy.Report.MRIPS_HALF,),
            ),
            Offer(
                "MRiPS-03 za rok",
                "To samo za cały rok.",
                "reports:report",
                "reports.open_reports",
                (ReportCopy.Report.MRIPS_YEAR,),
            ),
            Offer(
                "Sprawozdanie dla rady",
                "Osoby, godziny, koszt i efekty trzech lat obok siebie.",
                "reports:report",
                "reports.open_reports",
                (ReportCopy.Report.COUNCIL,),
            ),
            Offer(
                "Asystenci rodziny",
                "Rodziny, dzieci i asystenci roku; obciążenie miesiąc po miesiącu.",
                "reports:report",
                "reports.view_families",
                (ReportCopy.Report.FAMILIES,),
            ),
            Offer(
                "Dane o KIS (MRiPS CAS 01)",
                "Zmienne zbioru o klubach dla ministerstwa, w układzie ośrodka.",
                "reports:report",
                "reports.open_reports",
                (ReportCopy.Report.CENTRAL,),
            ),
            Offer(
                "Dane do oceny zasobów (OZPS)",
                "Klub, prace społecznie użyteczne i kontrakty: trzy lata i prognoza.",
                "reports:report",
                "reports.open_reports",
                (ReportCopy.Report.RESOURCES,),
            ),
            Offer(
                "Terminy urzędowe",
                "Co i do kiedy, co już zrobiono i co wysłano.",
                "reports:dates",
                "reports.open_reports",
            ),
            Offer(
                "Kopie sprawozdań",
                "To, co wysłano, z różnicami do dzisiejszych danych.",
                "reports:copies",
                "reports.open_reports",
            ),
        ],
    ),
    (
        "Co się wpisuje do sprawozdań",
        [
            Offer(
                "Kadra klubu",
                "Pracownicy i wolontariusze: wymiar czasu pracy i podstawa.",
                "reports:staff",
                "reports.open_reports",
            ),
            Offer(
                "Dotacje",
                "Otrzymane pieniądze i ich rozliczenie.",
                "reports:grants",
                "reports.open_reports",
            ),
        ],
    ),
    (
        "Rejestry i liczby",
        [
            Offer(
                "PSU w liczbach",
                "Godziny, pieniądze i osoby roku, miesiąc po miesiącu.",
                "psu:figures",
                "psu.view_psu",
            ),
            Offer(
                "Obecność w miesiącu",
                "Osoby i spotkania na jednym arkuszu, ze wskaźnikiem obecności.",
                "activities:last_month",
                "activities.view_month",
            ),
            Offer(
                "Praca i staże",
                "Zatrudnienie, staże i roboty publiczne uczestników, z wynikiem.",
                "activities:placements",
                "activities.view_placements",
            ),
        ],
    ),
    (
        "Kontrola",
        [
            Offer(
                "Kompletność dokumentów",
                "Czego brakuje u kogo, według osób prowadzących, z czynnością przy każdym braku.",
                "inspection:completeness",
                "inspection.view_answers",
            ),
            Offer(
                "W dniu kontroli",
                "Każda odpowiedź to jedna strona, jeden wydruk i tabela do pobrania.",
                "inspection:start",
                "inspection.view_answers",
            ),
        ],
    ),
]


def shelves_for(user) -> list[tuple[str, list[Offer]]]:
    found = [
        (title, [offer for offer in offers if user.has_perm(offer.right)])
        for title, offers in SHELVES
    ]
    return [(title, offers) for title, offers in found if offers]
