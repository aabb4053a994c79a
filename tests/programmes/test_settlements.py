"""A month is settled when it is over, to the grosz; what is frozen stays, until a second person opens it."""

import io
from decimal import Decimal

import pytest
from django.urls import reverse
from pypdf import PdfReader

from kis.lib.refusals import Refused
from kis.programmes.models import Cost, Settlement
from kis.programmes.settling import lines_of, month_lines, settle_month, settle_whole, sums_of
from tests.factories import PersonFactory
from tests.programmes.factories import (
    D,
    EditionNumberFactory,
    ProviderFactory,
    at,
    cares_for,
    chooses,
    confirm,
    edition_of,
    serve,
    takes_part,
)
from tests.programmes.test_service_guards import refused
from tests.programmes.test_service_pages import said

MARCH, APRIL = D(2026, 3, 1), D(2026, 4, 1)
ON = D(2026, 4, 1)


@pytest.fixture
def edition(users):
    row = edition_of(users, eligible_costs=["tickets", "own_car"], ends_on=D(2026, 6, 30))
    EditionNumberFactory(edition=row, code="hour_rate", value=50)
    return row


def ticket(enrolment, provider, users, day, amount):
    return Cost.objects.create(
        enrolment=enrolment,
        provider=provider,
        day=day,
        kind="tickets",
        purpose="dom – przychodnia",
        amount=amount,
        entered_by=users.coordinator,
    )


@pytest.fixture
def march(users, enrolment, provider):
    """Of one participant 2 h 20 min, parted in seven, and two tickets."""
    for day in range(2, 9):
        serve(enrolment, provider, at(3, day, 8), at(3, day, 8, 20))
    ticket(enrolment, provider, users, D(2026, 3, 2), "4.40")
    ticket(enrolment, provider, users, D(2026, 3, 3), "4.40")
    return enrolment


def settled(edition, users, month=MARCH, on=ON):
    return settle_month(edition, month, by=users.programmes, on=on)


def test_hours_are_paid_at_the_rate_and_rounded_once(users, edition, march):
    row = settled(edition, users)

    # Seven times 16,67 would be 116,69; a third of an hour is never rounded by itself.
    assert (row.minutes, row.hours_cost, row.other_cost) == (
        140,
        Decimal("116.67"),
        Decimal("8.80"),
    )
    assert row.whole == Decimal("125.47")


def test_sums_are_the_sums_of_the_lines(users, edition, provider, march):
    for _ in range(3):
        other = takes_part(edition, users)
        chooses(other, provider)
        serve(other, provider, at(3, 20 + _, 8), at(3, 20 + _, 8, 20))

    row = settled(edition, users)

    assert row.hours_cost == Decimal("116.67") + 3 * Decimal("16.67")
    assert sums_of(lines_of(row)).hours_cost == row.hours_cost


def test_days_and_hours_of_respite_care_have_rates_of_their_own(users):
    edition = edition_of(users, kind="respite", hours_limit=240, days_limit=14)
    EditionNumberFactory(edition=edition, code="hour_rate", value=50)
    cared_for = PersonFactory(responsible=users.worker, area="programmes")
    row = cares_for(edition, users, cared_for)
    house = ProviderFactory(entered_by=users.coordinator, is_institution=True)
    serve(row, house, at(3, 2, 8), at(3, 2, 10))
    serve(row, house, at(3, 4, 8), at(3, 6, 9), form="days")
    with pytest.raises(Refused, match="nie ma stawki za dobę"):
        settled(edition, users)

    EditionNumberFactory(edition=edition, code="day_rate", value=800)
    made = settled(edition, users)

    assert (made.minutes, made.days, made.hours_cost) == (120, 3, Decimal("2500.00"))


@pytest.mark.parametrize(("on", "is_over"), [(D(2026, 3, 31), False), (D(2026, 4, 1), True)])
def test_a_month_is_settled_when_it_is_over(users, edition, on, is_over):
    if is_over:
        assert settled(edition, users, on=on).pk
        return
    with pytest.raises(Refused, match=r"gdy się skończy: od 1\.04\.2026"):
        settled(edition, users, on=on)


