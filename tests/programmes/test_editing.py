"""An edition is a copy of the last one, and no number of it counts as known before somebody compared it."""

import pytest

from kis.desk.demo.programmes_editions import edition_of_kind, open_editions
from kis.lib.refusals import Refused
from kis.programmes import editing
from kis.programmes.models import Edition, EditionStaff, Kind
from tests.programmes.factories import D, EditionNumberFactory, confirm, edition_of


def test_a_copy_has_every_number_and_group_and_each_waits_to_be_confirmed(users):
    earlier = edition_of(
        users, eligible_costs=["tickets"], limit_unit="month", entitlement="points"
    )
    for row in (
        earlier.groups.get(),
        EditionNumberFactory(edition=earlier, code="hour_rate", value=50),
    ):
        row.source = "Program na rok 2026"
        confirm(row, users.coordinator)
    edition = editing.copied(earlier)
    edition.name, edition.starts_on, edition.ends_on = "edycja 2027", D(2027, 1, 1), D(2027, 12, 31)

    editing.begin_copy(edition, by=users.head)

    edition.refresh_from_db()
    assert (edition.kind, edition.limit_unit, edition.entitlement) == (
        *("assistance", "month", "points"),
    )
    assert edition.eligible_costs == ["tickets"]
    assert edition.copied_from == earlier
    assert edition.entered_by == users.head
    told = edition.numbers.values_list("code", "value", "source", "confirmed_at")
    assert set(told) == {("hour_rate", 50, "", None), ("provider_hours", 12, "", None)}
    group, old = edition.groups.get(), earlier.groups.get()
    assert (group.name, group.degree, group.hours_limit) == (old.name, old.degree, old.hours_limit)
    assert not group.is_confirmed
    assert group.source == ""
    assert not edition.staff.exists()


def test_a_number_is_confirmed_with_the_text_in_which_it_stands(users, edition):
    number = edition.numbers.get()
    with pytest.raises(Refused, match="w jakim tekście"):
        editing.confirm(number, source="  ", by=users.coordinator)

    editing.confirm(number, source="Program na rok 2026, część IV", by=users.coordinator)

    number.refresh_from_db()
    assert number.is_confirmed
    assert number.confirmed_by == users.coordinator


@pytest.mark.parametrize("day", ["2027-01-01", "2028-02-29"])
def test_the_demonstration_has_one_edition_of_each_programme_on_any_day(day, users):
    today = D.fromisoformat(day)
    staff = type(users)(
        koordynatorka=users.coordinator, programy=users.programmes, swietlica=users.leader
    )

    open_editions(staff, today)

    for kind in Kind:
        edition = edition_of_kind(kind, today)
        assert EditionStaff.objects.on(today).filter(edition=edition).exists()
    assert Edition.objects.count() == 6
    copy = edition_of_kind(Kind.ASSISTANCE, today)
    assert copy.numbers.unconfirmed().get().code == "hour_rate"
