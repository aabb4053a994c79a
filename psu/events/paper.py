"""The notice on paper, as both who get it need it."""

from kis.accounts.models import Centre
from kis.documents.keeping import beginning
from kis.lib.dates import polish
from kis.lib.pdf import render_paper
from psu import letters
from psu.models import Notice


def notice_paper(notice: Notice) -> bytes:
    """Raises Refused where the paper takes too long."""
    event, centre = notice.event, Centre.objects.current()
    referral = event.referral
    agreement = referral.agreement
    return render_paper(
        "psu/events/notice_print.html",
        {
            "centre": centre,
            "number": notice.number_word,
            "dated": letters.dated(centre, notice.written_on),
            "addressees": [letters.labour_office(agreement, centre), letters.head_of(centre)],
            "facts": [
                *letters.identity_of(referral.person),
                ("Skierowanie", f"nr {referral.number} z {polish(referral.issued_on)}"),
                ("Porozumienie", f"nr {agreement.number} z {polish(agreement.signed_on)}"),
                ("Miejsce wykonywania prac", _place(referral.place)),
                ("Dzień i godzina", f"{polish(event.day)}, {event.hour:%-H.%M}"),
                ("Zdarzenie", event.get_kind_display()),
            ],
            "text": notice.text,
            "basis": basis(agreement),
            "signatures": [{"label": "data i podpis osoby upoważnionej"}],
        },
        name=f"Zawiadomienie nr {notice.number_word}",
        made_at=beginning(notice.written_on),
    )


def basis(agreement) -> str:
    """Each of the four kinds has its place in the law."""
    if agreement.regime.is_old:
        return letters.OLD_BASIS.format(where="§ 5 ust. 2")
    return letters.NEW_BASIS.format(where="ust. 10 pkt 4")


def _place(place) -> str:
    return ", ".join(filter(None, [place.name, place.address]))
