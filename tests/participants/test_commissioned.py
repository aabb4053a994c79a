"""A stay of art. 200: the days around each border, and what the database holds of it."""

from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse

from kis.lib.dates import add_months
from kis.lib.refusals import Refused
from participants.commissioned import CommissionLimits, last_day_of, missing_commission
from participants.merging import merge, unmerge
from participants.models import CommissionLimit, LabourOfficePeriod, Participation
from participants.reference import load_commission_limits
from participants.unemployment import Kind, Period
from tests.contracts.made import signed
from tests.factories import PersonFactory
from tests.participants import commissioned as made
from tests.psu.connections import all_together
from tests.refused import name_of_refusal, refused

DAY = timedelta(days=1)
LIMITS = CommissionLimits(longest_months=6, hours_a_day=4)
ON = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 3, 1), date(2026, 8, 31)),
        (date(2026, 3, 2), date(2026, 9, 1)),
        (date(2026, 8, 31), date(2027, 2, 27)),
        (date(2027, 8, 31), date(2028, 2, 28)),
        (date(2025, 6, 1), date(2025, 11, 30)),
    ],
)
def test_it_lasts_six_months_at_most(first, last):
    assert last_day_of(first, LIMITS) == last


def lacking(*periods, on=ON, limits=LIMITS) -> list[str]:
    """The first words of what is missing."""
    return [text.split()[0] for text in missing_commission(on, periods=periods, limits=limits)]


TOO_SHORT, NOT_REGISTERED, NO_LAW = "Osoba", "24.11.2026", "Na"


@pytest.mark.parametrize(
    ("since", "missing"),
    [
        (date(2025, 11, 23), []),  # 12 months and a day
        (date(2025, 11, 24), [TOO_SHORT]),
        (date(2025, 11, 25), [TOO_SHORT]),
        (date(2019, 1, 1), []),
    ],
)
def test_who_begins_has_more_than_twelve_months_in_the_register(since, missing):
    assert lacking(Period(since, None)) == missing


@pytest.mark.parametrize(
    ("ends_on", "missing"),
    [(ON - DAY, [NOT_REGISTERED]), (ON, []), (ON + DAY, []), (None, [])],
)
def test_who_begins_is_in_the_register_that_very_day(ends_on, missing):
    assert lacking(Period(date(2024, 1, 1), ends_on)) == missing


def test_a_registration_that_begins_that_day_joins_the_time_before():
    before, now = Period(date(2024, 1, 1), date(2026, 5, 31)), Period(ON, None)
    assert lacking(before, now) == []
    assert lacking(before, Period(ON + DAY, None)) == [NOT_REGISTERED]


def test_a_traineeship_is_no_registration():
    held = Period(date(2024, 1, 1), ON - DAY)
    assert lacking(held, Period(ON, None, Kind.TRAINEESHIP)) == [NOT_REGISTERED]


def test_without_limits_of_the_day_and_a_register_all_that_lacks_is_told():
    assert lacking(limits=None) == [NO_LAW, NOT_REGISTERED, TOO_SHORT]


@pytest.fixture
def person(users):
    return PersonFactory(responsible=users.worker)


pytest_db = pytest.mark.django_db


@pytest_db
def test_it_stands_without_a_contract_and_without_a_declaration(person):
    stay = made.commissioned(person)
    assert stay.is_commissioned
    assert stay.declaration_signed_on is None


@pytest_db
@pytest.mark.parametrize(
    "lacks",
    [
        {"agreement_number": ""},
        {"agreement_on": None},
        {"referral_number": ""},
        {"referral_on": None},
    ],
    ids=str,
)
def test_it_needs_number_and_day_of_agreement_and_referral(person, lacks):
    assert name_of_refusal(made.commissioned, person, **lacks) == "participation_kind_whole"


@pytest_db
@pytest.mark.parametrize(
    ("facts", "is_refused"),
    [
        ({"referral_on": made.PAPERS["agreement_on"]}, False),
        ({"referral_on": made.PAPERS["agreement_on"] - DAY}, True),
        ({"referral_on": made.FIRST}, False),
        ({"referral_on": made.FIRST + DAY}, True),
    ],
    ids=str,
)
def test_agreement_referral_and_beginning_follow_each_other(person, facts, is_refused):
    if is_refused:
        name = name_of_refusal(made.commissioned, person, **facts)
        assert name == "participation_referred_before_start"
    else:
        assert made.commissioned(person, **facts).pk


