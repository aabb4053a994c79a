import datetime

import pytest

from kis.recovery.backups import DUMP, Backup, backups_in, rotate
from kis.recovery.rotation import DAYS, MONTHS, WEEKS, kept

LAST = datetime.datetime(2026, 11, 30, 2, tzinfo=datetime.UTC)
DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)


def nightly(count):
    return [LAST - number * DAY for number in range(count)]


def test_nothing_is_removed_in_the_first_days():
    assert kept(nightly(DAYS)) == set(nightly(DAYS))


def test_after_two_years_days_weeks_and_months_stay():
    stay = kept(nightly(730))
    assert set(nightly(DAYS)) <= stay
    assert max(stay) - min(stay) > (MONTHS - 2) * 30 * DAY
    assert len(stay) <= DAYS + WEEKS + MONTHS
    assert datetime.datetime(2026, 10, 31, 2, tzinfo=datetime.UTC) in stay  # the last of its month
    assert datetime.datetime(2026, 11, 8, 2, tzinfo=datetime.UTC) in stay  # Sunday of its week
    assert datetime.datetime(2026, 11, 9, 2, tzinfo=datetime.UTC) not in stay


def test_of_several_of_a_day_the_last_stays():
    assert kept([LAST, LAST - HOUR, LAST - 2 * HOUR]) == {LAST}


def test_where_none_were_made_for_long_the_old_ones_stay():
    """Counted by backups: a server that stood still for a year does not wake up without any."""
    old = [moment - 400 * DAY for moment in nightly(5)]
    assert kept([LAST, *old]) == {LAST, *old}


@pytest.fixture
def two_hours_apart(tmp_path):
    made = [Backup(tmp_path, LAST - number * HOUR) for number in range(3)]
    for backup in made:
        backup.dump.write_bytes(b"x")
    (tmp_path / f"kis-notes{DUMP}").write_bytes(b"x")
    return made


def test_the_last_proven_one_is_never_removed_and_files_of_others_are_left(
    tmp_path, two_hours_apart
):
    newest, proven, oldest = two_hours_apart
    proven.prove(LAST)
    assert rotate(tmp_path) == [oldest]
    assert backups_in(tmp_path) == [proven, newest]
    assert (tmp_path / f"kis-notes{DUMP}").exists()
