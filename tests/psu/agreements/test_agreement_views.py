import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from psu.models import Agreement, AgreementPeriod, Rate
from tests.psu.agreements.conftest import rows
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    WorkPlaceFactory,
    new_regime,
    old_regime,
    work,
)


@pytest.fixture
def client(client_of, users):
    return client_of(users.coordinator)


NEW = "/psu/porozumienia/nowe/"


@pytest.mark.parametrize("space", [" ", "\xa0", "\u202f"])
def test_numbers_are_taken_as_the_program_shows_them(client, typed, space):
    typed |= {"total_hours": f"4{space}000,50", "persons": f"1{space}025"}
    typed["rates-0-per_hour"] = f"1{space}012,20"
    typed["periods-0-persons"] = f"1{space}000"

    client.post(NEW, typed)

    agreement = Agreement.objects.get()
    assert (agreement.total_hours, agreement.persons) == (Decimal("4000.50"), 1025)
    assert agreement.rates.get().per_hour == Decimal("1012.20")
    assert agreement.periods.get().persons == 1000


def test_a_space_that_may_have_been_a_comma_is_refused_and_what_was_typed_stays(client, typed):
    page = client.post(NEW, typed | {"weekly_hours": "2 5"}).content.decode()

    assert 'value="2 5"' in page
    assert not Agreement.objects.exists()


def test_an_agreement_is_entered_with_its_periods_and_rates(client, typed):
    page = client.post(NEW, typed, follow=True).content.decode()

    agreement = Agreement.objects.get()
    assert agreement.regime == old_regime()
    assert agreement.periods.get().persons == 5
    assert agreement.rates.get().per_hour == Decimal("12.20")
    assert agreement.places.count() == agreement.kinds.count() == 1
    assert "Zapisano porozumienie 4/2025." in page


def test_twelve_hours_a_week_are_refused_beside_the_field(client, typed):
    response = client.post(NEW, typed | {"weekly_hours": "12"})

    assert response.status_code == 200
    field = response.content.decode().split('id="id_weekly_hours"')[1][:600]
    assert "Przepisy pozwalają najwyżej na 10 godz. w tygodniu" in field
    assert 'value="12"' in response.content.decode()
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(
    ("signed_on", "code", "typed_month", "month"),
    [
        ("31.05.2025", "old", "", 40),
        ("31.05.2025", "old", "32", 32),
        ("1.06.2025", "new", "", None),
        ("1.06.2025", "new", "32", 32),
    ],
)
def test_the_act_follows_from_the_day_of_signing_and_forty_hours_a_month_with_the_old_one(
    client, typed, signed_on, code, typed_month, month
):
    new_regime()
    client.post(NEW, typed | {"signed_on": signed_on, "monthly_hours": typed_month})

    agreement = Agreement.objects.get()
    assert (agreement.regime.code, agreement.monthly_hours) == (code, month)


@pytest.mark.parametrize("percent", ["60,01", "100"])
def test_more_than_sixty_percent_are_refused_beside_the_field(client, typed, percent):
    page = client.post(NEW, typed | {"refund_percent": percent}).content.decode()

    assert "Przepisy pozwalają najwyżej na 60 %" in page
    assert not Agreement.objects.exists()


def test_a_signing_day_typed_anew_brings_its_act_while_nobody_is_sent(client, users):
    new_regime()
    agreement = AgreementFactory(place=WorkPlaceFactory(), monthly_hours=40)

    client.post(edit_url(agreement), sent(agreement, signed_on="1.06.2025", monthly_hours=""))

    agreement.refresh_from_db()
    assert (agreement.regime.code, agreement.monthly_hours) == ("new", None)
    ReferralFactory(agreement=agreement, place=agreement.places.get())
    page = client.post(edit_url(agreement), sent(agreement, signed_on="31.05.2025"))
    assert "Porozumienie ma już skierowania" in page.content.decode()
    agreement.refresh_from_db()
    assert agreement.regime.code == "new"


def test_an_agreement_without_a_month_says_so_where_a_limit_would_stand(client, users):
    agreement = AgreementFactory(
        regime=new_regime(), signed_on=datetime.date(2025, 6, 1), number="4/2026"
    )

    assert "bez limitu" in client.get(reverse("psu:agreements")).content.decode()
    page = client.get(reverse("psu:agreement", args=[agreement.pk])).content.decode()
    assert "10 godz. w tygodniu</dd>" in page


def test_without_a_regime_for_the_day_the_field_says_so(client, typed):
    page = client.post(NEW, typed | {"signed_on": "1.06.2025"}).content.decode()

    assert "nie ma przepisów w słowniku" in page
    assert not Agreement.objects.exists()


def test_a_wrong_row_is_told_at_the_top_and_marked_in_its_place(client, typed):
    typed["rates-0-per_hour"] = "abc"
    page = client.post(NEW, typed).content.decode()
    assert "Nie zapisano. Popraw:" in page
    assert "Zaznaczone wiersze: stawki za godzinę." in page
    assert "form-control is-invalid" in page
    assert not Agreement.objects.exists()


