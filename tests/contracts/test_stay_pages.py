"""Pages of a stay: certificate, graduate, breaks, a later planned end, ratings, what became of the person."""

import datetime

import pytest

from contracts.stays import prolong
from participants import desk
from participants.models import Break, Certificate, FollowUp, Participation, Rating
from tests.contracts import made
from tests.contracts.ended import FIRST, LAST, certified, ended, running
from tests.contracts.pages import TODAY, address, stay_of, text_of
from tests.factories import PersonFactory
from tests.participants.made import stay as finished_stay
from tests.told import rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
ENDING = {"ends_on": "d", "outcome": "finished", "contract_carried_out": "yes"}
ENDING |= {"what_next": "psu", "certify": "on", "certificate_forms": "Warsztat komputerowy"}


@pytest.fixture
def tab(person):
    return address("participation", person.pk)


@pytest.fixture
def stay(person):
    made.signed(person)
    return stay_of(person)


# the end and its certificate


def test_the_end_issues_the_ticked_certificate_and_says_what_to_do_next(browser, person, stay):
    page = text_of(browser.post(address("end_stay", person.pk, stay.pk), ENDING, follow=True))
    assert "wystawiono zaświadczenie. Następny krok: wydrukuj je" in page
    assert Certificate.objects.get().facts["forms"] == ["Warsztat komputerowy"]
    assert "Zaświadczenie nr 1/2026</span>, 20.11.2026" in page
    assert "po 3 miesiącach (20.02.2027): jeszcze nie zapytano" in page
    certificate = Certificate.objects.get()
    paper = address("certificate", person.pk, stay.pk, certificate.pk)
    assert f'href="{paper}">Otwórz zaświadczenie nr 1/2026<' in page
    # What became of the person is asked later: the page offers no answer that it would refuse.
    assert "Zapisz odpowiedź" not in page


def test_the_form_offers_what_the_contract_says(browser, person, stay):
    page = text_of(browser.get(address("end_stay", person.pk, stay.pk)))
    assert "Udział w warsztacie</textarea>" in page


def test_without_the_tick_the_end_waits_for_the_button(browser, person, stay):
    data = {name: value for name, value in ENDING.items() if name != "certify"}
    page = text_of(browser.post(address("end_stay", person.pk, stay.pk), data, follow=True))
    assert not Certificate.objects.exists()
    new = address("certificate_new", person.pk, stay.pk)
    assert f'href="{new}">Wystaw zaświadczenie<' in page
    assert "Następny krok: wystaw zaświadczenie." in page
    assert "obowiązuje nadal, do 31.05.2027. Jeśli jest już niepotrzebny, zakończ go" in page
    page = text_of(browser.post(new, {"forms": "Warsztat"}, follow=True))
    assert "Wystawiono zaświadczenie. Następny krok" in page
    assert ">Wystaw zaświadczenie<" not in page


def test_a_death_is_entered_with_the_box_still_ticked(browser, person, stay):
    data = ENDING | {"outcome": "interrupted", "leaving_reason": "death"}
    page = text_of(browser.post(address("end_stay", person.pk, stay.pk), data, follow=True))
    assert "Zapisano zakończenie udziału." in page
    assert ">Wystaw zaświadczenie<" not in page
    assert not Certificate.objects.exists()
    refused = browser.post(address("certificate_new", person.pk, stay.pk), {"forms": "Warsztat"})
    assert "Po zgonie zaświadczenia się nie wystawia." in text_of(refused)


@pytest.mark.parametrize(
    ("forms", "sentence"),
    [
        ("", "Wpisz, w czym osoba brała udział."),
        ("Warsztat\nTerapia uzależnień", "(np. „poradnictwo specjalistyczne”): Terapia uzależnień"),
    ],
)
def test_forms_of_the_certificate_are_needed_and_tell_no_secret(
    browser, person, stay, forms, sentence
):
    url = address("end_stay", person.pk, stay.pk)
    page = text_of(browser.post(url, ENDING | {"certificate_forms": forms}))
    assert sentence in page
    stay.refresh_from_db()
    assert stay.ends_on is None