@pytest_db
def test_a_stay_with_a_contract_has_none_of_it_and_has_its_declaration(person):
    signed(person, on=made.FIRST)
    none = dict.fromkeys(("agreement_on", "referral_on")) | dict.fromkeys(
        ("agreement_number", "referral_number"), ""
    )
    declared = {"kind": "contract", "declaration_signed_on": made.FIRST}
    for facts in (declared, declared | none | {"declaration_signed_on": None}):
        assert name_of_refusal(made.row, person, **facts) == "participation_kind_whole"
    assert made.row(person, **declared, **none).pk


@pytest_db
@pytest.mark.parametrize(("last", "is_refused"), [(made.LAST, False), (made.LAST + DAY, True)])
def test_longer_than_six_months_is_refused_however_it_is_written(person, last, is_refused):
    stay = made.commissioned(person, planned_end_on=made.FIRST)
    rows = Participation.objects.filter(pk=stay.pk)
    ended = {
        "ends_on": last,
        "outcome": "finished",
        "what_next": "unknown",
        "ended_by": person.responsible,
    }
    for facts in ({"planned_end_on": last}, ended):
        if is_refused:
            assert name_of_refusal(rows.update, **facts) == "commissioned_longest"
        else:
            assert rows.update(**facts) == 1


@pytest_db
def test_it_is_not_planned_longer_from_the_first_day_on(person):
    facts = {"planned_end_on": made.LAST + DAY}
    assert name_of_refusal(made.commissioned, person, **facts) == "commissioned_longest"


@pytest_db
def test_a_first_day_moved_back_shortens_it(person):
    stay = Participation.objects.filter(pk=made.commissioned(person).pk)
    facts = {"starts_on": made.FIRST - DAY}
    assert name_of_refusal(stay.update, **facts) == "commissioned_longest"


@pytest_db
@pytest.mark.parametrize(("first", "is_refused"), [(made.FIRST, False), (made.FIRST + DAY, True)])
def test_it_begins_on_a_day_for_which_law_sets_limits(person, first, is_refused):
    made.limits(valid_from=first)
    made.registered(person)
    if is_refused:
        assert name_of_refusal(made.row, person) == "commissioned_by_law"
    else:
        assert made.row(person).pk


@pytest_db
def test_the_limit_of_the_day_of_the_beginning_counts(person):
    made.limits(valid_to=made.FIRST, longest_months=7)
    made.limits(valid_from=made.FIRST + DAY, longest_months=5)
    last = add_months(made.FIRST, 7) - DAY
    assert made.commissioned(person, planned_end_on=last).pk


@pytest_db
@pytest.mark.parametrize(
    ("period", "is_refused"),
    [
        ({"starts_on": made.FIRST}, False),
        ({"starts_on": made.FIRST + DAY}, True),
        ({"ends_on": made.FIRST}, False),
        ({"ends_on": made.FIRST - DAY}, True),
        ({"kind": "traineeship"}, True),
    ],
    ids=str,
)
def test_the_database_lets_it_begin_within_a_registration_only(person, period, is_refused):
    made.limits()
    made.registered(person, **period)
    if is_refused:
        assert name_of_refusal(made.row, person) == "commissioned_start_registered"
    else:
        assert made.row(person).pk


@pytest_db
@pytest.mark.parametrize(
    ("facts", "is_refused"),
    [
        ({"ends_on": made.FIRST}, False),
        ({"ends_on": made.FIRST - DAY}, True),
        ({"starts_on": made.FIRST}, False),
        ({"starts_on": made.FIRST + DAY}, True),
        ({"kind": "training"}, True),
    ],
    ids=str,
)
def test_the_registration_stays_under_the_first_day(person, facts, is_refused):
    made.commissioned(person)
    rows = LabourOfficePeriod.objects.filter(person=person)
    if is_refused:
        assert name_of_refusal(rows.update, **facts) == "commissioned_stays_registered"
    else:
        assert rows.update(**facts) == 1