def test_overlapping_periods_are_a_sentence_and_nothing_is_lost(client, typed):
    again = {"starts_on": "15.06.2025", "ends_on": "15.07.2025", "persons": "6"}
    first = {"starts_on": "1.06.2025", "ends_on": "30.06.2025", "persons": "5"}
    page = client.post(NEW, typed | rows("periods", [first, again])).content.decode()

    assert "Okresy porozumienia nie mogą na siebie zachodzić." in page
    assert 'value="15.07.2025"' in page
    assert not AgreementPeriod.objects.exists()
    assert not Agreement.objects.exists()


def periods(count):
    """One day each."""
    days = [datetime.date(2025, 6, 1) + datetime.timedelta(days=n) for n in range(count)]
    return [{"starts_on": str(day), "ends_on": str(day), "persons": "5"} for day in days]


def test_an_agreement_has_as_many_rows_as_it_needs(client, typed):
    client.post(NEW, typed | rows("periods", periods(70)))
    assert AgreementPeriod.objects.count() == 70


def test_of_too_many_rows_none_is_lost_and_a_sentence_says_how_many_may_stand(client, typed):
    page = client.post(NEW, typed | rows("periods", periods(210))).text
    assert "Może być najwyżej 200 wierszy. Wpisane zostały na stronie" in page
    assert 'name="periods-209-starts_on"' in page
    assert not Agreement.objects.exists()


def sent(agreement, **changes):
    """The edit form as it was opened, with changes."""
    return {
        "row_version": agreement.version,
        "number": agreement.number,
        "signed_on": "2.01.2025",
        "starts_on": "1.01.2025",
        "ends_on": "31.12.2027",
        "persons": "25",
        "total_hours": "4000",
        "weekly_hours": "10",
        "monthly_hours": "40",
        "refund_percent": "60",
        "places": list(agreement.places.values_list("pk", flat=True)),
        "kinds": list(agreement.kinds.values_list("pk", flat=True)),
        **rows("periods", []),
        **rows("rates", []),
    } | changes


def edit_url(agreement):
    return reverse("psu:agreement_edit", args=[agreement.pk])


def test_a_stale_edit_is_refused_with_both_values(client, users):
    agreement = AgreementFactory(place=WorkPlaceFactory())
    opened = sent(agreement, persons="20")
    Agreement.objects.filter(pk=agreement.pk).update(persons=22)

    page = client.post(edit_url(agreement), opened).content.decode()

    assert "W tym czasie zmieniono: liczba osób" in page
    assert "<strong>22</strong>" in page
    assert "<strong>20</strong>" in page
    agreement.refresh_from_db()
    assert agreement.persons == 22


def test_a_limit_is_not_lowered_under_hours_that_exist(client, users):
    agreement = AgreementFactory(place=(place := WorkPlaceFactory()))
    work(ReferralFactory(agreement=agreement, place=place), datetime.date(2025, 5, 6), "8")

    page = client.post(edit_url(agreement), sent(agreement, weekly_hours="7")).content.decode()

    assert "ktoś ma już 8 godz." in page
    agreement.refresh_from_db()
    assert agreement.weekly_hours == 10


def test_a_place_with_days_of_work_stays_in_the_agreement(client, users):
    agreement = AgreementFactory(place=(place := WorkPlaceFactory()))
    work(ReferralFactory(agreement=agreement, place=place), datetime.date(2025, 5, 6), "8")

    page = client.post(
        edit_url(agreement), sent(agreement, places=[WorkPlaceFactory().pk])
    ).content.decode()

    assert "W jednym z miejsc jest wpis z 6.05.2025" in page
    assert list(agreement.places.all()) == [place]


@pytest.mark.parametrize(
    ("per_hour", "minimum_from", "minimum_to", "said"),
    [
        ("12,20", "2025-08-01", None, ""),
        ("12,19", "2025-08-01", None, "1.08.2025–31.12.2026"),
        ("12,19", "2025-08-01", "2025-08-31", "1–31.08.2025"),
        ("12,19", "2025-01-01", "2025-05-12", "12.05.2025"),
        ("12,19", "2025-01-01", "2025-05-11", ""),
        ("12,19", "2026-12-31", None, "31.12.2026"),
        ("12,19", "2027-01-01", None, ""),
    ],
)
def test_a_rate_below_the_minimum_is_saved_and_named_with_its_days(
    client, typed, per_hour, minimum_from, minimum_to, said
):
    """The agreement runs from 12 May 2025 to 31 December 2026."""
    Rate.objects.all().delete()
    Rate.objects.create(
        regime=old_regime(),
        per_hour=Decimal("12.20"),
        valid_from=datetime.date.fromisoformat(minimum_from),
        valid_to=minimum_to and datetime.date.fromisoformat(minimum_to),
        source="-",
    )
    typed["rates-0-per_hour"] = per_hour

    page = client.post(NEW, typed, follow=True).content.decode()

    assert Agreement.objects.get().rates.count() == 1
    sentence = f"jest niższa od minimalnej 12,20\xa0zł, {said}. Z taką stawką miesiąca"
    assert ("niższa od minimalnej" in page) == bool(said)
    assert (sentence in page) == bool(said)


def test_an_empty_dictionary_says_who_fills_it(client, centre):
    page = client.get(NEW).content.decode()

    assert page.count("wpisuje je administrator merytoryczny w słownikach") == 2