def test_a_running_stay_has_no_certificate_yet(browser, person, stay):
    page = text_of(browser.get(address("certificate_new", person.pk, stay.pk), follow=True))
    assert "Zaświadczenie wystawia się po zakończeniu udziału." in page


def test_the_paper_is_for_readers_of_the_contract_and_stays_the_same(
    browser, client_of, users, tab
):
    person = PersonFactory(responsible=users.worker)
    certificate = certified(person)
    url = address("certificate", person.pk, certificate.participation_id, certificate.pk)
    first = browser.get(url)
    assert first["Content-Disposition"] == 'inline; filename="zaswiadczenie-kis-1-2026.pdf"'
    assert browser.get(url).content == first.content
    assert client_of(users.colleague).get(url).status_code == 404


def test_a_second_person_voids_it_and_another_is_issued(browser, client_of, users, person, tab):
    certificate = certified(person)
    place = [person.pk, certificate.participation_id]
    void = address("certificate_void", *place, certificate.pk)
    assert "unieważnia druga osoba" in text_of(browser.get(tab))
    assert "Wpis unieważnia druga osoba" in text_of(browser.post(void, {"reason": "pomyłka"}))
    coordinator = client_of(users.coordinator)
    page = text_of(coordinator.post(void, {"reason": "zły okres"}, follow=True))
    assert "zły okres" in page
    assert "nie ma ważnego zaświadczenia" in page
    assert address("certificate_new", *place) in page


# the graduate


def test_the_mark_of_a_graduate_has_its_reason(browser, person, tab):
    certified(person)
    page = text_of(browser.get(tab))
    assert "Absolwent KIS</span> Udział trwał 6 miesięcy 6 dni, kontrakt zrealizowano" in page


def test_who_is_no_graduate_is_told_why(browser, person, tab):
    ended(person, contract_carried_out="partly")
    page = text_of(browser.get(tab))
    assert "Absolwent KIS</span>" not in page
    assert "kontrakt zrealizowano tylko częściowo; nie ma ważnego zaświadczenia." in page


def test_a_colleague_sees_neither_graduate_nor_ratings_nor_the_reason_of_a_break(
    browser, client_of, users, person, tab
):
    stay = running(person)
    Break.objects.create(
        participation=stay,
        starts_on=FIRST,
        ends_on=FIRST,
        reason="illness",
        note="Po operacji",
        made_by=users.worker,
    )
    Rating.objects.create(participation=stay, moment="start", work=2, rated_by=users.worker)
    until = datetime.date(2031, 1, 1)
    prolong(stay, until=until, reason="Sanatorium", by=users.worker, today=TODAY)
    secret = ["choroba lub leczenie", "Po operacji", "2 – słabo", "Sanatorium"]
    own, others = (text_of(client.get(tab)) for client in (browser, client_of(users.colleague)))
    assert [words in own for words in secret] == [True] * 4
    assert [words in others for words in secret] == [False] * 4
    assert "5.01.2026 – 5.01.2026" in others
    # Why it was voided is told in free words, too.
    stay.breaks.get().void(by=users.coordinator, reason="była w szpitalu krócej")
    own, others = (text_of(client.get(tab)) for client in (browser, client_of(users.colleague)))
    assert ("w szpitalu" in own, "w szpitalu" in others) == (True, False)


# breaks and the planned end


def test_a_break_is_entered_shown_and_ended(browser, person, stay, tab):
    url = address("break_new", person.pk, stay.pk)
    page = text_of(browser.post(url, {"starts_on": "d", "reason": "care"}, follow=True))
    assert '<span class="chip chip-look">Przerwa</span>' in page
    assert "przerwa od 20.11.2026" in page
    row = Break.objects.get()
    end = address("break_end", person.pk, stay.pk, row.pk)
    data = {"ends_on": "22.11.2026", "row_version": row.version}
    page = text_of(browser.post(end, data, follow=True))
    assert "Przerwa kończy się 22.11.2026." in page
    row.refresh_from_db()
    assert row.ends_on == datetime.date(2026, 11, 22)


