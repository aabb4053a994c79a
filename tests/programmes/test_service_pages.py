"""A card is entered whole or not at all; what is refused says why, beside its row, and stays typed."""

import datetime

import pytest
from django.urls import reverse

from kis.programmes.models import Service
from tests.factories import PersonFactory
from tests.programmes.factories import (
    D,
    ProviderFactory,
    at,
    cares_for,
    chooses,
    edition_of,
    serve,
    takes_part,
)

MARCH = D(2026, 3, 1)


@pytest.fixture
def staff(client_of, users):
    return client_of(users.programmes)


def card_of(enrolment, provider, month=MARCH):
    return reverse(
        "programmes:service_card",
        args=[enrolment.edition_id, enrolment.pk, provider.pk, month],
    )


def rows_of(*rows, **more):
    """What the page sends of rows of day, from, to."""
    data = {
        "wiersze-TOTAL_FORMS": len(rows),
        "wiersze-INITIAL_FORMS": 0,
        "wiersze-MIN_NUM_FORMS": 0,
        "wiersze-MAX_NUM_FORMS": 200,
    }
    for number, (day, starts_at, ends_at, *rest) in enumerate(rows):
        typed = {"day": day, "starts_at": starts_at, "ends_at": ends_at, "place": "home"}
        typed |= rest[0] if rest else {}
        data |= {f"wiersze-{number}-{name}": value for name, value in typed.items()}
    return data | more


def said(response) -> str:
    return response.content.decode()


def spans():
    return [row.when for row in Service.objects.in_order()]


def test_a_card_is_entered_by_the_numbers_of_its_days(staff, enrolment, provider):
    sent = rows_of(
        ("2", "8", "10.30", {"scope": "mobility", "note": "lekarz"}),
        ("5.03", "20.00", "24"),
        ("6.3.2026", "22", "2.00"),
        ("", "", ""),
    )

    response = staff.post(card_of(enrolment, provider), sent)

    assert response.status_code == 302
    assert spans() == [
        "2.03.2026, 8.00–10.30",
        "5.03.2026, 20.00–24.00",
        "6.03.2026, 22.00 – 7.03.2026, 2.00",
    ]
    row = Service.objects.in_order().first()
    assert (row.scope, row.note, row.entry, row.minutes) == ("mobility", "lekarz", "card", 150)
    assert "Karta" in said(staff.get(response.url))


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("2", "8", "8"), "czyli 0 minut"),
        (("2", "8", "25"), "od 0.00 do 24.00"),
        (("2.04", "8", "9"), "nie jest w marcu"),
        (("40", "8", "9"), "Nie ma takiej daty"),
        (("2", "", "9"), "Wpisz godzinę."),
        (("", "8", "9"), "Wpisz dzień."),
        (("29", "2.30", "4.00"), "nie było: tej nocy zegary"),
    ],
)
def test_what_cannot_be_read_says_why_and_stays(staff, enrolment, provider, row, sentence):
    response = staff.post(card_of(enrolment, provider), rows_of(("4", "10", "11"), row))

    assert response.status_code == 200
    assert sentence in said(response)
    assert "Nie zapisano żadnego wiersza" in said(response)
    assert 'value="10"' in said(response)
    assert not Service.objects.exists()


def test_one_refused_row_keeps_the_whole_card_back_and_all_refusals_are_told(
    staff, users, edition, enrolment, provider
):
    other = takes_part(edition, users)
    chooses(other, provider)
    serve(other, provider, at(3, 2, 8), at(3, 2, 18))

    response = staff.post(
        card_of(enrolment, provider),
        rows_of(("2", "18", "21"), ("4", "10", "11"), ("2", "9", "10")),
    )

    text = said(response)
    assert Service.objects.count() == 1
    assert "może najwyżej 12 godz." in text
    assert f"2.03.2026, 8.00–18.00 ({provider} dla: {other.person}); ta usługa" in text
    assert "Tyle samo zmieści się najwcześniej 3.03.2026 od 6.00." in text
    assert f"Te godziny zajmują: 2.03.2026, 8.00–18.00 ({provider} dla: {other.person})" in text


