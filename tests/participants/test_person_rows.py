"""Jobs and the household, row by row on the tab of data; the text that was there before stays as remarks."""

from datetime import date

import pytest
from django.urls import reverse

from participants.file_parts import DetailsPart
from participants.merging import merge
from participants.models import HouseholdMember, Job, LabourOfficePeriod, Person
from tests.factories import PersonFactory
from tests.refused import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(users, client_of, today):
    return client_of(users.worker)


def address(name, person, *more):
    return reverse(f"participants:{name}", args=[person.pk, *more])


def page(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


JOB = {"starts_on": "1.03.2020", "ends_on": "30.04.2021", "position": "magazynier"}
CHILD = {"relation": "child", "name": "Ola", "born_in": "2019", "note": "w szkole"}


def test_a_job_is_a_row_of_the_tab(person, worker):
    worker.post(address("job_new", person), JOB | {"employer": "hurtownia"})

    text = page(worker.get(address("details", person)))
    for words in ("magazynier", "hurtownia", "1.03.2020", "30.04.2021"):
        assert words in text


def test_a_job_without_an_employer_and_without_an_end_goes_on(person, worker):
    worker.post(address("job_new", person), {"starts_on": "1.03.2020", "position": "kucharz"})

    row = Job.objects.get(person=person)
    assert (row.employer, row.ends_on) == ("", None)


@pytest.mark.parametrize(
    ("name", "typed", "sentence", "kept"),
    [
        (
            "job_new",
            JOB | {"ends_on": "29.02.2020"},
            "Praca nie może się skończyć przed początkiem.",
            "magazynier",
        ),
        ("job_new", JOB | {"position": ""}, "Wpisz: stanowisko.", "1.03.2020"),
        ("job_new", JOB | {"starts_on": "24.11.2026"}, "Dnia 24.11.2026", "magazynier"),
        ("household_member_new", CHILD | {"relation": ""}, "Wybierz: kim jest", "w szkole"),
        ("household_member_new", CHILD | {"born_in": "2027"}, "Roku 2027 jeszcze nie", "w szkole"),
        ("household_member_new", CHILD | {"born_in": "1899"}, "Sprawdź rok", "w szkole"),
        ("household_member_new", CHILD | {"born_in": "-5"}, "Sprawdź rok", "w szkole"),
        (
            "labour_period_new",
            {"kind": "registered", "starts_on": "1.11.2025", "benefit_until": "31.10.2025"},
            "Prawo do zasiłku nie może się skończyć przed początkiem okresu.",
            "31.10.2025",
        ),
        (
            "labour_period_new",
            {"kind": "registered", "starts_on": "1.11.2025", "prolonged_until": "31.10.2025"},
            "Przedłużony status nie może się skończyć przed początkiem okresu.",
            "31.10.2025",
        ),
    ],
)
def test_a_refusal_is_a_sentence_and_keeps_what_was_typed(
    name, typed, sentence, kept, person, worker
):
    text = page(worker.post(address(name, person), typed))

    assert sentence in text
    assert kept in text
    assert not Job.objects.exists()
    assert not HouseholdMember.objects.exists()


def test_a_member_of_the_household_is_a_row_and_stays_when_they_left(person, worker):
    worker.post(address("household_member_new", person), CHILD)
    row = HouseholdMember.objects.get(person=person)

    left = CHILD | {"left_on": "31.08.2026", "row_version": row.version}
    worker.post(address("household_member_edit", person, row.pk), left)

    text = " ".join(page(worker.get(address("details", person))).split())
    assert "dziecko" in text
    assert "do 31.08.2026; w szkole" in text


def test_a_row_of_somebody_else_is_not_found(person, worker):
    other = PersonFactory(responsible=person.responsible)
    job = Job.objects.create(person=other, starts_on=date(2020, 1, 1), position="kucharz")
    member = HouseholdMember.objects.create(person=other, relation="child")

    assert worker.get(address("job_edit", person, job.pk)).status_code == 404
    assert worker.get(address("household_member_edit", person, member.pk)).status_code == 404


def test_a_stale_change_shows_both_values(person, worker):
    row = Job.objects.create(person=person, starts_on=date(2020, 1, 1), position="kucharz")
    seen = row.version
    Job.objects.filter(pk=row.pk).update(position="kelner")
    typed = {"starts_on": "1.01.2020", "position": "piekarz", "row_version": seen}

    text = page(worker.post(address("job_edit", person, row.pk), typed))

    assert "W tym czasie zmieniono: stanowisko (" in text
    assert "kelner" in text
    assert "piekarz" in text


def test_the_text_of_before_stays_as_remarks(person, worker):
    texts = {"work_history": "prace dorywcze", "household": "dwoje dzieci"}
    Person.objects.filter(pk=person.pk).update(**texts)

    text = page(worker.get(address("details", person)))

    assert "Praca dotychczas – uwagi" in text
    assert "prace dorywcze" in text
    assert "Gospodarstwo domowe – uwagi" in text


def test_rows_of_a_merged_file_are_read_with_the_first_and_counted_before(
    person, users, client_of, today
):
    worker = client_of(users.worker)
    second = PersonFactory(responsible=users.worker, last_name="Nowak", first_name="Jan")
    Job.objects.create(person=second, starts_on=date(2020, 1, 1), position="kucharz")
    HouseholdMember.objects.create(person=second, relation="child", name="Ola")
    held = DetailsPart.holdings()
    assert held["prace"].filter(person=second).count() == 1
    assert held["osoby w gospodarstwie"].filter(person=second).count() == 1

    merge(second, into=person, by=users.coordinator, reason="ten sam dowód")

    text = page(worker.get(address("details", person)))
    assert "kucharz" in text
    assert "Ola" in text
    assert "połączono z inną" in page(worker.post(address("job_new", second), JOB))
    assert Job.objects.filter(person=second).count() == 1


def test_a_reader_who_may_not_write_is_offered_no_row(person, users, client_of, today):
    Job.objects.create(person=person, starts_on=date(2020, 1, 1), position="kucharz")

    text = page(client_of(users.colleague).get(address("details", person)))

    assert "kucharz" in text
    assert "Dodaj pracę" not in text
    assert "Dodaj osobę" not in text


# the labour office

PERIOD = {"kind": "registered", "starts_on": "1.03.2026", "ends_on": ""}


def held(person, starts_on, ends_on=None, **facts):
    return LabourOfficePeriod.objects.create(
        person=person, starts_on=starts_on, ends_on=ends_on, **facts
    )


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "kind", "is_refused"),
    [
        ("1.01.2026", "31.03.2026", "registered", True),
        ("30.06.2026", "", "registered", True),
        ("1.07.2026", "", "registered", False),
        ("1.01.2026", "28.02.2026", "registered", False),
        ("1.04.2026", "30.04.2026", "traineeship", False),
    ],
)
def test_days_of_one_kind_are_told_once(person, worker, starts_on, ends_on, kind, is_refused):
    held(person, date(2026, 3, 1), date(2026, 6, 30))
    typed = {"kind": kind, "starts_on": starts_on, "ends_on": ends_on}
    response = worker.post(address("labour_period_new", person), typed)
    assert (response.status_code == 200) is is_refused
    if is_refused:
        text = page(response)
        assert "W tych dniach osoba ma już wpisany okres tego rodzaju." in text
        assert f'value="{starts_on}"' in text


