"""What an agreement, its annexes, periods and rates may not say is told at its field."""

from decimal import Decimal

import pytest
from django.urls import reverse

from psu.models import AgreedRate, Agreement, AgreementAnnex, AgreementPeriod, PersonMonth
from psu.months.closing import reopen
from tests.psu.agreements.conftest import rows
from tests.psu.agreements.test_agreement_views import NEW, edit_url, sent
from tests.psu.agreements.test_annexes import annex, typed as typed_annex
from tests.psu.factories import ReferralFactory, WorkKindFactory, new_regime
from tests.psu.guarded import day
from tests.refused import name_of_refusal

MORE = "Wpisz liczbę większą od 0."
USED = "Z tej stawki korzysta zamknięty miesiąc (5.05.2025). Wpisz jej ostatni dzień i dodaj nową stawkę."


@pytest.fixture
def client(client_of, users):
    return client_of(users.coordinator)


def said_at(page: str, name: str) -> str:
    """What stands behind the field, up to the next one."""
    return page.split(f'id="id_{name}"')[1].split("<label")[0]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        *[(name, text, MORE) for name in ("persons", "total_hours") for text in ("0", "-1")],
        *[(name, text, MORE) for name in ("weekly_hours", "monthly_hours") for text in ("0", "-1")],
        ("monthly_hours", "999", "Miesiąc ma najwyżej 744 godziny."),
        ("weekly_hours", "200", "Przepisy pozwalają najwyżej na 10 godz. w tygodniu"),
        ("refund_percent", "-1", "Procent nie może być mniejszy od 0."),
        ("refund_percent", "101", "Przepisy pozwalają najwyżej na 60 %"),
        ("persons", "40000", "Wpisz najwyżej 32\xa0767."),
    ],
)
def test_a_limit_that_cannot_be_is_told_at_its_field_by_both_forms(
    client,
    typed,
    agreement,
    name,
    value,
    sentence,
):
    addresses = {
        NEW: typed | {name: value},
        reverse("psu:agreement_annex_new", args=[agreement.pk]): typed_annex(
            agreement, **{name: value}
        ),
    }
    for address, fields in addresses.items():
        page = client.post(address, fields).text
        assert sentence in said_at(page, name)
        assert page.count("Limity i liczba osób") == 0
    assert not AgreementAnnex.objects.exists()
    assert Agreement.objects.get() == agreement


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        (
            {"valid_from": "1.07.2025"},
            "valid_from",
            "Poprzedni aneks (z 2025-07-01) obowiązuje od 1.07.2025. Ten może obowiązywać od późniejszego",
        ),
        (
            {"valid_from": "1.01.2025", "signed_on": "2.01.2025"},
            "valid_from",
            "najwcześniej od dnia podpisania",
        ),
        (
            {"valid_from": "2.01.2028", "ends_on": "31.12.2028"},
            "valid_from",
            "Porozumienie obowiązuje do 31.12.2027. Aneks może obowiązywać najpóźniej od 1.01.2028.",
        ),
        ({"number": "z 2025-07-01"}, "number", "Aneks o tym numerze jest już wpisany."),
        (
            {"signed_on": "1.01.2025"},
            "signed_on",
            "Porozumienie podpisano 2.01.2025, a aneks wcześniej. Sprawdź dzień.",
        ),
    ],
)
def test_an_annex_out_of_order_is_told_at_its_field_with_the_day(
    client, agreement, changed, field, sentence
):
    annex(agreement, persons=20)
    address = reverse("psu:agreement_annex_new", args=[agreement.pk])
    page = client.post(address, typed_annex(agreement, valid_from="1.09.2025") | changed).text
    assert sentence in said_at(page, field)
    assert "Sprawdź dzień." not in page.replace(sentence, "")
    assert AgreementAnnex.objects.count() == 1


