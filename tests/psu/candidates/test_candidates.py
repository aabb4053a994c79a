"""From being put forward to the referral: who is offered, what the list holds, what stays."""

import io

import pypdf
import pytest
import time_machine
from django.urls import reverse

from kis.accounts.models import Centre
from kis.lib.refusals import Refused
from participants.models import Person
from participants.models.benefits import BenefitAnswer, BenefitCheck
from psu.candidates import listing
from psu.candidates.offering import obstacles
from psu.models import Candidate, EligibleList
from psu.referrals.referring import keep, void
from tests.factories import PersonFactory
from tests.psu.connections import race
from tests.psu.factories import AgreementFactory, ReferralFactory, StatusNewsFactory
from tests.psu.guarded import day
from tests.refused import refused

pytestmark = pytest.mark.django_db

TODAY = day("2026-11-20")


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2026-11-20 12:00", tick=False):
        yield


def somebody(users, last_name="Łoś", **facts):
    return PersonFactory(
        **{
            "last_name": last_name,
            "first_name": "Adam",
            "pesel": "",
            "identity_kind": "passport",
            "identity_number": f"EA {last_name}",
            "town": "Puławy",
            "labour_status": "unemployed",
            "responsible": users.worker,
        }
        | facts
    )


@pytest.fixture
def agreement(users, centre):
    return AgreementFactory(number="4/2026")


@pytest.fixture
def candidate(users, centre):
    return put(users, somebody(users))


def put(users, person):
    return listing.put_forward(person, remarks="", by=users.worker, on=TODAY)


@pytest.fixture
def made(users, agreement, candidate):
    return listing.make_list(agreement, [candidate], by=users.coordinator, on=TODAY)


@pytest.fixture
def printed(users, made):
    listing.printed(made, by=users.coordinator)
    return EligibleList.objects.get()


@pytest.fixture
def coordinator(client_of, users):
    return client_of(users.coordinator)


def words_of(letter) -> str:
    pages = pypdf.PdfReader(io.BytesIO(letter.document.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def address(name, *arguments):
    return reverse(f"psu:{name}", args=arguments)


# put forward


def test_a_person_is_put_forward_from_their_tab_once(users, client_of, centre):
    person = somebody(users)
    worker = client_of(users.worker)
    assert "Zgłoś do listy PUP" in worker.get(address("person", person.pk)).text
    worker.post(address("candidate_new", person.pk), {"remarks": "biblioteka"})
    (candidate,) = Candidate.objects.all()
    assert candidate.status_word == "Czeka na listę do PUP"
    page = worker.post(address("candidate_new", person.pk), {"remarks": "x"}).text
    assert "jest już zgłoszona" in page
    assert "Wycofaj zgłoszenie" in worker.get(address("candidate_new", person.pk)).text


def test_a_candidate_is_withdrawn_with_a_reason_and_stays_so(users, client_of, candidate):
    worker = client_of(users.worker)
    page = worker.post(address("candidate_withdraw", candidate.pk), {"reason": ""}).text
    assert "Nie zapisano. Popraw:" in page
    worker.post(address("candidate_withdraw", candidate.pk), {"reason": "podjęcie pracy"})
    candidate.refresh_from_db()
    assert candidate.status_word == "Wycofano: podjęcie pracy"
    with refused("candidate_closed"):
        Candidate.objects.update(withdrawn_on=None, withdrawn_by=None, withdraw_reason="")
    put(users, candidate.person)


# who is offered


@pytest.mark.parametrize(
    ("starts", "ends", "stands"),
    [
        ("2026-11-21", None, False),
        ("2026-11-20", None, True),
        ("2026-08-01", "2026-11-20", True),
        ("2026-08-01", "2026-11-19", False),
    ],
)
def test_news_of_a_lost_status_stands_against_a_person_in_its_days(
    users, centre, starts, ends, stands
):
    person = somebody(users)
    StatusNewsFactory(person=person, starts_on=day(starts), ends_on=day(ends) if ends else None)
    assert (person.pk in obstacles([person], TODAY)) is stands


def test_a_right_to_unemployment_benefit_stands_against_until_the_next_answer(users, centre):
    person = somebody(users)
    facts = {"person": person, "basis": "PUP", "asked_by": users.worker}
    check = BenefitCheck.objects.create(
        asked_on=day("2026-10-01"), ask_again_on=day("2026-11-01"), **facts
    )
    BenefitAnswer.objects.create(
        check_made=check, benefit="unemployment", entitled_from=day("2026-09-01")
    )
    assert obstacles([person], TODAY) == {
        person.pk: ["prawo do zasiłku dla bezrobotnych od 1.09.2026"]
    }
    BenefitCheck.objects.create(asked_on=day("2026-11-02"), ask_again_on=day("2027-01-01"), **facts)
    assert obstacles([person], TODAY) == {}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"labour_status": "employed"}, "w danych osoby: pracujący(-a)"),
        ({"identity_kind": "", "identity_number": ""}, "brak numeru PESEL i dokumentu tożsamości"),
        ({"town": "", "street": "", "house": "", "postal_code": ""}, "brak miejsca zamieszkania"),
    ],
)
def test_what_the_list_needs_and_the_file_lacks_is_named(users, centre, facts, words):
    person = somebody(users, **facts)
    assert words in obstacles([person], TODAY)[person.pk][0]