def test_a_period_that_is_changed_is_not_in_its_own_way(person, worker):
    row = held(person, date(2026, 3, 1))
    typed = PERIOD | {"ends_on": "30.06.2026", "row_version": row.version}
    assert worker.post(address("labour_period_edit", person, row.pk), typed).status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"ends_on": "30.04.2026", "last_contact_on": "4.05.2026"},
            "Kontakt nie może być po końcu okresu.",
        ),
        ({"benefit_until": "1.02.2026"}, "nie może się skończyć przed początkiem okresu"),
        ({"prolonged_until": "1.02.2026"}, "nie może się skończyć przed początkiem okresu"),
    ],
)
def test_days_of_a_period_that_contradict_each_other_are_refused(person, worker, typed, sentence):
    text = page(worker.post(address("labour_period_new", person), PERIOD | typed))
    assert sentence in text
    assert not LabourOfficePeriod.objects.exists()


@pytest.mark.parametrize("name", ["benefit_until", "prolonged_until"])
def test_the_database_holds_that_nothing_of_a_period_ends_before_it(person, name):
    with refused("labour_period_lasts_after_start"):
        held(person, date(2026, 3, 1), **{name: date(2026, 2, 28)})


@pytest.mark.parametrize(
    ("status", "periods", "sentence"),
    [
        ("unemployed", [], "nie trwa żaden okres rejestracji"),
        ("unemployed", [(date(2025, 1, 1), date(2026, 11, 22))], "nie trwa żaden okres"),
        ("unemployed", [(date(2025, 1, 1), None)], ""),
        ("employed", [(date(2025, 1, 1), None)], "a status w danych to „pracujący(-a)”"),
        ("employed", [(date(2025, 1, 1), date(2026, 11, 22))], ""),
        ("", [(date(2025, 1, 1), None)], ""),
    ],
)
def test_a_status_that_the_periods_contradict_is_told(person, worker, status, periods, sentence):
    Person.objects.filter(pk=person.pk).update(labour_status=status)
    for days in periods:
        held(person, *days)
    text = page(worker.get(address("details", person)))
    told = [words for words in ("nie trwa żaden okres", "a status w danych to") if words in text]
    assert bool(told) is bool(sentence)
    assert sentence in text