def test_the_first_annex_begins_behind_its_agreement(client, agreement):
    address = reverse("psu:agreement_annex_new", args=[agreement.pk])
    fields = typed_annex(agreement, signed_on="2.01.2025", valid_from="1.01.2025")
    Agreement.objects.update(starts_on=day("2025-01-10"))
    page = client.post(address, fields | {"valid_from": "10.01.2025"}).text
    assert "Porozumienie obowiązuje od 10.01.2025. Aneks może" in said_at(page, "valid_from")


def test_an_annex_of_a_day_the_former_allows_is_saved(client, agreement):
    annex(agreement, persons=20)
    address = reverse("psu:agreement_annex_new", args=[agreement.pk])
    client.post(address, typed_annex(agreement, valid_from="2.07.2025"))
    assert AgreementAnnex.objects.count() == 2


# Unlikely days


def test_an_agreement_is_not_signed_behind_its_last_day(client, typed):
    fields = typed | {"ends_on": "30.06.2025", "signed_on": "1.07.2025"}
    new_regime()
    page = client.post(NEW, fields).text
    assert "Porozumienie obowiązuje do 30.06.2025" in said_at(page, "signed_on")
    client.post(NEW, fields | {"signed_on": "30.06.2025"})
    assert Agreement.objects.get().signed_on == day("2025-06-30")


def test_the_database_holds_the_days_of_signing_and_of_a_period_too(agreement):
    deals = Agreement.objects.filter(pk=agreement.pk)
    facts = {"ends_on": day("2025-01-01")}
    assert name_of_refusal(deals.update, **facts) == "agreement_signed_too_late"
    before = {"signed_on": day("2025-01-01")}
    assert name_of_refusal(annex, agreement, **before) == "annex_before_agreement"
    annex(agreement, signed_on=day("2025-01-05"))
    late = {"signed_on": day("2025-01-06")}
    assert name_of_refusal(deals.update, **late) == "annex_before_agreement"
    deals.update(signed_on=day("2025-01-05"))
    period = AgreementPeriod(
        agreement=agreement, starts_on=day("2025-02-01"), ends_on=day("2025-02-02"), persons=0
    )
    assert name_of_refusal(period.save) == "agreement_period_of_nobody"


def test_an_agreement_signed_behind_its_annex_is_told_at_the_field(client, agreement):
    annex(agreement, signed_on=day("2025-01-05"))
    page = client.post(edit_url(agreement), sent(agreement, signed_on="6.01.2025")).text
    assert "Porozumienie podpisano 6.01.2025, a aneks wcześniej." in said_at(page, "signed_on")


@pytest.mark.parametrize(
    ("changed", "name", "sentence"),
    [
        ({"persons": "0"}, "persons", MORE),
        ({"persons": "-1"}, "persons", MORE),
        ({"starts_on": "11.05.2025"}, "starts_on", "Porozumienie obowiązuje od 12.05.2025."),
        ({"ends_on": "1.01.2027"}, "ends_on", "Porozumienie obowiązuje do 31.12.2026."),
    ],
)
def test_a_period_is_of_somebody_and_within_its_agreement(
    client,
    typed,
    changed,
    name,
    sentence,
):
    row = {"starts_on": "12.05.2025", "ends_on": "31.12.2026", "persons": "5"}
    page = client.post(NEW, typed | rows("periods", [row | changed])).text
    assert sentence in page.split(f'id="id_periods-0-{name}"')[1].split("</td>")[0]
    assert not Agreement.objects.exists()
    client.post(NEW, typed | rows("periods", [row]))
    assert AgreementPeriod.objects.count() == 1