def test_the_hour_that_is_proposed_is_accepted(staff, users, edition, enrolment, provider):
    other = takes_part(edition, users)
    chooses(other, provider)
    serve(other, provider, at(3, 2, 8), at(3, 2, 18))
    refused = staff.post(card_of(enrolment, provider), rows_of(("2", "18", "21")))
    assert "od 6.00" in said(refused)

    assert (
        staff.post(card_of(enrolment, provider), rows_of(("3", "5.59", "8.59"))).status_code == 200
    )
    assert staff.post(card_of(enrolment, provider), rows_of(("3", "6", "9"))).status_code == 302


def test_of_another_edition_that_the_reader_does_not_run_no_name_is_told(
    staff, users, enrolment, provider
):
    foreign = edition_of(users)
    foreign.staff.update(ends_on="2026-01-31")
    other = takes_part(
        foreign,
        users,
        PersonFactory(responsible=users.worker, area="programmes", last_name="Tajemnicza"),
    )
    chooses(other, provider)
    serve(other, provider, at(3, 2, 8), at(3, 2, 18))

    text = said(staff.post(card_of(enrolment, provider), rows_of(("2", "18", "21"))))

    assert "2.03.2026, 8.00–18.00; ta usługa" in text
    assert "Tajemnicza" not in text


def test_a_card_entered_twice_is_told_to_be_one(staff, enrolment, provider):
    sent = rows_of(("2", "8", "10"), ("3", "8", "10"))
    staff.post(card_of(enrolment, provider), sent)

    text = said(staff.post(card_of(enrolment, provider), sent))

    assert text.count("Ta sama usługa jest już wpisana") >= 2
    assert "Tej samej karty nie wpisuje się drugi raz." in text
    assert Service.objects.count() == 2


