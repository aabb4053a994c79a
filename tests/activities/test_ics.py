"""A calendar as RFC 5545 writes it."""

import datetime
from zoneinfo import ZoneInfo

from kis.activities.calendar.ics import Event, calendar, escaped, folded

WARSAW = ZoneInfo("Europe/Warsaw")
NOW = datetime.datetime(2026, 3, 2, 8, tzinfo=datetime.UTC)


def event(day: datetime.date, **facts) -> Event:
    told = {
        "uid": "spotkanie-1@kis.example",
        "title": "Warsztaty",
        "place": "sala 3",
        "starts_at": datetime.datetime.combine(day, datetime.time(9), WARSAW),
        "ends_at": datetime.datetime.combine(day, datetime.time(11, 30), WARSAW),
        "changed_at": NOW,
    }
    return Event(**told | facts)


def lines_of(*events: Event) -> list[str]:
    text = calendar("Zajęcia KIS", events)
    assert text.endswith("\r\n")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_an_hour_of_the_wall_clock_is_written_in_utc_in_winter_and_in_summer():
    winter, summer = datetime.date(2026, 3, 28), datetime.date(2026, 3, 30)

    written = lines_of(event(winter), event(summer))

    assert "DTSTART:20260328T080000Z" in written
    assert "DTEND:20260328T103000Z" in written
    assert "DTSTART:20260330T070000Z" in written


def test_every_line_has_at_most_75_octets_and_no_letter_is_cut():
    title = "Żółta łódź – ćwiczenia, źródła i ślady; część druga\\trzecia 🙂 " * 4
    text = calendar("Zajęcia", [event(datetime.date(2026, 3, 2), title=title)])

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert f"SUMMARY:{escaped(title)}" in text.replace("\r\n ", "")


def test_a_line_of_exactly_75_octets_is_left_whole():
    assert folded("x" * 75) == "x" * 75
    assert folded("x" * 76) == "x" * 75 + "\r\n x"


def test_a_title_ends_no_line_and_begins_no_property():
    title = "Warsztaty; sala 1, parter\\piętro\r\nATTENDEE:mailto:x@example.com"

    written = lines_of(event(datetime.date(2026, 3, 2), title=title))

    assert not [line for line in written if line.startswith("ATTENDEE")]
    assert (
        "SUMMARY:Warsztaty\\; sala 1\\, parter\\\\piętro\\nATTENDEE:mailto:x@example.com" in written
    )


def test_every_event_has_what_the_standard_asks_for():
    written = lines_of(event(datetime.date(2026, 3, 2), is_cancelled=True, version=3))

    assert written[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert [line for line in written if line.startswith("PRODID:")]
    for expected in (
        *("UID:spotkanie-1@kis.example", "DTSTAMP:20260302T080000Z", "SEQUENCE:3"),
        *("STATUS:CANCELLED", "LOCATION:sala 3", "END:VEVENT"),
    ):
        assert written.count(expected) == 1
    assert written[-1] == "END:VCALENDAR"