def test_a_file_merged_into_another_is_not_offered(users, centre):
    person = somebody(users)
    Person.objects.filter(pk=person.pk).update(merged_into=somebody(users, "Żak"))
    person.refresh_from_db()
    assert "karta połączona z inną" in obstacles([person], TODAY)[person.pk][0]


def test_who_works_on_a_referral_is_not_offered(users, centre):
    person = somebody(users)
    referral = ReferralFactory(person=person)
    assert obstacles([person], TODAY) == {person.pk: [f"pracuje ze skierowania {referral.number}"]}


def test_what_stands_in_the_other_file_stands_against_the_person(users, centre):
    person, second = somebody(users), somebody(users, "Żak")
    referral = ReferralFactory(person=second)
    for asked_on, entitled in ((day("2025-01-02"), True), (day("2025-02-03"), False)):
        check = BenefitCheck.objects.create(
            person=second if entitled else person,
            asked_on=asked_on,
            ask_again_on=day("2030-01-01"),
            basis="zaświadczenie",
            asked_by=users.worker,
        )
        if entitled:
            BenefitAnswer.objects.create(
                check_made=check, benefit="unemployment", entitled_from=asked_on
            )
    Person.objects.filter(pk=second.pk).update(merged_into=person)
    # The question that was asked last is in the first file, and it says that there is no right.
    assert obstacles([person], TODAY) == {person.pk: [f"pracuje ze skierowania {referral.number}"]}


def test_the_others_are_named_with_the_reason_and_cannot_be_chosen(
    users, coordinator, agreement, candidate
):
    barred = put(users, somebody(users, "Bury"))
    StatusNewsFactory(person=barred.person, starts_on=day("2026-11-14"))
    page = coordinator.get(address("eligible_list_new")).text
    assert "nie ma statusu bezrobotnego od 14.11.2026" in page
    assert f'value="{barred.pk}"' not in page

    posted = {"agreement": agreement.pk, "chosen": [barred.pk]}
    assert "Nie zapisano" in coordinator.post(address("eligible_list_new"), posted).text
    coordinator.post(
        address("eligible_list_new"), {"agreement": agreement.pk, "chosen": [candidate.pk]}
    )
    candidate.refresh_from_db()
    assert candidate.status_word == "Na liście do PUP"
    with pytest.raises(Refused, match="Bury Adam"):
        listing.make_list(agreement, [barred], by=users.coordinator, on=TODAY)


@pytest.mark.parametrize("count", [5, 50])
def test_pages_ask_as_much_for_fifty_as_for_five(
    users, coordinator, agreement, count, django_assert_max_num_queries
):
    rows = [put(users, somebody(users, f"Łoś-{number}")) for number in range(count)]
    with django_assert_max_num_queries(12):
        coordinator.get(address("candidates"))
    with django_assert_max_num_queries(15):
        coordinator.get(address("eligible_list_new"))
    made = listing.make_list(agreement, rows, by=users.coordinator, on=TODAY)
    with django_assert_max_num_queries(12):
        coordinator.get(address("eligible_list", made.pk))


