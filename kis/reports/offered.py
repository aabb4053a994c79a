"""What the start page of reports offers, in the order in which an office asks for it."""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Offer:
    title: str
    about: str
    address: str
    right: str

    @property
    def url(self) -> str:
        return reverse(self.address)


SHELVES: list[tuple[str, list[Offer]]] = [
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