def test_the_same_form_sent_twice_saves_once(staff, enrolment, provider):
    sent = rows_of(("2", "8", "10"), form_key="k" * 22)
    first, second = (staff.post(card_of(enrolment, provider), sent) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert Service.objects.count() == 1


def test_the_same_row_twice_on_one_card_is_refused(staff, enrolment, provider):
    text = said(
        staff.post(card_of(enrolment, provider), rows_of(("2", "8", "10"), ("2", "8", "10")))
    )
    assert "Ta sama usługa jest już wpisana" in text
    assert not Service.objects.exists()


@pytest.mark.parametrize(
    ("facts", "day", "sentence"),
    [
        ({"starts_on": D(2026, 3, 10)}, "9", "nie bierze udziału w tej edycji"),
        ({"ends_on": D(2026, 3, 4), "end_reason": "death"}, "5", "nie bierze udziału w tej edycji"),
    ],
)
def test_before_the_enrolment_and_after_death_are_refused_in_words(
    staff, users, edition, provider, facts, day, sentence
):
    row = takes_part(edition, users, **facts)
    chooses(row, provider)

    text = said(staff.post(card_of(row, provider), rows_of((day, "8", "10"))))

    assert sentence in text
    assert "zgon" not in text


def test_over_the_midnight_of_31_december_two_services_are_asked_for(staff, users, provider):
    edition = edition_of(users, starts_on=D(2025, 1, 1), ends_on=D(2025, 12, 31))
    edition.staff.update(starts_on=D(2025, 1, 1))
    row = takes_part(edition, users, applied_on=D(2025, 1, 2), starts_on=D(2025, 1, 2))
    provider.starts_on = D(2025, 1, 1)
    provider.save()
    chooses(row, provider, starts_on=D(2025, 1, 2), declared_not_family_on=D(2025, 1, 2))
    december = card_of(row, provider, D(2025, 12, 1))

    text = said(staff.post(december, rows_of(("31", "22", "2"))))

    assert "wpisz jako dwie: do 24:00 w tej edycji, resztę w następnej" in text
    assert staff.post(december, rows_of(("31", "22", "24"))).status_code == 302


def test_over_the_limit_it_is_told_of_what_the_sum_is_made_and_what_is_left(staff, users, provider):
    row = takes_part(edition_of(users, hours_limit=10), users)
    chooses(row, provider)
    serve(row, provider, at(1, 5, 8), at(1, 5, 13))
    serve(row, provider, at(2, 5, 8), at(2, 5, 11))

    text = said(staff.post(card_of(row, provider), rows_of(("2", "8", "11"))))

    assert "wykorzystałaby 11 godz., a limit jej grupy to 10 godz." in text
    assert "Wykorzystano: styczeń 5 godz., luty 3 godz. Zostało 2 godz." in text


def test_a_monthly_limit_tells_the_days_and_that_it_begins_anew(staff, users, provider):
    row = takes_part(edition_of(users, hours_limit=5, limit_unit="month"), users)
    chooses(row, provider)
    serve(row, provider, at(3, 1, 8), at(3, 1, 12))

    text = said(staff.post(card_of(row, provider), rows_of(("2", "8", "11"))))

    assert "Wykorzystano: 1.03.2026, 8.00–12.00. Zostało 1 godz." in text
    assert "W następnym miesiącu limit liczy się od początku." in text


def test_one_more_row_is_given_and_what_was_typed_stays(staff, enrolment, provider):
    text = said(
        staff.post(card_of(enrolment, provider), rows_of(("2", "8.10", "10"), add="wiersze"))
    )
    assert 'name="wiersze-1-day"' in text
    assert 'value="8.10"' in text
    assert not Service.objects.exists()


def test_a_service_is_voided_by_a_second_person(client_of, users, enrolment, provider):
    row = serve(enrolment, provider, at(3, 2, 8), at(3, 2, 10), entered_by=users.programmes)
    address = reverse("programmes:service_void", args=[enrolment.edition_id, enrolment.pk, row.pk])
    own = client_of(users.programmes).post(address, {"reason": "pomyłka"})
    assert "druga osoba" in said(own)
    assert Service.objects.exists()

    assert client_of(users.coordinator).post(address, {"reason": "pomyłka"}).status_code == 302
    assert not Service.objects.exists()
    page = reverse("programmes:services_of", args=[enrolment.edition_id, enrolment.pk])
    assert "unieważniono" in said(client_of(users.head).get(page))
    # The hours are free again.
    serve(enrolment, provider, at(3, 2, 8), at(3, 2, 10))


def test_the_list_of_cards_asks_as_much_for_many_as_for_few(
    staff, users, edition, provider, enrolment, django_assert_max_num_queries
):
    for _ in range(6):
        other = takes_part(edition, users)
        chooses(other, provider)
    address = reverse("programmes:services", args=[edition.pk])
    with django_assert_max_num_queries(20):
        text = said(staff.get(f"{address}?miesiac=2026-03"))
    assert text.count("0 godz. z 720 godz.") == 7
    assert str(enrolment.person) in text


def test_who_does_not_run_the_edition_finds_none_of_its_pages(
    client_of, users, edition, enrolment, provider
):
    edition.staff.update(ends_on="2026-01-31")
    client = client_of(users.programmes)
    for name, args in [
        ("services", [edition.pk]),
        ("services_of", [edition.pk, enrolment.pk]),
        ("service_card", [edition.pk, enrolment.pk, provider.pk, MARCH]),
        ("card_paper", [edition.pk, enrolment.pk, provider.pk, MARCH]),
        ("costs", [edition.pk]),
        ("settlements", [edition.pk]),
        ("settlement_month", [edition.pk, MARCH]),
    ]:
        assert client.get(reverse(f"programmes:{name}", args=args)).status_code == 404, name


# Respite care: hours and whole days apart.


@pytest.fixture
def carer(users):
    edition = edition_of(users, kind="respite", hours_limit=240, days_limit=3)
    cared_for = PersonFactory(responsible=users.worker, area="programmes")
    return cares_for(edition, users, cared_for)


@pytest.fixture
def house(users):
    return ProviderFactory(entered_by=users.coordinator, is_institution=True, name="Dom Pogodny")


def stay(house, **typed):
    usual = {
        "provider": house.pk,
        "day": "2.03.2026",
        "starts_at": "10",
        "last_day": "4.03.2026",
        "ends_at": "10",
        "place": "centre",
    }
    return usual | typed


def test_a_stay_is_counted_in_begun_days(staff, carer, house):
    address = reverse("programmes:stay_new", args=[carer.edition_id, carer.pk])

    response = staff.post(address, stay(house), follow=True)

    assert "doby: 2." in said(response)
    assert Service.objects.get().days == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"last_day": "6.03.2026"}, "a limit jej grupy to 3"),
        ({"last_day": "2.03.2026"}, "Pobyt kończy się po początku"),
        ({"day": "2.03.2027"}, "jeszcze nie było"),
    ],
)
def test_a_stay_that_does_not_fit_says_why(staff, carer, house, typed, sentence):
    address = reverse("programmes:stay_new", args=[carer.edition_id, carer.pk])

    response = staff.post(address, stay(house, **typed))

    assert sentence in said(response)
    assert not Service.objects.exists()


