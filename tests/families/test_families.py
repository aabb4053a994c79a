"""Who of the office sees which family, and what the list tells."""

import pytest

from kis.accounts.models import Deputy, User
from kis.families.models import AssistantsCoordinator, Family
from tests.contracts.pages import text_of
from tests.families.factories import AssignmentFactory, D, FamilyFactory, cooperation, member

pytestmark = pytest.mark.django_db
ON = D(2026, 11, 23)


def seen_by(user, on=ON):
    return set(Family.objects.visible_to(user, on))


@pytest.fixture
def family(assignment):
    return assignment.cooperation.family


@pytest.fixture
def stranger(users):
    """A family of another social worker, without an assistant."""
    return FamilyFactory(social_worker=users.colleague)


def test_its_assistant_its_social_worker_and_the_head_see_a_family(users, family, stranger):
    assert seen_by(users.assistant) == {family}
    assert seen_by(users.worker) == {family}
    assert seen_by(users.colleague) == {stranger}
    assert seen_by(users.head) == {family, stranger}


def test_nobody_else_sees_a_family(users, family):
    others = set(vars(users)) - {"assistant", "worker", "head"}
    assert not any(seen_by(getattr(users, name)) for name in others)


@pytest.mark.parametrize(("day", "sees"), [(D(2026, 6, 30), True), (D(2026, 7, 1), False)])
def test_an_assistant_sees_a_family_to_the_last_day_of_the_assignment(users, assignment, day, sees):
    assignment.ends_on = D(2026, 6, 30)
    assignment.save()
    assert bool(seen_by(users.assistant, day)) is sees


def test_an_assistant_sees_a_family_that_is_assigned_from_a_later_day(users, family):
    assert seen_by(users.assistant, D(2026, 3, 1)) == {family}


def test_who_monitors_sees_the_family_until_the_monitoring_ends(users, assignment):
    assignment.ends_on = D(2026, 6, 30)
    assignment.save()
    work = assignment.cooperation
    work.refresh_from_db()
    work.ended_on, work.end_reason, work.ended_by = D(2026, 6, 30), "goals_met", users.assistant
    work.monitored_by = users.assistant
    work.save()
    assert seen_by(users.assistant)
    work.monitoring_ended_on = D(2026, 9, 30)
    work.save()
    assert not seen_by(users.assistant)


def test_whom_the_head_named_sees_every_family(users, family, stranger):
    AssistantsCoordinator.objects.create(
        user=users.colleague, starts_on=D(2026, 5, 1), ends_on=ON, named_by=users.head
    )
    assert seen_by(users.colleague) == {family, stranger}
    assert seen_by(users.colleague, D(2026, 4, 30)) == {stranger}


def test_who_stands_in_for_the_social_worker_sees_the_families(users, family, stranger):
    Deputy.objects.create(
        absent=users.worker,
        deputy=users.colleague,
        reason="urlop",
        starts_on=ON,
        ends_on=ON,
        entered_by=users.coordinator,
    )
    assert seen_by(users.colleague) == {family, stranger}


def test_the_list_tells_basis_days_and_assistant(client_of, users, family):
    member(family, part="child")
    page = text_of(client_of(users.head).get("/rodziny/"))
    assert str(family) in page
    assert "zgoda rodziny" in page
    assert "Joanna Brzoza" in page
    assert "5.03.2026 – nadal" in page


@pytest.mark.parametrize("state", ["w-pracy", "czekaja", "monitorowane", "zakonczone", "wszystkie"])
def test_every_list_opens(client_of, users, family, state):
    assert client_of(users.head).get("/rodziny/", {"stan": state}).status_code == 200


def test_the_list_asks_no_more_for_more_families(
    client_of, users, assistant, django_assert_num_queries
):
    client = client_of(users.head)
    for _ in range(2):
        AssignmentFactory(
            cooperation=cooperation(users), assistant=assistant, assigned_by=users.head
        )
    client.get("/rodziny/")
    with django_assert_num_queries(7):
        client.get("/rodziny/?stan=w-pracy")
    for _ in range(10):
        AssignmentFactory(
            cooperation=cooperation(users), assistant=assistant, assigned_by=users.head
        )
    with django_assert_num_queries(7):
        client.get("/rodziny/?stan=w-pracy")


def test_a_family_of_others_is_not_there(client_of, users, stranger):
    assert client_of(users.worker).get(f"/rodziny/{stranger.pk}/").status_code == 404
    assert client_of(users.colleague).get(f"/rodziny/{stranger.pk}/").status_code == 200


def test_an_assistant_opens_no_file_of_the_register(client_of, users, person):
    assert client_of(users.assistant).get(f"/osoby/{person.pk}/").status_code == 403
    assert User.objects.get(pk=users.assistant.pk).has_perm("contracts.view_contract") is False


def test_who_enters_a_family_is_proposed_as_its_social_worker(client_of, users):
    page = client_of(users.worker).get("/rodziny/nowa/")
    assert page.context["form"]["social_worker"].value() == users.worker.pk
    assert (
        client_of(users.head).get("/rodziny/nowa/").context["form"]["social_worker"].value() is None
    )
