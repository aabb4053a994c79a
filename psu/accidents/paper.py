"""The protocol on paper: a copy for the person, a copy for ZUS."""

from kis.accounts.models import Centre
from kis.documents.keeping import beginning
from kis.lib.dates import polish
from kis.lib.pdf import render_paper
from psu import letters
from psu.models import Accident

BASIS = (
    "art. 2 ust. 1 pkt 14 ustawy z dnia 30 października 2002 r. o zaopatrzeniu z tytułu wypadków lub chorób "
    "zawodowych powstałych w szczególnych okolicznościach (Dz.U. z 2025 r. poz. 1565)"
)


def accident_paper(accident: Accident) -> bytes:
    """Raises Refused where the paper takes too long."""
    centre, referral = Centre.objects.current(), accident.referral
    return render_paper(
        "psu/accidents/print.html",
        {
            "centre": centre,
            "number": accident.number_word,
            "dated": letters.dated(centre, accident.written_on),
            "is_large": referral.person.reads_with_difficulty,
            "facts": [
                *letters.identity_of(referral.person),
                ("Skierowanie", f"nr {referral.number} z {polish(referral.issued_on)}"),
                ("Porozumienie", f"nr {referral.agreement.number}"),
                ("Podmiot, w którym są wykonywane prace", str(referral.place)),
                ("Rodzaj pracy", str(referral.kind)),
                ("Dzień i godzina wypadku", f"{polish(accident.day)}, {accident.hour:%-H.%M}"),
                ("Miejsce wypadku", accident.place),
            ],
            "sections": [
                ("Co osoba robiła", accident.activity),
                ("Okoliczności i przyczyna", accident.circumstances),
                ("Obrażenia, słowami osoby", accident.injury),
                ("Pierwsza pomoc", _first_aid(accident)),
                ("Świadkowie", accident.witnesses or "Świadków nie ustalono."),
                ("Kogo zawiadomiono", _told(accident)),
            ],
            "basis": BASIS,
            "signatures": [
                {"label": "data i podpis osoby", "name": referral.person.full_name},
                {"label": "data i podpis opiekuna PSU"},
                {"label": "data i podpis sporządzającego", "name": str(accident.written_by)},
            ],
        },
        name=f"Protokół zdarzenia nr {accident.number_word}",
        made_at=beginning(accident.written_on),
        copies=2,
    )


def _first_aid(accident: Accident) -> str:
    called = "Wezwano pogotowie." if accident.ambulance else "Pogotowia nie wzywano."
    return "\n".join(filter(None, [accident.first_aid, called]))


def _told(accident: Accident) -> str:
    told = [
        ("Powiatowy urząd pracy", accident.told_labour_on),
        ("ZUS", accident.told_zus_on),
    ]
    return "\n".join(f"{who}: {polish(day) if day else '................'}" for who, day in told)
