"""The pages of a project and of its durability, as somebody goes through them."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kis.programmes.durability import cells
from kis.programmes.indicators import counted
from kis.programmes.models import DurabilityFigure, DurabilitySource, ExportTemplate, Support
from kis.programmes.project.participants import participants_of
from kis.programmes.project.words import Dictionaries
from tests.factories import PersonFactory
from tests.programmes.factories import (
    D,
    EditionFactory,
    EditionNumberFactory,
    EditionStaffFactory,
    ProviderFactory,
    at,
    chooses,
    edition_of,
    serve,
    takes_part,
)
from tests.programmes.project_rows import (
    STARTS_AS,
    applies,
    leaves,
    project_of,
    starts,
    supports,
    tells,
)

pytestmark = pytest.mark.django_db
TODAY = D(2026, 11, 25)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def project(users):
    return project_of(users)


@pytest.fixture
def enrolment(project, users):
    return applies(project, users)


@pytest.fixture
def staff(client_of, users):
    return client_of(users.programmes)


def url(name, enrolment, *more):
    return reverse(f"programmes:{name}", args=[enrolment.edition_id, enrolment.pk, *more])


def text(response) -> str:
    return response.content.decode()


def test_a_participant_is_asked_given_support_and_asked_again(enrolment, staff, users):
    assert staff.post(url("start_edit", enrolment), STARTS_AS).status_code == 302
    support = {"kind": "poradnictwo", "starts_on": "2.02.2026"}
    assert staff.post(url("support_new", enrolment), support).status_code == 302
    enrolment.refresh_from_db()
    assert enrolment.starts_on == D(2026, 2, 2)
    leaves(enrolment)
    told = {"told_on": "14.07.2026", "situations": ["work"], "by_path": "True"}
    assert staff.post(url("situation_edit", enrolment), told).status_code == 302
    page = text(staff.get(url("participant", enrolment)))

    assert "Osoba podjęła pracę lub samozatrudnienie" in page
    assert "Ponadgimnazjalne (ISCED 3) lub policealne (ISCED 4)" in page


def test_a_correction_asks_for_its_reason(enrolment, staff):
    row = starts(enrolment)
    supports(enrolment)
    facts = STARTS_AS | {"education": "higher", "row_version": 1}
    refused = staff.post(url("start_edit", enrolment), facts)

    assert "Napisz, dlaczego poprawia się" in text(refused)
    row.refresh_from_db()
    assert row.education == "secondary"
    facts["reason"] = "zaświadczenie ze szkoły"
    assert staff.post(url("start_edit", enrolment), facts).status_code == 302
    row.refresh_from_db()
    assert (row.education, row.correction_reason) == ("higher", "zaświadczenie ze szkoły")
    page = text(staff.get(url("participant", enrolment)))
    assert "secondary → higher" in page


def test_a_detail_of_another_status_is_refused(enrolment, staff):
    facts = STARTS_AS | {"status": "employed", "status_detail": "long_term"}

    assert "należy do innego statusu" in text(staff.post(url("start_edit", enrolment), facts))


def test_the_first_support_of_whoever_waits_needs_a_place(project, enrolment, staff, users):
    EditionNumberFactory(edition=project, code="places", value=1)
    supports(applies(project, users))
    facts = {"kind": "poradnictwo", "starts_on": "2.02.2026"}

    assert "miejsc: 1" in text(staff.post(url("support_new", enrolment), facts))
    assert Support.objects.filter(enrolment=enrolment).count() == 0


def test_no_change_excludes_other_answers(enrolment, staff):
    supports(enrolment)
    leaves(enrolment)
    told = {"told_on": "14.07.2026", "situations": ["work", "none"], "by_path": "True"}

    assert "wyklucza inne odpowiedzi" in text(staff.post(url("situation_edit", enrolment), told))


def test_the_list_tells_nothing_sensitive(project, enrolment, staff):
    starts(enrolment)
    supports(enrolment)
    page = text(staff.get(reverse("programmes:project", args=[project.pk])))

    assert str(enrolment.person) in page
    assert "niepełnosprawn" not in page


def test_who_does_not_run_the_project_finds_nothing(enrolment, staff):
    enrolment.edition.staff.update(ends_on=D(2026, 1, 31))

    for name in ("participant", "start_edit", "support_new", "situation_edit"):
        assert staff.get(url(name, enrolment)).status_code == 404


@pytest.mark.parametrize("name", ["project", "project_export", "figures"])
def test_the_questions_of_a_page_do_not_grow_with_participants(
    name, project, users, staff, enrolment
):
    counts = []
    for more in (5, 45):
        for _ in range(more):
            row = applies(project, users)
            starts(row)
            supports(row)
            supports(row, D(2026, 3, 2), kind="staz")
        address = reverse(f"programmes:{name}", args=[project.pk])
        staff.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert staff.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_another_arrangement_of_columns_ends_the_one_before(project, client_of, users):
    facts = {
        "valid_from": "1.12.2026",
        "rows": "support",
        "source": "wzór z systemu",
        "columns-TOTAL_FORMS": 3,
        "columns-INITIAL_FORMS": 0,
        "columns-0-place": 20,
        "columns-0-heading": "w tym",
        "columns-0-content": "support_detail",
        "columns-1-place": 10,
        "columns-1-heading": "w tym",
        "columns-1-content": "status_detail",
        "columns-2-heading": "bez miejsca",
        "columns-2-content": "empty",
    }
    answer = client_of(users.coordinator).post(reverse("programmes:columns_new"), facts)

    assert answer.status_code == 302
    assert ExportTemplate.objects.get(valid_to=D(2026, 11, 30))
    template = ExportTemplate.objects.get(valid_to=None)
    assert list(template.columns.values_list("place", "heading", "content")) == [
        (1, "w tym", "status_detail"),
        (2, "w tym", "support_detail"),
    ]


def test_two_columns_do_not_stand_in_one_place(project, client_of, users):
    facts = {"valid_from": "1.12.2026", "rows": "person", "source": "wzór"}
    facts |= {"columns-TOTAL_FORMS": 2, "columns-INITIAL_FORMS": 0}
    for number in range(2):
        facts |= {
            f"columns-{number}-place": 1,
            f"columns-{number}-heading": "w tym",
            f"columns-{number}-content": "empty",
        }
    answer = client_of(users.coordinator).post(reverse("programmes:columns_new"), facts)

    assert "nie mogą stać na tym samym miejscu" in text(answer)
    assert ExportTemplate.objects.count() == 1


# indicators


def slow(project, column, value):
    """People by sex, asked of the tables alone."""
    sql = f"""
        SELECT count(DISTINCT p.id) FILTER (WHERE p.sex = 'K'),
            count(DISTINCT p.id) FILTER (WHERE p.sex = 'M'), count(DISTINCT p.id)
        FROM participants_person p JOIN programmes_enrolment n ON n.person_id = p.id
        JOIN programmes_projectstart s ON s.enrolment_id = n.id
        LEFT JOIN programmes_situation t ON t.enrolment_id = n.id
        WHERE n.edition_id = %s AND n.voided_at IS NULL AND n.starts_on IS NOT NULL AND {column}"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [project.pk, *([value] if "%s" in column else [])])
        return cursor.fetchone()


