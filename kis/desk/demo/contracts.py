"""Contracts in every state, and stays in the club, made through the acts of the program."""

import datetime
from types import SimpleNamespace

from django.utils import timezone

from contracts.annex_printing import print_annex
from contracts.annexes import extend
from contracts.approving import approve, ask_for_approval
from contracts.disputes import pass_dispute, rule
from contracts.drafting import enter_from_paper, make_draft, review_days
from contracts.models import Action, PlannedReview, SocialContract
from contracts.participation import begin_commissioned, begin_participation
from contracts.printing import print_for_signature
from contracts.refusing import refuse_signature
from contracts.reviews.holding import hold, note_attempt
from contracts.stays import end_participation, prolong
from kis.lib.dates import DAY, add_months
from participants.models import RATED, Break, Note, Participation, Person, Rating

OWN, OFFICE = "person", "worker"

WORDING = {
    "labour_group": "osoba długotrwale bezrobotna",
    "causes": "Likwidacja zakładu pracy, długa przerwa w zatrudnieniu, nieaktualne kwalifikacje.",
    "strengths": "Kilkanaście lat pracy w magazynie, dokładność, chęć powrotu do pracy, wsparcie siostry.",
    "limits": "Opieka nad matką w poniedziałki, brak dojazdu poza miasto, obawa przed rozmową.",
    "past_actions": "Bez pracy od likwidacji zakładu. Dwa kursy z PUP.",
    "failure_reasons": "Kursy przerwane z powodu opieki nad matką.",
    "effects_to_support": "Podstawy obsługi komputera.",
    "main_goal": "Podjęcie pracy w pełnym wymiarze.",
    "handing_over": "Listy na adres zamieszkania.",
}

# Surname → (type, signed so many days ago, months it binds); a participation begins that day.
RUNNING = {
    "Kowalczyk": ("B", 200, 9),
    "Łoś": ("B", 230, 10),
    "Kowalczuk": ("A", 180, 8),
    "Maj": ("B", 210, 9),
    "Śliwa": ("B", 300, 10),
    "Żak": ("B", 150, 9),
    "Ćwikła": ("A", 190, 9),
    "Wilk": ("A", 120, 8),
    "Sęk": ("B", 100, 9),
    "Ślęzak": ("A", 90, 6),
    "Lisowska": ("B", 110, 8),
    "Gajda": ("B", 60, 6),
}


# Of these the last review that passed waits to be held.
LATE = {"Maj", "Żak"}


def agree_contracts(people: dict[str, Person], staff: SimpleNamespace, today: datetime.date):
    for surname, (kind, days, months) in RUNNING.items():
        person, on = people[surname], today - days * DAY
        contract = draft(person, kind, on, add_months(on, months))
        sign(contract, on, today)
        begin(person, on, add_months(on, months))
        _look_back(contract, today, is_late=surname in LATE)
    _tried_in_vain(people["Maj"], today)
    _in_a_gap(people["Wójcik"], today)
    _waiting_to_begin(people["Mazur"], today)
    _left(people, today)
    _paused_and_prolonged(people, today)
    _not_signed_yet(people, today)
    _at_the_head(people, staff.kierownik, today)
    _from_paper(people["Baran"], today)
    _annexed(people, today)
    _sent_by_the_labour_office(people["Brzoza"], today)


def draft(person: Person, kind: str, on: datetime.date, until: datetime.date) -> SocialContract:
    half = on + (until - on) / 2
    return make_draft(
        person,
        by=person.responsible,
        type=kind,
        ends_on=until,
        goals=[
            (
                {
                    "text": "Aktualne umiejętności biurowe",
                    "effect": "samodzielne pisanie i wysyłanie dokumentów",
                },
                [
                    (OWN, "Udział w warsztacie komputerowym klubu, dwa razy w tygodniu", half),
                    (OFFICE, "Zapisanie na warsztat, rozmowa co miesiąc", half),
                ],
            ),
            (
                {
                    "text": "Gotowość do rozmowy z pracodawcą",
                    "effect": "gotowe CV i dwie odbyte rozmowy",
                },
                [
                    (OWN, "Cztery spotkania z doradcą zawodowym", until),
                    (OFFICE, "Umówienie doradcy, przygotowanie dokumentów", until),
                ],
            ),
        ],
        reviews=review_days(on, until, 2),
        **WORDING,
    )


def hand_out(contract: SocialContract, on: datetime.date):
    """Printed at ten o'clock of the day."""
    return print_for_signature(contract, by=contract.worker, at=_at_ten(on))