def test_no_sql_settles_the_future_nor_other_sums(users, edition, march):
    def write(**facts):
        usual = {"edition": edition, "month": MARCH, "settled_by": users.programmes}
        sums = {"minutes": 140, "days": 0, "hours_cost": "116.67", "other_cost": "8.80"}
        lines = [vars(line) for line in month_lines(edition, MARCH)]
        return lambda: Settlement.objects.create(**usual | sums | {"lines": lines} | facts)

    none = {"minutes": 0, "days": 0, "hours_cost": 0, "other_cost": 0, "lines": []}
    far = edition_of(users, ends_on=D(2031, 12, 31))
    assert refused(write(edition=far, month=D(2031, 1, 1), **none)) == "settlement_too_early"
    assert refused(write(edition=far, month=None, **none)) == "settlement_too_early"
    assert refused(write(minutes=141)) == "settlement_sums"
    assert refused(write(hours_cost="200.00")) == "settlement_sums"
    assert refused(write(other_cost="8.81", hours_cost="116.66")) == "settlement_sums"
    assert refused(write(lines=[])) == "settlement_sums"
    assert refused(write(month=D(2026, 3, 2))) == "settlement_month"
    assert refused(write(month=D(2026, 7, 1), **none)) == "settlement_month"
    assert refused(write()) == ""
    assert refused(write()) == "settlement_once"


def test_nothing_moves_in_a_settled_month(users, edition, provider, march):
    settled(edition, users)
    service = march.services.first()

    assert (
        refused(lambda: serve(march, provider, at(3, 10, 8), at(3, 10, 9)))
        == "programme_month_settled"
    )
    assert (
        refused(lambda: service.void(by=users.head, reason="pomyłka")) == "programme_month_settled"
    )
    assert (
        refused(lambda: ticket(march, provider, users, D(2026, 3, 5), "4.40"))
        == "programme_month_settled"
    )
    # Over into another month.
    service.starts_at, service.ends_at = at(4, 1, 8), at(4, 1, 9)
    assert refused(service.save) == "programme_month_settled"
    serve(march, provider, at(4, 1, 8), at(4, 1, 9))


def test_what_is_frozen_is_not_changed_even_by_sql(users, edition, march):
    row = settled(edition, users)
    for name, value in [("minutes", 1), ("hours_cost", 1), ("lines", []), ("month", APRIL)]:
        rows = Settlement.objects.filter(pk=row.pk)
        assert refused(lambda name=name, value=value, rows=rows: rows.update(**{name: value})) == (
            "row_is_kept"
        ), name
    assert refused(Settlement.objects.filter(pk=row.pk).delete) == "row_is_kept"


def test_a_rate_that_changes_later_leaves_the_settled_month(users, edition, march):
    row = settled(edition, users)
    number = edition.numbers.get(code="hour_rate")
    number.value = 60
    number.save()

    row.refresh_from_db()
    assert row.hours_cost == Decimal("116.67")
    assert month_lines(edition, MARCH)[0].rate == "60.00"


def test_the_whole_edition_is_settled_over_its_settled_months(users, edition, provider, march):
    serve(march, provider, at(4, 1, 8), at(4, 1, 9))
    settled(edition, users)
    on = D(2026, 7, 1)
    with pytest.raises(Refused, match="nie jest jeszcze rozliczony"):
        settle_whole(edition, by=users.programmes, on=on)
    with pytest.raises(Refused, match=r"gdy się skończy: od 1\.07\.2026"):
        settle_whole(edition, by=users.programmes, on=D(2026, 6, 30))
    april = settled(edition, users, APRIL, on=D(2026, 5, 1))

    whole = settle_whole(edition, by=users.programmes, on=on)

    assert (whole.minutes, whole.hours_cost, whole.other_cost) == (
        200,
        Decimal("166.67"),
        Decimal("8.80"),
    )
    assert refused(lambda: april.void(by=users.head, reason="pomyłka")) == (
        "settlement_whole_stands"
    )
    whole.void(by=users.head, reason="dopłata")
    april.refresh_from_db()
    april.void(by=users.head, reason="dopłata")
    serve(march, provider, at(4, 2, 8), at(4, 2, 9))


# Pages and papers.


def page(name, edition, *more):
    return reverse(f"programmes:{name}", args=[edition.pk, *more])