def test_a_stale_end_of_a_break_is_refused_with_both_values(browser, person, stay):
    row = Break.objects.create(
        participation=stay, starts_on=TODAY, reason="care", made_by=person.responsible
    )
    opened = row.version
    Break.objects.filter(pk=row.pk).update(ends_on=datetime.date(2026, 11, 25))
    url = address("break_end", person.pk, stay.pk, row.pk)
    page = text_of(browser.post(url, {"ends_on": "22.11.2026", "row_version": opened}))
    assert "W tym czasie zmieniono" in page
    assert "25.11.2026" in page
    row.refresh_from_db()
    assert row.ends_on == datetime.date(2026, 11, 25)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"starts_on": "19.11.2026"}, "a ten zaczął się 20.11.2026"),
        ({"starts_on": "22.11.2026", "ends_on": "21.11.2026"}, "zanim się zaczęła"),
        ({"starts_on": "20.11.2026"}, "W tym czasie jest już przerwa."),
        ({"starts_on": "1.12.2026", "reason": "other"}, "napisz w uwagach"),
    ],
)
def test_a_break_that_cannot_be_is_refused_with_what_was_typed(
    browser, person, stay, data, sentence
):
    Break.objects.create(
        participation=stay, starts_on=TODAY, ends_on=TODAY, reason="care", made_by=stay.begun_by
    )
    url = address("break_new", person.pk, stay.pk)
    page = text_of(browser.post(url, {"reason": "care", **data}))
    assert sentence in page
    assert data["starts_on"] in page
    assert Break.objects.count() == 1


def test_who_entered_a_stay_and_a_break_is_told_that_another_voids_them(
    browser, client_of, users, person, tab
):
    begun = running(person)
    browser.post(address("break_new", person.pk, begun.pk), {"starts_on": "d", "reason": "family"})
    Participation.objects.filter(pk=begun.pk).update(begun_by=users.worker)
    page = text_of(browser.get(tab))
    assert "unieważnia druga osoba" in page
    assert "Unieważnia to druga osoba" in page
    assert ">Unieważnij wpis" not in page
    assert text_of(client_of(users.coordinator).get(tab)).count(">Unieważnij wpis") == 2


def test_a_break_is_voided_by_a_second_person_and_stays_visible(
    client_of, users, person, stay, tab
):
    row = Break.objects.create(
        participation=stay, starts_on=TODAY, reason="care", made_by=users.worker
    )
    url = address("break_void", person.pk, stay.pk, row.pk)
    page = text_of(client_of(users.coordinator).post(url, {"reason": "pomyłka"}, follow=True))
    assert "pomyłka" in page
    assert '<span class="chip chip-good">Trwa</span>' in page


def test_a_planned_end_behind_the_contract_is_saved_with_a_warning(browser, person, stay):
    url = address("prolong", person.pk, stay.pk)
    data = {"planned_end_on": "1.06.2027", "reason": "Kurs.", "row_version": stay.version}
    page = text_of(browser.post(url, data, follow=True))
    assert "Planowany koniec udziału to teraz 1.06.2027." in page
    assert "(1.06.2027) jest po ostatnim dniu kontraktu" in page
    assert "20.11.2026 przedłużono z 31.05.2027" in page
    assert "Kurs." in page


def test_a_longer_contract_carries_a_later_planned_end_without_a_warning(browser, person):
    made.signed(person, ends_on=datetime.date(2027, 12, 31))
    stay = stay_of(person)
    data = {"planned_end_on": "31.12.2027", "reason": "Kurs.", "row_version": stay.version}
    page = text_of(browser.post(address("prolong", person.pk, stay.pk), data, follow=True))
    assert "jest po ostatnim dniu kontraktu" not in page


def test_the_same_day_is_no_prolongation(browser, person, stay):
    data = {"planned_end_on": "31.05.2027", "reason": "Kurs.", "row_version": stay.version}
    page = text_of(browser.post(address("prolong", person.pk, stay.pk), data))
    assert "Planowany koniec to teraz 31.05.2027. Przedłużyć można tylko" in page


@pytest.mark.parametrize("name", ["prolong", "break_new"])
def test_what_ended_is_neither_prolonged_nor_broken(browser, person, name):
    stay = ended(person)
    page = text_of(browser.get(address(name, person.pk, stay.pk), follow=True))
    assert "Ten udział już się skończył" in page


# ratings


