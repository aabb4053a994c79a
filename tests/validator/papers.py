"""Each kind of paper that the program makes, filled short and long, as the validator gets it."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from contracts import certificates, club_sets
from contracts.annex_printing import print_annex
from contracts.annexes import extend
from contracts.breach_paper import breach_paper
from contracts.list_paper import list_paper, sums_of
from contracts.models import ClubPaper, Print, SocialContract
from contracts.plain_paper import plain_paper
from contracts.printing import preview, print_for_signature
from contracts.reviews.paper import blank_sheet
from contracts.reviews.sheets import keep_sheet
from contracts.texts import load_texts
from kis.reports.frozen import plain
from kis.reports.kinds import KINDS
from kis.reports.models import ReportCopy
from kis.reports.paper import report_paper
from participants.file import PersonFile
from participants.models import BankAccount, Note
from psu.accidents import recording
from psu.candidates import listing
from psu.events import noticing
from psu.hours.attendance_paper import blank_list, filled_list
from psu.models import NeedsLine, PayTax, Referral, WorkEvent
from psu.months.closing import close, review
from psu.needs import planning
from psu.pay_lists import paying
from psu.pay_lists.paper import correction_paper, pay_list_paper
from psu.pay_lists.refunds import applying
from psu.pay_lists.refunds.keeping import lines_of
from psu.pay_lists.refunds.paper import refund_paper
from psu.person_papers import making
from psu.person_papers.month_record import record_paper
from tests.contracts import annexed, made
from tests.contracts.ended import certified
from tests.contracts.reviews.held import at_noon_of, held, signed_whole
from tests.contracts.written import GOALS, PARTNER, PARTNER_ACTS, whole_draft
from tests.factories import PersonFactory
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    WorkKindFactory,
    WorkPlaceFactory,
    accident_of,
    sign_list,
    work_in_may,
)
from tests.validator import (
    account_papers,
    class_papers,
    family_papers,
    inspection_papers,
    privacy_papers,
    programme_papers,
)

AT = datetime.datetime(2026, 11, 19, 10, 30, tzinfo=datetime.UTC)
MAY, CLOSED = datetime.date(2025, 5, 1), datetime.date(2025, 6, 4)
# Behind all the other lists: no tax slips under one that stands.
TAXED_FROM = datetime.date(2025, 6, 5)
PAID_INTO_ACCOUNT = datetime.date(2025, 6, 5)
ACCOUNT = "61109010140000071219812874"
UNTIL = datetime.date(2027, 5, 15)
UNTIL_LATER = datetime.date(2027, 9, 30)
SIGNED_AT = datetime.datetime(2026, 12, 3, 10, 30, tzinfo=datetime.UTC)
A_PAGE_HIGH = "Udział w warsztacie komputerowym, dwa razy w tygodniu, i rozmowa o postępach. " * 18
MANY_ACTIONS = [
    (
        {"text": "Aktualne umiejętności biurowe", "effect": "dokumenty"},
        [("person", f"{number}. {A_PAGE_HIGH[:300]}", UNTIL) for number in range(39)],
    ),
    (
        {"text": "Gotowość do rozmowy z pracodawcą", "effect": "trzy rozmowy"},
        [("worker", A_PAGE_HIGH, UNTIL)],
    ),
]
RELATIVES = [
    PARTNER | {"pesel": "81050412355"},
    {
        "role": "listed",
        "last_name": "Lis",
        "first_name": "Ola",
        "born_on": datetime.date(2015, 3, 4),
    },
]


@dataclass(frozen=True)
class Paper:
    """`make` takes the users of the tests and gives the PDF."""

    name: str
    template: str
    make: Callable[..., bytes]


def papers() -> Iterator[Paper]:
    yield Paper("kontrakt typu A", CONTRACT, lambda users: _contract(users, "A"))
    yield Paper("kontrakt typu A, rodzina", CONTRACT, _contract_of_a_family)
    yield Paper("kontrakt typu B", CONTRACT, lambda users: _contract(users, "B"))
    yield Paper("kontrakt typu B, 40 działań", CONTRACT, _long_contract)
    yield Paper("kontrakt dużym drukiem", CONTRACT, _large_contract)
    yield Paper("podgląd kontraktu", CONTRACT, _preview)
    yield Paper("notatka o niedotrzymaniu", BREACH, _breach("Nie przychodzi na warsztat."))
    yield Paper("notatka o niedotrzymaniu, długa", BREACH, _breach(A_PAGE_HIGH * 4))
    yield Paper("kontrakt prostymi słowami", PLAIN, _plain)
    yield Paper("kontrakt prostymi słowami, rodzina", PLAIN, _plain_of_a_family)
    yield Paper("kontrakt prostymi słowami, szkic, 40 działań", PLAIN, _plain_long_draft)
    yield Paper("pusty arkusz oceny, A", REVIEW, _blank_review)
    yield Paper("arkusz oceny, A, nowe działania", REVIEW, _review_with_changes)
    yield Paper("arkusz oceny końcowej, B, duży druk", REVIEW, _final_review)
    for count in (1, 60):
        yield Paper(f"wykaz kontraktów, wierszy: {count}", REGISTER_LIST, _register_list(count))
    yield Paper("aneks, dłuższy termin", ANNEX, _annex)
    yield Paper("aneks, 40 działań", ANNEX, _long_annex)
    for people in (1, 25):
        yield Paper(
            f"lista obecności, osób: {people}", ATTENDANCE, _attendance(filled_list, people)
        )
        yield Paper(f"pusta lista obecności, osób: {people}", BLANK, _blank(people))
        yield Paper(f"lista wypłat, osób: {people}", PAY_LIST, _pay_list_of(people))
        yield Paper(f"wniosek o refundację, osób: {people}", REFUND, _refund_of(people))
    yield Paper("zawiadomienie o zdarzeniu", NOTICE, _notice("Odejście po kwadransie bez słowa."))
    yield Paper("zawiadomienie o zdarzeniu, długie", NOTICE, _notice(A_PAGE_HIGH[:1000]))
    yield Paper("protokół wypadku", ACCIDENT, _accident("Mokry stopień, upadek na bok."))
    yield Paper("protokół wypadku, długi", ACCIDENT, _accident(A_PAGE_HIGH * 2))
    for rows in (1, 40):
        yield Paper(f"plan potrzeb, pozycji: {rows}", NEEDS, _needs(rows))
        yield Paper(f"lista osób uprawnionych, osób: {rows}", ELIGIBLE, _eligible(rows))
    for people in (1, 25):
        yield Paper(f"ewidencja miesiąca, osób: {people}", RECORD, _record_of(people))
    for kind in ReportCopy.Report:
        yield Paper(kind.label, REPORT, _report(kind))
    yield Paper("lista wypłat z podatkiem", PAY_LIST, _taxed_list)
    yield Paper("godziny i świadczenie", SLIP, _slip)
    yield Paper("zaświadczenie PSU", CERTIFICATE, _certificate)
    yield Paper("zestawienie PSU", STATEMENT, _statement(MAY, MAY))
    yield Paper("zestawienie PSU, trzy lata", STATEMENT, _statement(MAY, MAY.replace(year=2027)))
    yield Paper("sprostowanie listy wypłat", CORRECTION, _correction("podała rachunek"))
    yield Paper("zaświadczenie KIS", CLUB_CERTIFICATE, _club_certificate("Warsztat komputerowy"))
    yield Paper(
        "zaświadczenie KIS, 40 form",
        CLUB_CERTIFICATE,
        _club_certificate("Warsztat rękodzieła\n" * 40),
    )
    yield from _of_classes()
    yield from _of_inspections()
    yield from _of_accounts()
    yield from _of_families()
    yield from _of_programmes()
    yield from _of_privacy()
    yield Paper("sprostowanie, długi powód", CORRECTION, _correction(A_PAGE_HIGH[:300]))
    for kind, template in CLUB.items():
        yield Paper(f"pismo klubu: {kind.label}", template, _club_papers(kind))
    yield Paper(
        "komplet pism klubu, duży druk", CLUB_WORDED, _club_papers(*ClubPaper.Kind, reader=True)
    )


def _of_accounts() -> Iterator[Paper]:
    first, second = "authorisations/authorisation_print.html", "authorisations/pledge_print.html"
    register = "authorisations/register_print.html"
    yield Paper("upoważnienie", first, account_papers.of_authorisation())
    until = {"ends_on": datetime.date(2027, 1, 31), "granted_on": None}
    long = account_papers.of_authorisation(account_papers.LONG, **until)
    yield Paper("upoważnienie, długi zakres", first, long)
    yield Paper("zobowiązanie do tajemnicy", second, account_papers.of_pledge)
    for rows in (0, 1, 60):
        made = account_papers.of_register(rows)
        yield Paper(f"rejestr upoważnień, wpisów: {rows}", register, made)


def _of_families() -> Iterator[Paper]:
    words = {
        "application": "wniosek o asystenta",
        "consent": "zgoda na asystenta",
        "assignment": "przydzielenie asystenta",
        "closing": "zakończenie pracy asystenta",
    }
    for kind, name in words.items():
        template = f"families/papers/{kind}_print.html"
        yield Paper(name, template, family_papers.of_work(kind, 1))
        long = family_papers.of_work(kind, 9, family_papers.LONG)
        yield Paper(f"{name}, duża rodzina", template, long)
    for count in (0, 12):
        listed = family_papers.of_court(count)
        template = "families/papers/court_list_print.html"
        yield Paper(f"lista asystentów dla sądu, osób: {count}", template, listed)
    plan, assessment = "families/plan_print.html", "families/assessment_print.html"
    yield Paper("plan pracy z rodziną", plan, family_papers.of_plan(1))
    yield Paper("plan pracy z rodziną, długi", plan, family_papers.of_plan(9))
    yield Paper("aneks do planu pracy", plan, family_papers.of_plan(3, is_annex=True))
    yield Paper("ocena sytuacji rodziny", assessment, family_papers.of_assessment)
    yield Paper("opinia dla sądu", "families/court_print.html", family_papers.of_opinion)
    for kind, count in (("protocol", 1), ("card", 12), ("report", 12), ("hours", 12)):
        template = f"families/papers/{kind}_print.html"
        yield Paper(f"wizyty: {kind}", template, family_papers.of_visits(kind, count))


def _of_programmes() -> Iterator[Paper]:
    folder = "programmes/papers"
    card, month = f"{folder}/application_print.html", f"{folder}/month_print.html"
    yield Paper("karta zgłoszenia do programu", card, programme_papers.of_application(0))
    yield Paper("karta zgłoszenia, długa", card, programme_papers.of_application(6, "x " * 900))
    for days in (1, 28):
        kept = f"{folder}/card_print.html"
        yield Paper(f"karta usług, dni: {days}", kept, programme_papers.of_card(days))
        costs = programme_papers.of_costs(days)
        yield Paper(f"bilety i kilometry, dni: {days}", f"{folder}/costs_print.html", costs)
    yield Paper(
        "rozliczenie miesiąca", month, programme_papers.of_settlement(datetime.date(2026, 3, 1))
    )
    yield Paper(
        "rozliczenie edycji", f"{folder}/whole_print.html", programme_papers.of_settlement()
    )
    for children in (0, 15):
        for kind, name in programme_papers.OF_A_ROOM.items():
            made = programme_papers.of_room(kind, children)
            template = f"{folder}/{kind}_print.html"
            yield Paper(f"{name} świetlicy, dzieci: {children}", template, made)


def _of_privacy() -> Iterator[Paper]:
    copy, register = "privacy/copy_print.html", "privacy/register_print.html"
    yield Paper("rejestr czynności przetwarzania", register, privacy_papers.of_register)
    yield Paper("rejestr czynności, pusty", register, privacy_papers.of_empty_register)
    listed = "privacy/destruction_print.html"
    yield Paper("spis do brakowania", listed, privacy_papers.of_destruction(1))
    yield Paper(
        "spis do brakowania, 60 osób, ze zgodą",
        listed,
        privacy_papers.of_destruction(60, "OA.711.12.2026"),
    )
    yield Paper("kopia danych osoby", copy, privacy_papers.of_copy)
    yield Paper("kopia danych osoby, o której mało wiadomo", copy, privacy_papers.of_short_copy)
    yield Paper(
        "strona w miejscu usuniętego pisma", "privacy/erased_print.html", privacy_papers.of_erased
    )


def _of_inspections() -> Iterator[Paper]:
    table, package = "table_print.html", "inspection/package"
    section, index = f"{package}/section_print.html", f"{package}/index_print.html"
    for rows in (0, 1, 60):
        yield Paper(f"tabela kontroli, wierszy: {rows}", table, inspection_papers.of_table(rows))
    for sections in (1, 60):
        made = inspection_papers.of_index(sections)
        yield Paper(f"spis pakietu na kontrolę, kart: {sections}", index, made)
    yield Paper("karta w pakiecie, pusta", section, inspection_papers.of_nobody)
    yield Paper("karta w pakiecie, 25 spotkań", section, inspection_papers.of_section(25))
    yield Paper("pismo, którego nie ma", f"{package}/note_print.html", inspection_papers.of_note)
    yield Paper("skan w pakiecie", f"{package}/picture_print.html", inspection_papers.of_picture)


def _of_classes() -> Iterator[Paper]:
    sheets = "activities/sheets"
    meeting, day = f"{sheets}/meeting_list_print.html", f"{sheets}/day_list_print.html"
    month, register = f"{sheets}/month_list_print.html", f"{sheets}/register_print.html"
    card = f"{sheets}/card_print.html"
    for people in (1, 45):
        yield Paper(f"lista spotkania, osób: {people}", meeting, class_papers.of_meeting(people))
    yield Paper("lista dnia", day, class_papers.of_day(2, 1))
    yield Paper("lista dnia, siedem zajęć", day, class_papers.of_day(30, 7))
    yield Paper("lista miesiąca zajęć", month, class_papers.of_month(2, 2))
    yield Paper("lista miesiąca zajęć, 25 spotkań", month, class_papers.of_month(30, 25))
    yield Paper("dziennik zajęć", register, class_papers.of_register(1, 1))
    yield Paper("dziennik zajęć, 25 spotkań", register, class_papers.of_register(20, 25))
    yield Paper("karta obecności", card, class_papers.of_card(1))
    yield Paper("karta obecności, 30 spotkań", card, class_papers.of_card(30))
    services = f"{sheets}/services_print.html"
    yield Paper("karta usług indywidualnych", services, class_papers.of_services(1))
    yield Paper("karta usług indywidualnych, 60 rozmów", services, class_papers.of_services(60))
    yield Paper("plan tygodnia", f"{sheets}/week_board_print.html", class_papers.of_week)
    yield Paper("plan miesiąca", f"{sheets}/month_board_print.html", class_papers.of_whole_month)
    yield Paper("dokąd się zgłosić", "activities/slip_print.html", class_papers.of_slip)


CONTRACT = "contracts/print.html"
ANNEX = "contracts/annex_print.html"
BREACH = "contracts/breach_print.html"
CLUB_CERTIFICATE = "contracts/certificate_print.html"
CLUB_WORDED = "contracts/club/worded_print.html"
CLUB = {
    ClubPaper.Kind.APPLICATION: "contracts/club/application_print.html",
    ClubPaper.Kind.DECLARATION: CLUB_WORDED,
    ClubPaper.Kind.RULES: CLUB_WORDED,
    ClubPaper.Kind.CLAUSE: CLUB_WORDED,
    ClubPaper.Kind.CARD: "contracts/club/card_print.html",
    ClubPaper.Kind.RESIGNATION: "contracts/club/resignation_print.html",
    ClubPaper.Kind.BRING: "contracts/club/plain_print.html",
    ClubPaper.Kind.DATES: "contracts/club/plain_print.html",
}
PLAIN = "contracts/plain_print.html"
REVIEW = "contracts/review_print.html"
REGISTER_LIST = "contracts/list_print.html"
ATTENDANCE = "psu/hours/attendance_print.html"
BLANK = "psu/hours/attendance_blank_print.html"
PAY_LIST = "psu/pay_lists/print.html"
ACCIDENT = "psu/accidents/print.html"
NEEDS = "psu/needs/print.html"
REPORT = "reports/print.html"
ELIGIBLE = "psu/candidates/print.html"
NOTICE = "psu/events/notice_print.html"
CORRECTION = "psu/pay_lists/correction_print.html"
REFUND = "psu/pay_lists/refund_print.html"
RECORD = "psu/person_papers/month_record_print.html"
SLIP = "psu/person_papers/slip_print.html"
CERTIFICATE = "psu/person_papers/certificate_print.html"
STATEMENT = "psu/person_papers/statement_print.html"


def _club_papers(*kinds, reader=False):
    def make(users) -> bytes:
        load_texts(AT.date())
        person = PersonFactory(responsible=users.worker, reads_with_difficulty=reader)
        signed_whole(person, number=f"K{person.pk}")
        file = PersonFile(person, users.worker, AT.date())
        return club_sets.make(file, kinds, by=users.worker)[0].document.content

    return make


def _contract(users, contract_type="B", *, reader=False, **facts) -> bytes:
    person = PersonFactory(responsible=users.worker, reads_with_difficulty=reader)
    contract = whole_draft(person, contract_type=contract_type, **facts)
    printed: Print = print_for_signature(contract, by=contract.worker, at=AT)
    return bytes(printed.document.content)


def _contract_of_a_family(users) -> bytes:
    (first, actions), *others = GOALS
    goals = [(first, [*actions, PARTNER_ACTS]), *others]
    return _contract(users, "A", parties=RELATIVES, goals=goals)


def _long_contract(users) -> bytes:
    return _contract(users, goals=MANY_ACTIONS)


def _large_contract(users) -> bytes:
    return _contract(users, reader=True, read_out_by="Anna Wrona")


def _annex(users) -> bytes:
    contract = _signed(users)
    facts = {"until": UNTIL_LATER, "reason": "Warsztat potrwa dłużej.", "months": 2}
    return _printed(extend(contract, by=contract.worker, **facts))


def _long_annex(users) -> bytes:
    def change(new):
        action = new.actions[0] | {"pk": None}
        rows = [{"text": f"{number}. {A_PAGE_HIGH[:300]}"} for number in range(39)]
        new.actions += [action | row for row in [*rows, {"text": A_PAGE_HIGH}]]

    return _printed(annexed.draft(_signed(users), change=change, reason=A_PAGE_HIGH))


def _printed(annex) -> bytes:
    return bytes(print_annex(annex, by=annex.created_by, at=SIGNED_AT).document.content)


def _preview(users) -> bytes:
    return preview(whole_draft(PersonFactory(responsible=users.worker)), at=AT)


def _breach(text: str):
    def make(users) -> bytes:
        person = PersonFactory(responsible=users.worker)
        contract = made.signed(person, on=AT.date(), consequences=A_PAGE_HIGH[:300])
        note = Note.objects.create(
            person=person, at=AT, kind="talk", text=text, author=users.worker
        )
        contract.end(
            on=AT.date(), reason="broken", by=users.worker, today=AT.date(), breach_note=note
        )
        return breach_paper(contract, at=AT)

    return make


def _club_certificate(forms: str):
    def make(users) -> bytes:
        certificate = certified(PersonFactory(responsible=users.worker), forms=forms)
        return certificates.printed(certificate, by=users.worker).content

    return make


def _plain(users) -> bytes:
    contract = whole_draft(PersonFactory(responsible=users.worker))
    contract.goals.update(plain="Uczę się obsługi komputera.")
    print_for_signature(contract, by=contract.worker, at=AT)
    return plain_paper(contract, at=AT, on=AT.date())


def _plain_of_a_family(users) -> bytes:
    person = PersonFactory(responsible=users.worker)
    contract = whole_draft(person, contract_type="A", parties=RELATIVES)
    return plain_paper(contract, at=AT, on=AT.date())


def _plain_long_draft(users) -> bytes:
    contract = whole_draft(PersonFactory(responsible=users.worker), goals=MANY_ACTIONS)
    return plain_paper(contract, at=AT, on=AT.date())


def _signed(users, contract_type="A", *, reader=False, **facts):
    person = PersonFactory(responsible=users.worker, reads_with_difficulty=reader)
    number = f"{person.pk}/2026/o"  # of its own: all papers are made in one test
    return signed_whole(person, contract_type=contract_type, number=number, **facts)


def _blank_review(users) -> bytes:
    contract = _signed(users, parties=RELATIVES)
    return blank_sheet(contract.planned_reviews.first(), at=AT)


def _sheet_of(review) -> bytes:
    return keep_sheet(review, by=review.held_by, at=at_noon_of(review.on)).content


def _review_with_changes(users) -> bytes:
    contract = _signed(users, parties=RELATIVES, goals=MANY_ACTIONS)
    change = {"side": "person", "text": A_PAGE_HIGH, "deadline": UNTIL}
    remark = ("not_reached", A_PAGE_HIGH[:600])
    return _sheet_of(held(contract, what_next="annex", a1=remark, changes=[change]))


def _final_review(users) -> bytes:
    contract = _signed(users, "B", reader=True, read_out_by="Anna Wrona")
    return _sheet_of(held(contract, is_final=True, what_next="end"))


def _register_list(count: int):
    def make(users) -> bytes:
        for number in range(1, count + 1):
            person = PersonFactory(responsible=users.worker)
            if number % 3:
                made.signed(person, number=f"{number}/{count}w/2026")
            else:
                made.from_paper(person, number=f"{number}/{count}w/2025")
        found = SocialContract.objects.select_related("person", "worker")
        return list_paper(found, "Wszystkie kontrakty", on=AT.date(), at=AT, sums=sums_of(found))

    return make


def _place_of(people: int):
    """A place where so many worked in May 2025."""
    place = WorkPlaceFactory()
    agreement = AgreementFactory(place=place)
    for _ in range(people):
        work_in_may(ReferralFactory(place=place, agreement=agreement))
    return place, agreement


def _attendance(list_of, people: int):
    def make(users) -> bytes:
        place, _ = _place_of(people)
        return list_of(place, MAY, Referral.objects.filter(place=place), made_at=AT)

    return make


def _blank(people: int):
    def make(users) -> bytes:
        place, _ = _place_of(people)
        return blank_list(place, MAY, Referral.objects.filter(place=place), all_days=True)

    return make


def _closed(users, people: int, on=CLOSED):
    place, agreement = _place_of(people)
    sign_list(place, MAY, users.coordinator)
    review(agreement, MAY, by=users.coordinator, on=on)
    return close(agreement, MAY, by=users.coordinator, on=on).pay_list


def _pay_list_of(people: int, on=CLOSED):
    def make(users) -> bytes:
        pay_list = _closed(users, people, on)
        return pay_list_paper(pay_list, list(pay_list.lines.in_order()), pay_list.lines.sums())

    return make


def _record_of(people: int):
    return lambda users: record_paper(_closed(users, people).agreement, MAY)


def _taxed_list(users) -> bytes:
    PayTax.objects.create(
        valid_from=TAXED_FROM, percent=12, source="pismo głównego księgowego GK/3/2025"
    )
    return _pay_list_of(2, TAXED_FROM)(users)


def _slip(users) -> bytes:
    pay_list = _closed(users, 1)
    made = {"by": users.coordinator, "on": CLOSED}
    slip = making.make_slip(pay_list, pay_list.lines.get().person_id, **made)
    return making.printed(slip, by=users.coordinator).content


def _certificate(users) -> bytes:
    person = _closed(users, 1).lines.get().person
    made = {"by": users.coordinator, "on": CLOSED}
    return making.printed(
        making.make_certificate(person, MAY, CLOSED, **made), by=users.coordinator
    ).content


def _statement(first, last):
    def make(users) -> bytes:
        person = _closed(users, 1).lines.get().person
        person.referrals.update(planned_days={"0": "5", "2": "2.5"})
        made = {"by": users.coordinator, "on": CLOSED}
        paper = making.make_statement(person, first, last, **made)
        return making.printed(paper, by=users.coordinator).content

    return make


def _notice(text: str):
    def make(users) -> bytes:
        event = WorkEvent.objects.create(
            referral=ReferralFactory(),
            day=MAY,
            hour=datetime.time(8, 15),
            kind=WorkEvent.Kind.LEFT,
            description="x",
            reported_by=users.supervisor,
        )
        notice = noticing.write(event, text=text, by=users.coordinator, on=MAY)
        return noticing.printed(notice, by=users.coordinator).content

    return make


def _accident(circumstances: str):
    def make(users) -> bytes:
        accident = accident_of(
            ReferralFactory(), users.coordinator, MAY, circumstances=circumstances
        )
        return recording.printed(accident, by=users.coordinator).content

    return make


def _refund_of(people: int):
    def make(users) -> bytes:
        pay_list = _closed(users, people)
        pay_list.mark_checked(by=users.accountant, on=CLOSED)
        pay_list.approve(by=users.head, on=CLOSED)
        pay_list.mark_paid(by=users.accountant, on=CLOSED)
        application = applying.apply_for(pay_list.agreement, MAY, by=users.accountant, on=CLOSED)
        return refund_paper(application, lines_of(application))

    return make


def _report(kind: str):
    def make(users) -> bytes:
        built = KINDS[kind].build(MAY.year)
        return report_paper(kind, built.title, KINDS[kind].outside(plain(built)), on=MAY)

    return make


def _needs(rows: int):
    def make(users) -> bytes:
        # Of a year of its own: all papers are made in one test.
        plan = planning.begin(2100 + rows, by=users.coordinator, on=MAY)
        for _ in range(rows):
            facts = {"place": WorkPlaceFactory(), "kind": WorkKindFactory()}
            NeedsLine.objects.create(plan=plan, posts=2, hours=400, **facts)
        return planning.printed(plan, by=users.coordinator).content

    return make


def _eligible(people: int):
    def make(users) -> bytes:
        put = {"remarks": "", "by": users.worker, "on": MAY}
        chosen = [
            listing.put_forward(
                PersonFactory(responsible=users.worker, town="Puławy", **identity(number)), **put
            )
            for number in range(people)
        ]
        agreement = AgreementFactory()
        made = listing.make_list(agreement, chosen, by=users.coordinator, on=MAY)
        return listing.printed(made, by=users.coordinator).content

    def identity(number: int) -> dict:
        return {"identity_kind": "passport", "identity_number": f"EA {people}{number:05}"}

    return make


def _correction(reason: str):
    def make(users) -> bytes:
        pay_list = _closed(users, 1)
        pay_list.mark_checked(by=users.accountant, on=CLOSED)
        pay_list.approve(by=users.head, on=CLOSED)
        line = pay_list.lines.get()
        BankAccount.objects.change(line.person, starts_on=PAID_INTO_ACCOUNT, number=ACCOUNT)
        facts = {"by": users.coordinator, "on": PAID_INTO_ACCOUNT, "reason": reason}
        return correction_paper(paying.propose(pay_list, line.person, **facts), line.amount)

    return make