# the list


def test_nobody_is_listed_whom_news_reached_after_they_were_chosen(users, agreement, candidate):
    StatusNewsFactory(person=candidate.person, starts_on=day("2026-11-14"))
    with pytest.raises(Refused, match="Nie można teraz wpisać na listę: Łoś Adam"):
        listing.make_list(agreement, [candidate], by=users.coordinator, on=TODAY)
    assert not EligibleList.objects.exists()


def test_a_candidate_is_never_deleted(candidate):
    with refused("candidate_stays"):
        Candidate.objects.all().delete()


def test_the_paper_goes_to_the_director_and_names_an_application_as_such(users, candidate):
    Centre.objects.update(labour_office="Powiatowego Urzędu Pracy w Puławach")
    town = AgreementFactory(number="W-7/2026", is_application=True)
    made = listing.make_list(town, [candidate], by=users.coordinator, on=TODAY)
    listing.printed(made, by=users.coordinator)
    words = words_of(EligibleList.objects.get())
    assert "wniosek nr W-7/2026 z" in words
    assert "porozumienie" not in words


def test_the_paper_has_names_place_and_identity_and_nothing_else(users, printed):
    words = words_of(printed)
    for fact in ("Łoś Adam", "Puławy", "paszport EA Łoś", "nr 4/2026", "Nr 1/2026"):
        assert fact in words
    assert "bezrobotn" not in words
    assert printed.document.name == "lista-osob-uprawnionych-1-2026.pdf"


def test_a_printed_list_keeps_its_people_and_its_bytes(users, printed, candidate):
    with refused("candidate_list_stays"):
        Candidate.objects.update(eligible_list=None)
    other = put(users, somebody(users, "Bury"))
    with refused("candidate_list_stays"):
        Candidate.objects.filter(pk=other.pk).update(eligible_list=printed)
    Person.objects.filter(pk=candidate.person_id).update(last_name="Inny")
    assert listing.printed(EligibleList.objects.get(), by=users.coordinator) == printed.document


def test_a_list_is_sent_once_and_behind_the_print(users, coordinator, made):
    sent = {"day": "20.11.2026", "how": "e_delivery"}
    assert "najpierw ją" in coordinator.post(address("eligible_list_send", made.pk), sent).text
    listing.printed(made, by=users.coordinator)
    coordinator.post(address("eligible_list_send", made.pk), sent)
    made.refresh_from_db()
    assert made.status_word == "Wysłana 20.11.2026"
    with refused("eligible_list_stays"):
        EligibleList.objects.update(sent_on=day("2026-11-21"))


def test_people_of_a_voided_list_wait_for_another(users, printed, candidate, agreement):
    with pytest.raises(Refused, match="druga osoba"):
        listing.void(printed, by=users.coordinator, reason="x")
    listing.void(printed, by=users.head, reason="złe porozumienie")
    candidate.refresh_from_db()
    assert candidate.status_word == "Czeka na listę do PUP"
    assert listing.make_list(agreement, [candidate], by=users.coordinator, on=TODAY).number == 2


# the referral


def test_the_referral_that_comes_closes_the_candidacy(users, printed, candidate, agreement):
    referral = ReferralFactory.build(
        person=candidate.person,
        agreement=agreement,
        place=None,
        kind=agreement.kinds.get(),
        entered_by=users.worker,
    )
    referral.place = ReferralFactory().place
    agreement.places.add(referral.place)
    keep(referral, by=users.worker)
    candidate.refresh_from_db()
    assert (candidate.referral, candidate.status_word) == (referral, "Skierowanie wpisane")

    void(referral, by=users.coordinator, reason="pomyłka")
    candidate.refresh_from_db()
    assert candidate.status_word == "Na liście do PUP"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_list_the_same_person_at_once_one_list_stands(users, agreement, candidate):
    def make():
        return listing.make_list(agreement, [candidate], by=users.coordinator, on=TODAY)

    with pytest.raises(Refused, match="W tym czasie ktoś zmienił"):
        race(make, make)
    assert EligibleList.objects.count() == 1
