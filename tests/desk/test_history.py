import pghistory
import pytest
from django.urls import reverse

from kis.desk.history import Change, history
from participants.models import Note
from tests.psu.factories import ReferralFactory

pytestmark = pytest.mark.django_db


def told(person, what, act, sensitive=True):
    """The one entry of that kind; within a test's transaction all have the same moment."""
    (entry,) = [
        entry
        for entry in history(person, sensitive=sensitive)
        if (entry.what, entry.act) == (what, act)
    ]
    return entry


def test_a_change_is_told_with_both_values_in_words(person):
    person.phone = "600 100 200"
    person.save()
    assert told(person, "osoba", "zmieniono").changes == [Change("telefon", "", "600 100 200")]


def test_a_pesel_is_masked_in_the_history_too(person):
    shown = {c.label: c.after for c in told(person, "osoba", "dodano").changes}
    assert shown["PESEL"] == "•" * 7 + person.pesel[-4:]


def test_the_contents_of_notes_are_withheld_from_a_reader_without_the_right(person, users):
    Note.objects.create(person=person, kind="call", text="tajne", author=users.worker)
    note = told(person, "notatka", "dodano", sensitive=False)
    assert note.withheld
    assert note.changes == []


def test_the_name_behind_a_change_is_the_users(person, users):
    with pghistory.context(user=users.worker.pk):
        Note.objects.create(person=person, kind="call", text="tekst", author=users.worker)
    assert told(person, "notatka", "dodano").who == "Anna Wrona"
    assert {entry.who for entry in history(person, sensitive=True)} == {"Anna Wrona", "program"}


@pytest.mark.parametrize("rows", [5, 50])
def test_the_pages_ask_the_same_number_of_queries_for_few_and_for_many_rows(
    person, users, client_of, django_assert_max_num_queries, rows
):
    for number in range(rows):
        Note.objects.create(person=person, kind="call", text=f"{number}", author=users.worker)
    client = client_of(users.worker)
    with django_assert_max_num_queries(20):
        client.get(reverse("desk:overview", args=[person.pk]))
    with django_assert_max_num_queries(20):
        client.get(reverse("desk:history", args=[person.pk]))


def test_a_referrals_plan_is_told_in_words(person):
    referral = ReferralFactory(person=person, planned_days={"0": "5", "2": "2.5"})
    shown = {
        change.label: change.after for change in told(person, "skierowanie PUP", "dodano").changes
    }
    assert shown["plan dni"] == "pn 5 godz., śr 2,5 godz."
    assert referral.person == person


@pytest.mark.parametrize("typed", ["²", "9" * 5000, "-1", "", "٢"])
def test_an_odd_number_of_a_page_opens_one(person, users, client_of, typed):
    address = reverse("desk:history", args=[person.pk])
    assert client_of(users.worker).get(address, {"strona": typed}).status_code == 200
