"""Acts: the certificate of a stay is issued under a number, and printed; its bytes are kept from then on."""

import datetime
import re

from contracts.models import Action
from contracts.participation import covers_of, uncovered
from kis.accounts.letterhead import lacking, letterhead, on_paper
from kis.accounts.models import Centre
from kis.documents.keeping import beginning, kept_print
from kis.documents.models import Document, NumberSeries
from kis.lib.dates import polish, polish_range
from kis.lib.pdf import render_paper
from kis.lib.refusals import Refused, refused_by_database
from kis.lib.typed import one_line
from participants.models import Certificate, Participation, Person
from participants.stay_guards import SENTENCES

SERIES = "kis_certificate"
BASIS = (
    "art. 18 ust. 5a ustawy z dnia 13 czerwca 2003 r. o zatrudnieniu socjalnym "
    "(Dz.U. z 2025 r. poz. 1718)"
)
TOOK_PART = {Person.Sex.WOMAN: "uczestniczyła", Person.Sex.MAN: "uczestniczył"}
FINISHED = {Person.Sex.WOMAN: "ukończyła", Person.Sex.MAN: "ukończył"}
CARRIED_OUT = {
    Participation.CarriedOut.YES: "został zrealizowany",
    Participation.CarriedOut.PARTLY: "został zrealizowany częściowo",
    Participation.CarriedOut.NO: "nie został zrealizowany",
}
WITHOUT_CONTRACT = "Uczestnictwo odbywało się bez kontraktu socjalnego (art. 18 ust. 7–9 ustawy)."
# Beginnings of words that tell of health, addiction or conviction: the paper is shown to employers.
SECRET = re.compile(
    r"\b(terapi|psychoterapi|psychi|psycholog|lecz|lekar|zdrow|chor(?:ob|y)|niepełnospraw|orzeczeni|rehabilit"
    r"|uzależn|alkohol|narkoty|trzeźw|odwyk|detoks|karn|skazan|więzie|kurator|przemoc|bezdomn)",
    re.IGNORECASE,
)


def tells_a_secret(line: str) -> bool:
    return SECRET.search(line) is not None


def known_forms(stay: Participation, last: datetime.date) -> list[str]:
    """What the person was to do by the contracts of the stay, but for what must not stand on the paper."""
    if stay.is_commissioned:
        return []
    contracts = stay.person.contracts.binding().filter(
        signed_on__lte=last, last_day__gte=stay.starts_on
    )
    actions = Action.objects.in_force(last).filter(
        goal__contract__in=contracts, side=Action.Side.PERSON, party=None
    )
    ordered = actions.order_by("goal__contract__signed_on", "goal__position", "position", "pk")
    lines = dict.fromkeys(one_line(text) for text in ordered.values_list("text", flat=True))
    return [line for line in lines if not tells_a_secret(line)]


def issue(participation: Participation, *, forms: str, by, on: datetime.date) -> Certificate:
    """Of a stay that has ended. Raises Refused after a death, and where one counts already."""
    centre = Centre.objects.current()
    if found := lacking(centre):
        raise Refused(
            f"Zaświadczenia nie można wystawić: brakuje {', '.join(found)}. Uzupełnia je administrator "
            "merytoryczny."
        )
    with refused_by_database():
        stay = Participation.with_voided.select_for_update(no_key=True).get(pk=participation.pk)
        if stay.voided_at:
            raise Refused(SENTENCES["stay_is_voided"])
        if stay.ends_on is None:
            raise Refused(SENTENCES["certificate_of_ended_stay"])
        return Certificate.objects.create(
            participation=stay,
            facts=contents(stay, forms, centre),
            issued_on=on,
            issued_by=by,
            year=on.year,
            # Last: its series stays locked to the end of the transaction.
            number=NumberSeries.objects.take(SERIES, on.year),
        )


def contents(stay: Participation, forms: str, centre: Centre) -> dict:
    """What the paper says, as JSON has it: no category, nothing of health, addiction or conviction."""
    person = stay.person
    bare = (
        [] if stay.is_commissioned else uncovered(stay.starts_on, stay.ends_on, covers_of(person))
    )
    is_finished = stay.outcome == Participation.Outcome.FINISHED
    return {
        "centre": letterhead(centre),
        "basis": BASIS,
        "facts": [
            ("Nazwisko i imiona", person.all_names),
            ("Data urodzenia", polish(person.born_on)),
            ("PESEL lub dokument tożsamości", person.identification),
        ],
        "is_finished": is_finished,
        "took_part": TOOK_PART.get(person.sex, "uczestniczył(a)"),
        "finished": FINISHED.get(person.sex, "ukończył(a)") if is_finished else "",
        "starts_on": polish(stay.starts_on),
        "ends_on": polish(stay.ends_on),
        "bare": [polish_range(first, last) for first, last in bare],
        "forms": [line for text in forms.splitlines() if (line := one_line(text))],
        "carried_out": CARRIED_OUT.get(stay.contract_carried_out, ""),
        "without_contract": WITHOUT_CONTRACT if stay.is_commissioned else "",
    }


def printed(certificate: Certificate, *, by) -> Document:
    """Raises Refused where it takes too long, and for a voided one that nobody printed before."""
    if certificate.voided_at and not certificate.document:
        raise Refused("To zaświadczenie unieważniono, zanim je wydrukowano.")
    name = f"zaswiadczenie-kis-{certificate.number}-{certificate.year}"
    return kept_print(certificate, render=certificate_paper, kind=SERIES, name=name, by=by)


def certificate_paper(certificate: Certificate) -> bytes:
    """Of what was frozen in it and of nothing else. Raises Refused where it takes too long."""
    centre = on_paper(certificate.facts["centre"])
    return render_paper(
        "contracts/certificate_print.html",
        {
            **certificate.facts,
            "centre": centre,
            "number": str(certificate),
            "dated": f"{centre['town']}, {polish(certificate.issued_on)}",
            "signatures": [
                {"label": "data, pieczęć i podpis kierownika jednostki albo osoby upoważnionej"}
            ],
        },
        name=f"Zaświadczenie o uczestnictwie w KIS nr {certificate}",
        made_at=beginning(certificate.issued_on),
    )
