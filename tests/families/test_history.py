"""The history of a family: every act in it, for whoever may read the family."""

import pghistory
import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from kis.accounts.models import Deputy, User
from kis.accounts.rights import Role
from kis.desk.history import CONFIDENTIAL, Change, history, history_of_family
from kis.desk.tracked import OF_FAMILIES
from kis.families.models import (
    Assistant,
    AssistantLimit,
    AssistantsCoordinator,
    LoadLimit,
    MonitoringStep,
    VisitTopic,
)
from kis.lib.dates import DAY
from tests.accounts.authorised import authorise
from tests.families import planned
from tests.families.factories import D, member, works_with
from tests.families.visit_factories import MONDAY, TopicFactory, visit

pytestmark = pytest.mark.django_db
SECRET = "O tym mama mówi tylko asystentce."


@pytest.fixture
def family(assignment):
    return assignment.cooperation.family


def told(family, what, act) -> dict[str, Change]:
    """The fields of the one entry of that kind."""
    entries = history_of_family(family, count=500)
    (entry,) = [entry for entry in entries if (entry.what, entry.act) == (what, act)]
    return {change.label: change for change in entry.changes}


def authors(family) -> list[str]:
    """Of changes of the family's own row."""
    entries = history_of_family(family, count=500)
    changed = ("rodzina", "zmieniono")
    return [entry.who for entry in entries if (entry.what, entry.act) == changed]


def page_of(client, family, **asked):
    return client.get(reverse("desk:family_history", args=[family.pk]), asked)


def test_a_change_is_told_with_who_did_it_and_both_values(family, users):
    with pghistory.context(user=users.worker.pk):
        family.phone = "600 100 200"
        family.save()
    assert told(family, "rodzina", "zmieniono") == {"telefon": Change("telefon", "", "600 100 200")}
    assert authors(family) == ["Anna Wrona"]


def test_members_are_called_by_their_names_in_the_family_and_in_its_visits(family, assignment):
    child = member(family, part="child")
    topic = TopicFactory(name="szkoła")
    assert told(family, "członek rodziny", "dodano")["osoba"].after == str(child.person)
    visit(assignment, state="held", present=[child.pk], topics=[topic.pk])
    facts = told(family, "wizyta asystenta", "dodano")
    assert facts["kto był"].after == str(child)
    assert facts["tematy"].after == "szkoła"
    assert facts["asystent"].after == "Joanna Brzoza"


def test_nobody_is_told_the_restricted_part_of_a_visit(family, assignment, users, client_of):
    row = visit(assignment, state="held", note="Dobra rozmowa.", restricted_note=SECRET)
    row.restricted_note = f"{SECRET} I jeszcze jedno."
    row.save()
    change = Change("notatka zastrzeżona", CONFIDENTIAL, CONFIDENTIAL)
    assert told(family, "wizyta asystenta", "zmieniono")["notatka zastrzeżona"] == change
    for reader in (users.assistant, users.worker, users.head):
        page = page_of(client_of(reader), family).content.decode()
        assert "Dobra rozmowa." in page
        assert SECRET not in page


def test_whoever_does_not_see_the_family_does_not_see_its_history(family, users, client_of):
    other = User.objects.create_user("inny", roles=[Role.FAMILY_ASSISTANT])
    authorise(other)
    assert page_of(client_of(other), family).status_code == 404
    assert page_of(client_of(users.colleague), family).status_code == 404


def test_another_familys_acts_are_not_among_them(family, assistant, users):
    other = works_with(assistant, users).cooperation.family
    other.phone = "600 999 999"
    other.save()
    assert authors(family) == []


def test_a_persons_file_does_not_tell_of_the_family(family, users):
    person = member(family).person
    kinds = {str(source.model._meta.verbose_name) for source in OF_FAMILIES}
    assert kinds.isdisjoint(entry.what for entry in history(person, sensitive=True))


def test_a_row_that_was_deleted_since_is_told_too(family, assignment, users):
    plan = planned.draft(assignment.cooperation, users)
    plan.discard()
    entries = [(entry.what, entry.act) for entry in history_of_family(family)]
    assert ("plan pracy z rodziną", "usunięto") in entries


def test_the_one_in_whose_place_the_case_is_led_is_named(family, users):
    today = family.created_at.date()
    Deputy.objects.create(
        absent=family.social_worker,
        deputy=users.colleague,
        starts_on=today - DAY,
        ends_on=today + DAY,
        reason="urlop",
        entered_by=users.coordinator,
    )
    with pghistory.context(user=users.colleague.pk):
        family.phone = "600 100 200"
        family.save()
    assert authors(family) == ["Piotr Sowa, w zastępstwie: Anna Wrona"]


def test_every_kept_row_of_families_has_its_place_in_the_history_or_is_of_no_family():
    of_no_family = {Assistant, AssistantLimit, AssistantsCoordinator}
    of_no_family |= {LoadLimit, MonitoringStep, VisitTopic}
    kept = {
        model
        for model in apps.get_app_config("families").get_models()
        if not issubclass(model, pghistory.models.Event)
    }
    assert kept - of_no_family == {source.model for source in OF_FAMILIES}


def test_no_contents_of_a_row_are_told_as_the_database_writes_them():
    numbers = {(source.model, name) for source in OF_FAMILIES for name, _ in source.numbers}
    for source in OF_FAMILIES:
        for field in source.events().model._meta.concrete_fields:
            assert not isinstance(field, models.JSONField)
            is_list = field.get_internal_type() == "ArrayField"
            assert not is_list or (source.model, field.name) in numbers


@pytest.mark.parametrize("rows", [3, 30])
def test_few_and_many_rows_are_asked_for_by_the_same_number_of_queries(
    family, assignment, users, client_of, django_assert_max_num_queries, rows
):
    people = [member(family, part="child") for _ in range(3)]
    for number in range(rows):
        visit(
            assignment,
            MONDAY - number * DAY,
            state="held",
            present=[people[number % 3].pk],
        )
    client = client_of(users.assistant)
    with django_assert_max_num_queries(15):
        page = page_of(client, family)
    assert page.status_code == 200


def test_older_acts_stand_on_the_next_page(family, assignment, users, client_of):
    for number in range(30):
        visit(assignment, D(2026, 11, 23) - number * DAY)
    client = client_of(users.head)
    assert "?strona=2" in page_of(client, family).content.decode()
    assert "rodzina: dodano" in page_of(client, family, strona="2").content.decode()