def sign(contract: SocialContract, on: datetime.date, today: datetime.date):
    paper = hand_out(contract, on)
    contract.sign(on=on, by=contract.worker, code=paper.code, today=today)


def begin(person: Person, on: datetime.date, until: datetime.date) -> Participation:
    return begin_participation(
        person,
        starts_on=on,
        planned_end_on=until,
        rules_version="regulamin z 2.01.2024",
        rules_read_on=on,
        declaration_signed_on=on,
        by=person.responsible,
    )


def _look_back(contract: SocialContract, today: datetime.date, *, is_late: bool):
    """Each review on the day that was planned; of the first one somebody was told on the phone."""
    passed = list(contract.planned_reviews.filter(on__lt=today, is_final=False))
    for number, planned in enumerate(passed[:-1] if is_late else passed):
        after = contract.planned_reviews.filter(on__gt=planned.on).first()
        hold(
            contract,
            planned=planned,
            on=planned.on,
            is_final=False,
            presence="present" if number else "phone",
            person_says="Warsztat mi pomaga, boję się jeszcze rozmowy z pracodawcą.",
            conclusions="Udział w warsztacie jest regularny. Doradca wyznaczył kolejne spotkania.",
            what_next="unchanged",
            next_on=after.on,
            results=_results(contract, planned.on),
            by=contract.worker,
            at=_at_ten(planned.on),
        )


def _results(contract: SocialContract, on: datetime.date) -> dict[int, tuple[str, str]]:
    actions = Action.objects.filter(goal__contract=contract)
    return {
        action.pk: ("reached" if action.deadline <= on else "going_on", "") for action in actions
    }


def _tried_in_vain(person: Person, today: datetime.date):
    late = PlannedReview.objects.due(today).filter(contract__person=person).first()
    if late and late.on < today:
        note_attempt(
            late,
            on=late.on,
            way="phone",
            outcome="Nie odbiera, zostawiono wiadomość.",
            by=late.contract.worker,
            at=_at_ten(today),
        )


def _at_ten(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(10)))


def _in_a_gap(person: Person, today: datetime.date):
    """The contract ran out three days ago, the stay goes on."""
    on = today - 240 * DAY
    sign(draft(person, "B", on, today - 3 * DAY), on, today)
    begin(person, on, today + 60 * DAY)


def _waiting_to_begin(person: Person, today: datetime.date):
    on = today - 2 * DAY
    sign(draft(person, "B", on, add_months(on, 6)), on, today)


def _left(people: dict[str, Person], today: datetime.date):
    """Ptak finished and is a graduate; Krupa broke off."""
    first = today - 280 * DAY
    for surname, days, outcome, reason, carried_out, after in (
        ("Ptak", 210, "finished", "", "yes", "psu"),
        ("Krupa", 90, "interrupted", "resigned", "no", "unknown"),
    ):
        person = people[surname]
        on = max(first, person.information_given_on)
        last = on + min(days, (today - on).days - 5) * DAY
        contract = draft(person, "B", on, on + 300 * DAY)
        sign(contract, on, today)
        stay = begin(person, on, on + 300 * DAY)
        end_participation(
            stay,
            ends_on=last,
            outcome=outcome,
            leaving_reason=reason,
            contract_carried_out=carried_out,
            what_next=after,
            certificate_forms="Warsztat komputerowy\nSpotkania z doradcą zawodowym",
            by=person.responsible,
            today=last,
        )
        why = "goal_reached" if outcome == "finished" else "broken"
        contract.end(
            on=last,
            reason=why,
            by=person.responsible,
            today=today,
            breach_note=_talk_about_breach(person, last) if why == "broken" else None,
        )


def _paused_and_prolonged(people: dict[str, Person], today: datetime.date):
    """Gajda cares for somebody since a week; Sęk stays longer; of Ptak it is known how he managed."""
    Break.objects.create(
        participation=people["Gajda"].participations.get(),
        starts_on=today - 7 * DAY,
        reason=Break.Reason.CARE,
        note="Wraca, gdy siostra przejmie opiekę nad matką.",
        made_by=people["Gajda"].responsible,
    )
    stay = people["Sęk"].participations.get()
    prolong(
        stay,
        until=stay.planned_end_on + 14 * DAY,
        reason="Kurs w PUP kończy się dwa tygodnie później.",
        by=people["Sęk"].responsible,
        today=today,
    )
    finished = people["Ptak"].participations.get()
    for moment, levels in (
        (Rating.Moment.START, (3, 2, 2, 1, 1)),
        (Rating.Moment.END, (4, 4, 3, 3, 4)),
    ):
        Rating.objects.create(
            participation=finished,
            moment=moment,
            rated_by=people["Ptak"].responsible,
            **dict(zip(RATED, levels, strict=True)),
        )