@pytest_db
def test_under_a_voided_stay_or_beside_another_registration_it_is_free(person, users):
    stay = made.commissioned(person)
    stay.void(by=users.coordinator, reason="pomyłka")
    rows = LabourOfficePeriod.objects.filter(person=person)
    assert rows.update(ends_on=made.FIRST - DAY) == 1

    other = made.registered(person, starts_on=made.FIRST)
    made.row(person)
    assert rows.exclude(pk=other.pk).update(ends_on=made.FIRST - 2 * DAY) == 1


@pytest_db
def test_its_kind_does_not_change_later(person):
    stay = Participation.objects.filter(pk=made.commissioned(person).pk)
    assert name_of_refusal(stay.update, kind="contract") == "stay_kind_is_kept"


@pytest_db
def test_a_registration_in_the_other_file_counts_and_holds_the_files_together(person, users):
    second = PersonFactory(responsible=users.worker, last_name="Nowak", first_name="Jan")
    made.limits()
    made.registered(second)
    merge(second, into=person, by=users.coordinator, reason="ten sam dowód")
    made.row(person)
    second.refresh_from_db()

    with pytest.raises(Refused, match="stoi na rejestracji w PUP z drugiej karty"):
        unmerge(second, by=users.coordinator, reason="pomyłka")

    made.registered(person)
    unmerge(second, by=users.coordinator, reason="pomyłka")


@pytest_db
def test_the_limits_are_loaded_once_and_left_to_the_centre():
    assert load_commission_limits() == 1
    CommissionLimit.objects.update(longest_months=5)

    assert load_commission_limits() == 0
    assert CommissionLimit.objects.get().longest_months == 5
    assert not CommissionLimit.objects.on(date(2025, 5, 31)).exists()


# the law under it


@pytest.fixture
def begun(person):
    return made.commissioned(person)


@pytest.mark.parametrize(("months", "is_refused"), [(5, True), (6, False), (9, False)])
def test_law_that_is_lowered_looks_at_the_stays_that_began_under_it(begun, months, is_refused):
    with refused("commission_limit_holds_stays") if is_refused else nullcontext():
        CommissionLimit.objects.update(longest_months=months)


def test_a_stay_that_was_voided_is_in_nobodys_way(begun, users):
    begun.void(by=users.coordinator, reason="pomyłka")
    CommissionLimit.objects.update(longest_months=3)
    assert CommissionLimit.objects.get().longest_months == 3


@pytest.mark.parametrize(
    ("valid_from", "is_refused"), [(made.FIRST, True), (made.FIRST + DAY, False)]
)
def test_lower_numbers_of_a_later_day_reach_only_the_stays_of_that_day_and_later(
    begun, valid_from, is_refused
):
    CommissionLimit.objects.update(valid_to=valid_from - DAY)
    with refused("commission_limit_holds_stays") if is_refused else nullcontext():
        made.limits(longest_months=3, valid_from=valid_from)


def test_the_panel_says_which_stays_a_lower_number_touches(begun, users, client_of):
    row = CommissionLimit.objects.get()
    address = reverse("admin:participants_commissionlimit_change", args=[row.pk])
    typed = {
        "longest_months": 3,
        "hours_a_day": 4,
        "source": row.source,
        "valid_from": "1.06.2025",
        "valid_to": "",
        "row_version": row.version,
    }
    page = client_of(users.content).post(address, typed).text
    assert (
        "udziały z art. 200, które zaczęły się 1.03.2026 (liczba: 1), trwają dłużej niż 3" in page
    )
    assert str(begun.person) not in page
    page = (
        client_of(users.content)
        .post(address, typed | {"longest_months": 6, "valid_to": "28.02.2026"})
        .text
    )
    assert "udział z art. 200 rozpoczęto jeszcze 1.03.2026" in page
    row.refresh_from_db()
    assert (row.longest_months, row.valid_to) == (6, None)


@pytest.mark.django_db(transaction=True)
def test_of_a_stay_and_a_lower_number_at_one_moment_one_stands(users):
    made.limits()
    person = PersonFactory(responsible=users.worker)
    made.registered(person)
    done = all_together(
        [lambda: made.row(person), lambda: CommissionLimit.objects.update(longest_months=3)]
    )
    assert sum(isinstance(one, IntegrityError) for one in done) == 1