@pytest.fixture
def staff(client_of, users):
    return client_of(users.programmes)


def test_a_month_is_settled_on_its_page_and_shown_as_it_was_frozen(staff, edition, march):
    live = said(staff.get(page("settlement_month", edition, MARCH)))
    assert "jeszcze nierozliczony" in live
    assert "125,47" in live

    response = staff.post(page("settle_month", edition, MARCH), follow=True)

    text = said(response)
    assert "Rozliczono marzec 2026." in text
    assert "116,67" in text
    assert "stawka za godzinę" in text  # which nobody confirmed
    again = staff.post(page("settle_month", edition, MARCH), follow=True)
    assert "już rozliczony" in said(again)
    assert Settlement.objects.count() == 1


def test_it_is_opened_again_by_a_second_person(staff, client_of, users, edition, provider, march):
    row = settled(edition, users)
    address = page("settlement_reopen", edition, row.pk)

    assert "druga osoba" in said(staff.post(address, {"reason": "brak karty"}))
    response = client_of(users.coordinator).post(address, {"reason": "brak karty"}, follow=True)

    assert "Otwarto ponownie" in said(response)
    serve(march, provider, at(3, 10, 8), at(3, 10, 9))
    second = settled(edition, users)
    assert second.minutes == 200
    assert "To rozliczenie już się nie liczy." in said(
        staff.get(page("settlement", edition, row.pk))
    )
    assert staff.get(page("settlement_paper", edition, row.pk)).status_code == 302


def words_of(response) -> str:
    assert response["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(response.content)).pages
    return " ".join(" ".join(one.extract_text() for one in pages).replace("\xa0", " ").split())


def test_the_paper_of_a_month_is_printed_from_the_frozen_lines(staff, users, edition, march):
    row = settled(edition, users)
    number = edition.numbers.get(code="hour_rate")
    number.value = 60
    number.save()

    text = words_of(staff.get(page("settlement_paper", edition, row.pk)))

    assert "116,67" in text
    assert "125,47" in text
    assert "60,00" not in text
    assert "stawka za godzinę" in text  # nobody had confirmed it


def test_a_confirmed_rate_carries_no_warning(staff, users, edition, march):
    confirm(edition.numbers.get(code="hour_rate"), users.coordinator)
    row = settled(edition, users)

    text = words_of(staff.get(page("settlement_paper", edition, row.pk)))

    assert "116,67" in text
    assert "nikt" not in text


def test_the_paper_of_the_edition_tells_months_and_people(staff, users, edition, march):
    settled(edition, users)
    whole = settle_whole(edition, by=users.programmes, on=D(2026, 7, 1))

    text = words_of(staff.get(page("settlement_paper", edition, whole.pk)))

    assert "marzec 2026" in text
    assert str(march.person) in text
    assert "125,47" in text
    assert "stawka za godzinę" in text


def test_the_card_has_both_signatures_and_warns_of_an_unconfirmed_limit(
    staff, users, edition, provider, march
):
    address = page("card_paper", edition, march.pk, provider.pk, MARCH)

    text = words_of(staff.get(address))

    assert "podpis uczestnika" in text
    assert "podpis osoby świadczącej" in text
    assert "2,33" in text
    assert "8.20" in text
    assert "limit godzin i dób na osobę" in text
    assert str(march.group) not in text  # a degree of disability
    march.group.source = "Program na rok 2026"
    confirm(march.group, users.coordinator)
    assert "limit godzin i dób" not in words_of(staff.get(address))


def test_the_register_sums_tickets_and_kilometres(staff, users, edition, provider, march):
    EditionNumberFactory(edition=edition, code="km_rate", value="1.15")
    Cost.objects.create(
        enrolment=march,
        provider=provider,
        day=D(2026, 3, 4),
        kind="own_car",
        purpose="dom – szpital",
        kilometres="12.3",
        km_rate="1.15",
        amount="14.15",
        entered_by=users.coordinator,
    )

    text = words_of(staff.get(page("costs_paper", edition, march.pk, provider.pk, MARCH)))

    assert "dom – szpital" in text
    assert "22,95" in text
    assert "stawka za kilometr" in text
