"""A stay of art. 200 from its beginning to the certificate: nothing of it asks for a contract."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from contracts import desk
from contracts.certificates import contents, known_forms
from contracts.club_papers import paper_of
from contracts.club_sets import offered
from contracts.file_parts import ContractsPart
from contracts.graduates import graduate_of
from contracts.models import ClubPaper
from contracts.participation import (
    begin_commissioned,
    beyond_contract,
    covers_of,
    gap_after,
    gaps,
    may_be_commissioned,
    stays_in_gap,
)
from contracts.stays import end_participation, prolong
from contracts.texts import load_texts
from kis.accounts.models import Centre
from kis.desk.overview import deadlines, missing
from kis.lib.refusals import Refused
from participants import admission, desk as register_desk
from participants.commissioned import CommissionLimits
from participants.file import PersonFile
from participants.models import FollowUp, Participation
from participants.people_columns import OFFERED
from participants.register import PeopleGroup, look_up
from participants.unemployment import Period
from tests.contracts import made
from tests.contracts.pages import address, text_of
from tests.participants import commissioned
from tests.participants.commissioned import FIRST, LAST, PAPERS
from tests.participants.made import established, paper, question
from tests.told import rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
DAY = datetime.timedelta(days=1)
MIDDLE = datetime.date(2026, 5, 4)


@pytest.fixture
def eligible(person, users):
    """Of the day of the beginning: a category, its paper, an answer about benefits."""
    paper(established(person, by=users.worker))
    question(person, by=users.worker)
    return person


def begin(person, **facts):
    given = {
        "starts_on": FIRST,
        "planned_end_on": None,
        "rules_version": "1",
        "rules_read_on": FIRST,
        "by": person.responsible,
        **PAPERS,
        **facts,
    }
    return begin_commissioned(person, **given)


def test_it_begins_without_a_contract_and_is_planned_as_long_as_law_lets_it(eligible):
    commissioned.limits()
    commissioned.registered(eligible)

    stay = begin(eligible)

    assert stay.is_commissioned
    assert stay.planned_end_on == LAST
    assert not eligible.contracts.exists()


def test_beginning_says_all_that_is_missing(person):
    commissioned.limits()
    with pytest.raises(Refused) as refused:
        begin(person)
    for sentence in (
        "Nie ustalono kategorii uprawniającej.",
        "nie jest zarejestrowana w PUP",
        "Osoba nie jest jeszcze długotrwale bezrobotna",
    ):
        assert sentence in str(refused.value)


@pytest.mark.parametrize(("planned", "is_refused"), [(LAST, False), (LAST + DAY, True)])
def test_a_planned_end_behind_the_last_day_is_refused_with_that_day(eligible, planned, is_refused):
    commissioned.limits()
    commissioned.registered(eligible)
    if is_refused:
        with pytest.raises(Refused, match=r"najpóźniej do 31\.08\.2026"):
            begin(eligible, planned_end_on=planned)
    else:
        assert begin(eligible, planned_end_on=planned).pk


def test_the_rules_are_read_by_the_first_day(eligible):
    commissioned.limits()
    commissioned.registered(eligible)
    with pytest.raises(Refused, match="po początku udziału"):
        begin(eligible, rules_read_on=FIRST + DAY)


def test_the_answer_names_the_last_day_and_the_hours():
    answer = may_be_commissioned(
        FIRST,
        missing_eligibility=[],
        periods=[Period(datetime.date(2024, 1, 1), None)],
        limits=CommissionLimits(6, 4),
    )
    assert answer.may
    assert (answer.until, answer.hours_a_day, answer.cover) == (LAST, 4, None)


@pytest.mark.parametrize("on", [FIRST, MIDDLE, LAST, LAST + DAY])
def test_no_day_of_it_is_a_gap(person, users, on):
    stay = commissioned.commissioned(person)
    assert gaps(stay, [], on) == []
    assert not stays_in_gap(on).exists()
    assert "udział bez kontraktu" not in [row.what for row in rows(desk, users.worker, on)]
    assert beyond_contract(stay, []) == ""


def test_a_contract_that_ends_beside_it_leaves_no_gap_and_may_be_voided(person, users):
    contract = made.signed(person, on=FIRST, ends_on=MIDDLE)
    commissioned.commissioned(person)
    assert gap_after(contract, MIDDLE) is None
    contract.void(by=users.coordinator, reason="pomyłka")


def file_of(person, user, on):
    person.refresh_from_db()
    return PersonFile(person, user, on)


@pytest.mark.parametrize("on", [FIRST - DAY, MIDDLE, LAST, LAST + DAY])
def test_nobody_is_sent_for_a_contract(eligible, users, on):
    commissioned.commissioned(eligible)
    file = file_of(eligible, users.worker, on)
    assert file.next_step() is None
    assert [gap.text for gap in missing(file) if "kontrakt" in gap.text] == []
    assert [fact.text for fact in file.part(ContractsPart).facts()] == [
        "Kontrakt: niepotrzebny (art. 200)"
    ]


def test_without_any_stay_a_contract_is_still_asked_for(eligible, users):
    commissioned.limits()
    facts = {"what": "admitted", "decided_on": MIDDLE, "reason": ""}
    admission.decide(eligible, by=users.worker, **facts)
    file = file_of(eligible, users.worker, MIDDLE)
    assert file.next_step().label == "nowy kontrakt"
    assert [gap.text for gap in missing(file) if "kontrakt" in gap.text]


@pytest.mark.parametrize(
    ("since", "is_offered"), [(commissioned.REGISTERED_SINCE, True), (MIDDLE - 90 * DAY, False)]
)
def test_who_may_be_sent_by_the_labour_office_is_offered_that_beside_a_contract(
    eligible, users, client_of, since, is_offered
):
    commissioned.limits()
    commissioned.registered(eligible, starts_on=since)
    facts = {"what": "admitted", "decided_on": MIDDLE, "reason": ""}
    admission.decide(eligible, by=users.worker, **facts)
    with time_machine.travel(f"{MIDDLE} 12:00", tick=False):
        page = text_of(client_of(users.worker).get(reverse("desk:overview", args=[eligible.pk])))
    assert "Następny krok: nowy kontrakt" in page
    words = "albo: wpisz skierowanie z PUP do grupy z art. 200"
    assert (words in page) is is_offered
    assert (reverse("contracts:begin_commissioned", args=[eligible.pk]) in page) is is_offered


def test_the_desk_and_the_overview_tell_its_planned_end(person, users):
    commissioned.commissioned(person)
    found = [(row.what, row.who) for row in rows(register_desk, users.worker, LAST - 30 * DAY)]
    assert ("planowany koniec udziału (art. 200)", str(person)) in found
    told = [row.text for row in deadlines(file_of(person, users.worker, MIDDLE))]
    assert "planowany koniec udziału w KIS (art. 200)" in told


def test_the_register_counts_it_and_names_its_kind(person, users):
    commissioned.commissioned(person)
    (found,) = look_up(users.worker, MIDDLE, group=PeopleGroup.NOW)[:9]
    (column,) = [column for column in OFFERED if column.key == "stay_kind"]
    assert column.value(found) == "grupa z art. 200 (bez kontraktu)"


@pytest.mark.parametrize(("until", "is_refused"), [(LAST, False), (LAST + DAY, True)])
def test_it_is_prolonged_within_the_six_months_only(person, until, is_refused):
    stay = commissioned.commissioned(person, planned_end_on=MIDDLE)
    facts = {"reason": "Warsztaty.", "by": person.responsible, "today": MIDDLE}
    if is_refused:
        with pytest.raises(Refused, match=r"najpóźniej do 31\.08\.2026"):
            prolong(stay, until=until, **facts)
    else:
        prolong(stay, until=until, **facts)
        assert stay.planned_end_on == until


def ended(person, **facts):
    stay = commissioned.commissioned(person)
    given = {"ends_on": LAST, "outcome": "finished", "what_next": "unknown", **facts}
    certificate = end_participation(stay, by=person.responsible, today=LAST + DAY, **given)
    return stay, certificate


def test_it_ends_without_a_word_on_a_contract_and_with_a_certificate(person):
    stay, certificate = ended(person, certificate_forms="Warsztaty motywacyjne")
    assert stay.contract_carried_out == ""
    assert FollowUp.objects.filter(participation=stay).count() == 2
    assert certificate.facts["bare"] == []
    assert certificate.facts["carried_out"] == ""
    assert "bez kontraktu socjalnego (art. 18 ust. 7–9" in certificate.facts["without_contract"]


def test_an_end_that_tells_of_a_contract_is_refused(person):
    with pytest.raises(Refused, match="nie ma oceny kontraktu"):
        ended(person, contract_carried_out="yes")


def test_an_end_of_a_stay_with_a_contract_tells_of_it(person):
    made.signed(person, on=FIRST)
    facts = {"kind": "contract", "declaration_signed_on": FIRST} | dict.fromkeys(
        ("agreement_on", "referral_on")
    )
    stay = commissioned.row(person, agreement_number="", referral_number="", **facts)
    with pytest.raises(Refused, match="ocenę kontraktu"):
        end_participation(
            stay,
            ends_on=LAST,
            outcome="finished",
            what_next="unknown",
            by=person.responsible,
            today=LAST,
        )


def test_an_end_behind_the_last_day_is_refused_with_that_day(person):
    with pytest.raises(Refused, match=r"najpóźniej do 31\.08\.2026"):
        ended(person, ends_on=LAST + DAY)


def test_nobody_is_a_graduate_by_it_even_with_a_contract_beside_it(person):
    made.signed(person, on=FIRST - DAY, ends_on=LAST + DAY)
    stay, certificate = ended(person, certificate_forms="Warsztaty motywacyjne")
    answer = graduate_of(stay, covers_of(person), str(certificate))
    assert not answer.is_graduate
    assert "udział z art. 200 był bez kontraktu" in answer.reason
    assert known_forms(stay, LAST) == []


def test_the_certificate_of_a_stay_with_a_contract_tells_of_the_contract(person):
    made.signed(person, on=FIRST)
    stay = Participation(
        person=person,
        starts_on=FIRST,
        ends_on=LAST,
        outcome="finished",
        contract_carried_out="partly",
    )
    facts = contents(stay, "Warsztat", Centre.objects.current())
    assert (facts["carried_out"], facts["without_contract"]) == (
        "został zrealizowany częściowo",
        "",
    )


def test_no_declaration_is_among_its_papers_and_a_resignation_says_nothing_of_free_will(
    person, users
):
    def chosen(file):
        return {row.kind for row in offered(file) if row.is_chosen}

    load_texts(MIDDLE)
    assert "declaration" in chosen(file_of(person, users.worker, MIDDLE))
    commissioned.commissioned(person)
    file = file_of(person, users.worker, MIDDLE)
    assert chosen(file) == {"application", "rules", "clause"}
    known = paper_of(ClubPaper.Kind.RESIGNATION, file).paper.context["known"]
    assert "dobrowolny" not in known
    assert "kontrakt" not in known
    assert "zaświadczenie (art. 18 ust. 5a" in known


# The pages

TYPED = {
    "agreement_number": "UmRS/3/2026",
    "agreement_on": "2.02.2026",
    "referral_number": "SK/118/2026",
    "referral_on": "24.02.2026",
    "starts_on": "1.03.2026",
    "planned_end_on": "",
    "rules_version": "1",
    "rules_read_on": "1.03.2026",
}


@pytest.fixture
def worker(client_of, users):
    with time_machine.travel(datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC), tick=False):
        yield client_of(users.worker)


def test_it_is_begun_on_its_page_and_shown_on_the_tab(eligible, worker):
    commissioned.limits()
    commissioned.registered(eligible)
    form = address("begin_commissioned", eligible.pk)
    tab = text_of(worker.get(address("participation", eligible.pk)))
    assert form in tab
    assert "najpóźniej do 31.08.2026, 4 godz. dziennie" in text_of(worker.get(form))

    page = text_of(worker.post(form, TYPED, follow=True))

    assert "Potrwa najpóźniej do 31.08.2026." in page
    for words in (
        "Grupa z art. 200 (bez kontraktu)",
        "nr UmRS/3/2026 z 2.02.2026",
        "nr SK/118/2026 z 24.02.2026",
        "najpóźniej do 31.08.2026 (6 mies.), 4 godz. dziennie",
        "Udział w KIS (art. 200): trwa od 1.03.2026",
    ):
        assert words in page
    assert "Bez kontraktu" not in page
    assert form not in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"referral_on": "1.02.2026"},
            "Skierowanie nie może być przed zawarciem umowy (2.02.2026)",
        ),
        ({"starts_on": "23.02.2026"}, "Udział nie może się zacząć przed skierowaniem (24.02.2026)"),
        ({"planned_end_on": "1.09.2026"}, "najpóźniej do 31.08.2026"),
        ({"planned_end_on": "28.02.2026"}, "Planowany koniec nie może być przed początkiem."),
        ({"referral_number": ""}, 'href="#id_referral_number"'),
        ({"starts_on": "31.02.2026"}, "Nie ma takiej daty"),
    ],
)
def test_bad_input_is_a_sentence_and_nothing_typed_is_lost(eligible, worker, typed, sentence):
    commissioned.limits()
    commissioned.registered(eligible)
    page = text_of(worker.post(address("begin_commissioned", eligible.pk), TYPED | typed))
    assert sentence in page
    assert 'value="UmRS/3/2026"' in page
    assert not Participation.objects.exists()


def test_the_page_says_what_the_person_lacks(eligible, worker):
    page = text_of(worker.post(address("begin_commissioned", eligible.pk), TYPED))
    assert "Na 1.03.2026 nie wpisano granic udziału z art. 200." in page
    assert "nie jest zarejestrowana w PUP" in page


def test_the_page_is_for_those_who_write_in_the_case(client_of, users, person):
    page = text_of(client_of(users.coordinator).get(address("begin_commissioned", person.pk)))
    assert "Nie ustalono kategorii" in page
    assert client_of(users.colleague).get(address("begin_commissioned", person.pk)).status_code in {
        403,
        404,
    }


def test_its_end_asks_for_no_contract_and_offers_no_day_behind_the_last(person, client_of, users):
    stay = commissioned.commissioned(person)
    with time_machine.travel(datetime.datetime(2026, 10, 1, 12, tzinfo=datetime.UTC), tick=False):
        worker = client_of(users.worker)
        form = address("end_stay", person.pk, stay.pk)
        page = text_of(worker.get(form))
        assert "Kontrakt zrealizowany" not in page
        assert 'value="31.08.2026"' in page
        tab = text_of(worker.get(address("participation", person.pk)))
        assert "Po ostatnim dniu" in tab

        data = {"ends_on": "31.8.2026", "outcome": "finished", "what_next": "unknown"}
        data |= {"certify": "on", "certificate_forms": "Warsztaty motywacyjne"}
        page = text_of(worker.post(form, data, follow=True))
    assert "wystawiono zaświadczenie" in page
    assert "Nie jest absolwentem KIS: udział z art. 200" in page
    assert "Kontrakt zrealizowany" not in page


@pytest.mark.parametrize(("planned", "is_offered"), [(LAST - DAY, True), (LAST, False)])
def test_prolonging_is_offered_while_law_leaves_a_day(person, worker, planned, is_offered):
    stay = commissioned.commissioned(person, planned_end_on=planned)
    tab = text_of(worker.get(address("participation", person.pk)))
    assert (address("prolong", person.pk, stay.pk) in tab) is is_offered


def test_prolonging_names_the_last_day_of_law(person, worker):
    stay = commissioned.commissioned(person, planned_end_on=MIDDLE)
    page = text_of(worker.get(address("prolong", person.pk, stay.pk)))
    assert "Prawo pozwala najpóźniej na 31.08.2026." in page


def test_a_voided_one_lets_another_begin(eligible, users, worker):
    stay = commissioned.commissioned(eligible)
    stay.void(by=users.coordinator, reason="pomyłka")
    page = text_of(worker.post(address("begin_commissioned", eligible.pk), TYPED, follow=True))
    assert "Wpis unieważniony" in page
    assert Participation.objects.count() == 1


def test_a_registration_under_it_is_corrected_with_a_sentence(person, worker):
    commissioned.commissioned(person)
    row = person.labour_periods.get()
    form = reverse("participants:labour_period_edit", args=[person.pk, row.pk])
    data = {
        "kind": "registered",
        "starts_on": "1.06.2024",
        "ends_on": "28.02.2026",
        "row_version": row.version,
    }
    page = text_of(worker.post(form, data))
    assert "W tym okresie rejestracji 1.03.2026 zaczął się udział z art. 200." in page