def test_everybody_is_counted_in_each_group_and_once(project, users):
    answers = [
        ("unemployed", "long_term", "secondary", "yes"),
        ("unemployed", "unemployed_other", "none", "no"),
        ("inactive", "not_learning", "secondary", "refused"),
        ("employed", "", "higher", "yes"),
    ]
    for number, (status, detail, education, disability) in enumerate(answers):
        person = PersonFactory(
            responsible=users.worker, area="programmes", sex="KM"[number % 2], born_on=D(1998, 1, 1)
        )
        row = applies(project, users, person)
        starts(
            row,
            status=status,
            status_detail=detail,
            education=education,
            disability=disability,
        )
        supports(row)
        if number == 0:
            leaves(row)
            tells(row, situations=("work", "qualified"))
            again = applies(project, users, person, applied_on=D(2026, 7, 1))
            starts(again, status=status, education=education)
            supports(again, D(2026, 7, 2))
    starts(applies(project, users))  # waits still

    words = Dictionaries(TODAY)
    groups = {group.label: group for group in counted(participants_of(project), words, TODAY)}
    for field, names in {
        "status": ("unemployed", "inactive", "employed"),
        "education": ("none", "below", "primary", "secondary", "higher"),
        "status_detail": ("long_term", "unemployed_other", "not_learning", "learning"),
    }.items():
        for code in names:
            group = groups[words.word(field, code)] if code != "learning" else None
            if group:
                told = (group.women, group.men, group.total)
                assert told == slow(project, f"s.{field} = %s", code), code
    for code in ("work", "qualified", "seeking"):
        group = groups[words.word("situation", code)]
        told = (group.women, group.men, group.total)
        assert told == slow(project, "%s = ANY(t.situations)", code), code
    whole = groups["osoby objęte wsparciem"]
    assert (whole.women, whole.men, whole.total) == (2, 2, 4)
    assert groups["osoba z niepełnosprawnościami"].total == 2
    assert groups["18–29 lat"].total == 4
    assert groups["w tym zakończyły udział"].total == 1