@pytest.mark.parametrize(
    ("since", "until", "name", "sentence"),
    [
        ("1.01.2027", "", "valid_from", "Porozumienie obowiązuje tylko do 31.12.2026."),
        ("1.01.2025", "11.05.2025", "valid_to", "Porozumienie obowiązuje dopiero od 12.05.2025."),
    ],
)
def test_a_rate_that_no_day_of_the_agreement_has_is_refused(
    client,
    typed,
    since,
    until,
    name,
    sentence,
):
    page = client.post(NEW, typed | {"rates-0-valid_from": since, "rates-0-valid_to": until}).text
    assert sentence in page.split(f'id="id_rates-0-{name}"')[1].split("</td>")[0]
    assert not Agreement.objects.exists()


def test_a_rate_may_reach_beyond_its_agreement(client, typed):
    client.post(NEW, typed | {"rates-0-valid_from": "1.01.2025", "rates-0-valid_to": "31.12.2030"})
    assert AgreedRate.objects.count() == 1


def test_a_rate_is_of_work_that_the_agreement_or_an_annex_names(client, agreement):
    kind = WorkKindFactory(name="zakupy")
    rate = {"kind": kind.pk, "per_hour": "31,40 zł", "valid_from": "1.07.2025"}
    page = client.post(edit_url(agreement), sent(agreement, **rows("rates", [rate]))).text
    assert "Porozumienie nie obejmuje tej pracy." in page.split('id="id_rates-0-kind"')[1]
    assert AgreedRate.objects.count() == 1
    client.post(
        reverse("psu:agreement_annex_new", args=[agreement.pk]),
        typed_annex(agreement, kinds=[kind.pk, *agreement.kinds.values_list("pk", flat=True)]),
    )
    agreement.refresh_from_db()
    own = agreement.agreement_kinds.filter(from_annex=None).values_list("kind", flat=True)
    fields = sent(agreement, kinds=list(own), **rows("rates", [rate]))
    client.post(edit_url(agreement), fields)
    assert AgreedRate.objects.get(kind=kind).per_hour == Decimal("31.40")


# A rate in use


def rate_of(agreement, **changed):
    """The row of the one rate, as the form sends it."""
    rate = agreement.rates.get()
    row = {"id": rate.pk, "row_version": rate.version, "kind": rate.kind_id}
    row |= {"per_hour": "12,20", "valid_from": "1.01.2025"}
    return rows("rates", [row | changed], initial=1)


@pytest.mark.parametrize("changed", [{"DELETE": "on"}, {"per_hour": "13"}])
def test_a_rate_of_a_closed_month_neither_goes_nor_changes(client, agreement, pay_list, changed):
    page = client.post(edit_url(agreement), sent(agreement, **rate_of(agreement, **changed))).text
    assert USED in page
    assert agreement.rates.get().per_hour == Decimal("12.20")


def test_a_rate_on_a_list_of_a_month_opened_again_says_so(client, agreement, pay_list, users):
    reopen(PersonMonth.objects.get(), by=users.coordinator, on=day("2025-06-04"), reason="x")
    fields = sent(agreement, **rate_of(agreement, DELETE="on"))
    assert "Z tej stawki korzysta lista wypłat." in client.post(edit_url(agreement), fields).text
    assert agreement.rates.exists()


# A limit that a plan exceeds


def test_a_limit_lowered_under_a_plan_is_saved_and_the_referral_named(client, agreement, place):
    ReferralFactory(
        agreement=agreement,
        place=place,
        number="PUP.1",
        planned_days={"0": "5", "2": "4"},
        starts_on=day("2027-01-01"),
        ends_on=day("2027-12-31"),
    )
    page = client.post(edit_url(agreement), sent(agreement, weekly_hours="8"), follow=True).text
    assert "Skierowanie PUP.1: plan daje 9 godz. w tygodniu, limit to 8." in page
    address = reverse("psu:agreement_annex_new", args=[agreement.pk])
    fields = typed_annex(agreement, valid_from="1.09.2026", weekly_hours="9", monthly_hours="35")
    page = client.post(address, fields, follow=True).text
    assert "Skierowanie PUP.1: w styczniu 2027 plan daje 36 godz." in page
    assert AgreementAnnex.objects.get().weekly_hours == 9