def test_no_hour_of_a_cared_for_person_is_in_two_programmes_and_the_other_is_named_to_who_runs_it(
    staff, users, edition, provider, carer, house
):
    assisted = takes_part(edition, users, carer.beneficiary)
    chooses(assisted, provider)
    serve(assisted, provider, at(3, 3, 8), at(3, 3, 10))
    address = reverse("programmes:stay_new", args=[carer.edition_id, carer.pk])

    text = said(staff.post(address, stay(house)))

    assert "w tym albo w innym programie" in text
    assert f"3.03.2026, 8.00–10.00 ({provider} dla: {carer.beneficiary})" in text
    assert "Tyle samo zmieści się najwcześniej 3.03.2026 od 10.00." in text


# The phone.


@pytest.fixture
def phone(client_of, users, provider):
    provider.user = users.programmes
    provider.save()
    return client_of(users.programmes)


OWN = "/programy/moje/"


def sent(row, /, **typed):
    usual = {
        "enrolment": row.pk,
        "day": "2.03.2026",
        "starts_at": "8.00",
        "ends_at": "10.00",
        "scope": "mobility",
        "place": "home",
        "note": "",
    }
    return usual | typed


def test_ones_own_service_is_written_on_a_phone(phone, enrolment, provider):
    response = phone.post(OWN, sent(enrolment), follow=True)

    row = Service.objects.get()
    assert (row.provider, row.entry, row.entered_by) == (provider, "phone", provider.user)
    assert "Zapisano 2 godz.: 2.03.2026, 8.00–10.00. Zostało 718 godz." in said(response)


def test_the_phone_offers_whom_one_serves_and_the_hours_that_just_end(
    phone, users, edition, enrolment
):
    stranger = takes_part(edition, users)

    text = said(phone.get(OWN))

    assert str(enrolment.person) in text
    assert str(stranger.person) not in text
    assert f'value="{datetime.date.today().day}.' in text  # noqa: DTZ011
    assert phone.post(OWN, sent(stranger)).status_code == 200
    assert not Service.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"ends_at": "8.00"}, "czyli 0 minut"),
        ({"ends_at": "25"}, "od 0.00 do 24.00"),
        ({"day": "2.03.2027"}, "jeszcze nie było"),
        ({"ends_at": "21"}, "może najwyżej 12 godz."),
        ({"enrolment": ""}, "Wybierz: dla kogo"),
    ],
)
def test_what_the_phone_refuses_stays_typed(phone, enrolment, typed, sentence):
    response = phone.post(OWN, sent(enrolment, note="spacer", **typed))

    assert sentence in said(response)
    assert 'value="spacer"' in said(response)
    assert not Service.objects.exists()


def test_without_services_of_ones_own_there_is_no_such_page(client_of, users, enrolment):
    assert client_of(users.programmes).get(OWN).status_code == 404


def test_whose_contract_is_over_writes_no_more(phone, provider):
    provider.ends_on = D(2026, 1, 31)
    provider.save()
    assert phone.get(OWN).status_code == 404