def test_a_group_opens_its_people(project, enrolment, staff):
    starts(enrolment)
    supports(enrolment)
    page = text(staff.get(reverse("programmes:group_rows", args=[project.pk, 0])))

    assert str(enrolment.person) in page
    missing = reverse("programmes:group_rows", args=[project.pk, 900])
    assert staff.get(missing).status_code == 404


# durability


@pytest.fixture
def durability(users):
    edition = EditionFactory(
        kind="durability",
        starts_on=D(2024, 1, 1),
        ends_on=D(2027, 12, 31),
        entered_by=users.coordinator,
    )
    EditionStaffFactory(edition=edition, user=users.programmes, named_by=users.coordinator)
    return edition


def told(durability, what, year):
    lines = {
        cell.what: {one.year: one for one in line}
        for _, line in cells(durability, TODAY)
        for cell in line
    }
    return lines[what][year]


def test_what_the_program_knows_it_counts(durability, users):
    edition = edition_of(users)
    provider = ProviderFactory(
        entered_by=users.coordinator, offender_register_checked_on="2025-12-20"
    )
    for _ in range(3):
        row = takes_part(edition, users)
    chooses(row, provider)
    serve(row, provider, at(3, 2, 8), at(3, 2, 10, 30))
    DurabilitySource.objects.create(edition=durability, counted=edition)

    assert told(durability, "children", 2026).value == 3
    assert str(told(durability, "hours", 2026).value) == "2.5"
    assert told(durability, "children", 2025).value is None
    assert told(durability, "children", 2027).value is None
    assert told(durability, "days", 2026).value is None


def test_what_it_does_not_know_is_typed_with_its_source(durability, staff):
    url = reverse("programmes:durability_figure", args=[durability.pk, 2024, "children"])

    assert staff.post(url, {"value": "34", "source": ""}).status_code == 200
    assert staff.post(url, {"value": "34", "source": "dziennik za 2024"}).status_code == 302
    page = text(staff.get(reverse("programmes:durability", args=[durability.pk])))
    assert "dziennik za 2024" in page
    assert staff.get(url.replace("2024", "2031")).status_code == 404


def test_a_typed_figure_beside_another_count_shows_both(durability, users, staff):
    edition = edition_of(users)
    takes_part(edition, users)
    DurabilitySource.objects.create(edition=durability, counted=edition)
    DurabilityFigure.objects.create(
        edition=durability,
        year=2026,
        what="children",
        value=5,
        source="lista obecności",
        entered_by=users.programmes,
    )
    one = told(durability, "children", 2026)

    assert (one.value, one.counted, one.differs) == (5, 1, True)
    page = text(staff.get(reverse("programmes:durability", args=[durability.pk])))
    assert "program liczy 1" in page


def test_from_which_editions_it_is_counted_is_chosen(durability, users, staff):
    edition = edition_of(users)
    url = reverse("programmes:durability_sources", args=[durability.pk])

    staff.post(url, {"counted": [edition.pk]})
    assert [row.counted for row in durability.counted_from.all()] == [edition]
    staff.post(url, {})
    assert not durability.counted_from.exists()