def _talk_about_breach(person: Person, on: datetime.date) -> Note:
    at = timezone.make_aware(datetime.datetime.combine(on, datetime.time(9)))
    return Note.objects.create(
        person=person,
        at=at,
        kind=Note.Kind.TALK,
        with_whom=person.full_name,
        text="Od miesiąca nie przychodzi na warsztat i nie odbiera telefonu. Powód: praca dorywcza. "
        "Osoba nie chce wracać do działań z kontraktu; pouczono o skutkach niedotrzymania.",
        author=person.responsible,
    )


def _not_signed_yet(people: dict[str, Person], today: datetime.date):
    """Sikora's print waits for a signature, Ząbek's contract is a draft, Dąb's dispute for the head."""
    until = add_months(today, 6)
    hand_out(draft(people["Sikora"], "A", today, until), today)
    draft(people["Ząbek"], "B", today, until)
    refused = draft(people["Dąb"], "B", today - 20 * DAY, until)
    hand_out(refused, today - 20 * DAY)
    refuse_signature(
        refused,
        on=today - 18 * DAY,
        who="osoba",
        reason="Nie zgadza się na terminy spotkań.",
        by=refused.worker,
        today=today,
        dispute_passed=True,
    )


def _sent_by_the_labour_office(person: Person, today: datetime.date):
    """Since two months in a group of art. 200: without a contract."""
    on = today - 60 * DAY
    begin_commissioned(
        person,
        starts_on=on,
        planned_end_on=None,
        agreement_number=f"UmRS/3/{on.year}",
        agreement_on=on - 30 * DAY,
        referral_number=f"SK/118/{on.year}",
        referral_on=on - 5 * DAY,
        rules_version="regulamin z 2.01.2024",
        rules_read_on=on,
        by=person.responsible,
    )


def _annexed(people: dict[str, Person], today: datetime.date):
    """Wilk's contract was made longer a month ago; Lisowska's annex waits for a signature."""
    on = today - 30 * DAY
    longer = _longer(people["Wilk"], "Warsztat komputerowy potrwa do końca kwartału.")
    paper = print_annex(longer, by=longer.created_by, at=_at_ten(on))
    longer.sign(on=on, by=longer.created_by, code=paper.code, today=today)
    waits = _longer(people["Lisowska"], "Kurs w PUP zaczyna się później, niż planowano.")
    print_annex(waits, by=waits.created_by, at=_at_ten(today))


def _longer(person: Person, reason: str):
    contract = person.contracts.get(state=SocialContract.State.SIGNED)
    until = add_months(contract.ends_on, 2)
    return extend(contract, until=until, reason=reason, months=2, by=person.responsible)


def _at_the_head(people: dict[str, Person], head, today: datetime.date):
    """Sikora's other contract waits for approval, Ząbek's is approved, Dąb's was not concluded."""
    until = add_months(today, 6)
    noon = timezone.make_aware(datetime.datetime.combine(today, datetime.time(12)))
    waiting, approved = (
        draft(people[surname], kind, today, until)
        for surname, kind in (("Sikora", "B"), ("Ząbek", "A"))
    )
    for contract in (waiting, approved):
        ask_for_approval(contract, on=today, by=contract.worker)
    approve(approved, on=today, by=head, today=today)
    disputed = draft(people["Dąb"], "A", today, until)
    facts = {"on": today, "by": disputed.worker, "today": today}
    dispute = pass_dispute(disputed, matter="Osoba nie chce wspólnego planu z rodziną.", **facts)
    ruling = "Strony nie ustaliły wspólnych działań; praca socjalna bez kontraktu."
    rule(dispute, on=today, ruling=ruling, outcome="not_made", by=head, at=noon)


def _from_paper(person: Person, today: datetime.date):
    on = person.information_given_on
    enter_from_paper(
        person,
        number=f"14/{on.year}/p",
        signed_on=on,
        ends_on=on + 365 * DAY,
        by=person.responsible,
        today=today,
        type="A",
        original_place="teczka osoby",
    )
    begin(person, on, on + 365 * DAY)