def test_ratings_are_compared_and_each_field_may_be_left_out(browser, person, tab):
    stay = ended(person)
    for name, level in (("rating_start", 1), ("rating_end", 4)):
        url = address(name, person.pk, stay.pk)
        assert "Oceń choć jedną dziedzinę." in text_of(browser.post(url, {"work": ""}))
        browser.post(url, {"work": level})
    page = text_of(browser.get(tab))
    assert "Aktywność zawodowa" in page
    assert "1 – bardzo słabo" in page
    assert "4 – dobrze" in page
    assert "Relacje z ludźmi" not in page


def test_a_rating_is_put_right_on_the_same_page(browser, person, stay):
    url = address("rating_start", person.pk, stay.pk)
    browser.post(url, {"work": 1})
    row = Rating.objects.get()
    browser.post(url, {"work": 3, "row_version": row.version})
    row.refresh_from_db()
    assert row.work == 3


def test_the_end_is_rated_behind_it(browser, person, stay):
    page = text_of(browser.get(address("rating_end", person.pk, stay.pk), follow=True))
    assert "Ocenę na koniec wpisuje się po zakończeniu udziału." in page


# what became of them


def answered(browser, row, **data):
    person = row.participation.person_id
    known = {"settled_on": "d", "way": "call", "what_next": "open_market", **data}
    return browser.post(
        address("follow_up", person, row.pk), known | {"row_version": row.version}, follow=True
    )


@pytest.mark.parametrize(
    ("on", "is_told"),
    [(datetime.date(2026, 9, 25), False), (datetime.date(2026, 9, 26), True)],
)
def test_the_desk_asks_from_two_weeks_before(users, person, on, is_told):
    ended(person)  # 10.07: to be asked on 10.10
    found = [row for row in rows(desk, users.worker, on) if row.action == "Zadzwoń"]
    assert [(row.what, row.day) for row in found] == [
        ("losy po udziale: 3 mies.", datetime.date(2026, 10, 10))
    ] * is_told


def test_an_answer_settles_the_row_and_is_shown(browser, users, person, tab):
    ended(person)
    row = FollowUp.objects.get(months=3)
    page = text_of(answered(browser, row, note="Magazyn, pełny etat"))
    assert "podjęcie pracy na otwartym rynku – telefon, 20.11.2026" in page
    assert "Magazyn, pełny etat" in page
    assert [found.action for found in rows(desk, users.worker, TODAY)] == []


def test_in_vain_settles_it_as_unknown(browser, person):
    ended(person)
    row = FollowUp.objects.get(months=3)
    page = text_of(answered(browser, row, way="failed"))
    assert "Skoro nie udało się zapytać" in page
    answered(browser, row, way="failed", what_next="")
    row.refresh_from_db()
    assert (row.way, row.what_next) == ("failed", "unknown")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"what_next": ""}, "Wybierz, co robi osoba."),
        ({"settled_on": "10.07.2026"}, "Udział skończył się 10.07.2026. O losy pyta się później."),
        ({"settled_on": "21.11.2026"}, "Dnia 21.11.2026 jeszcze nie było."),
        ({"way": ""}, "Wybierz: jak zapytano."),
    ],
)
def test_an_answer_that_lacks_something_is_refused(browser, person, data, sentence):
    ended(person)
    row = FollowUp.objects.get(months=3)
    assert sentence in text_of(answered(browser, row, **data))
    row.refresh_from_db()
    assert row.settled_on is None


def test_the_tab_asks_as_much_for_many_stays_as_for_one(
    browser, person, tab, django_assert_max_num_queries
):
    for year in (2023, 2024, 2025):
        first = datetime.date(year, 1, 2)
        finished_stay(person, first, first + datetime.timedelta(days=200))
    certified(person, first=datetime.date(2026, 1, 2))
    browser.get(tab)
    with django_assert_max_num_queries(14):
        browser.get(tab)


@pytest.mark.parametrize("last", [LAST, TODAY], ids=["past", "today"])
def test_a_stay_that_ended_has_the_word_of_its_outcome(browser, person, tab, last):
    ended(person, last=last)
    assert '<span class="chip">Ukończony</span>' in text_of(browser.get(tab))
