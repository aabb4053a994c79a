from types import SimpleNamespace

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.families.models import (
    AssistantsCoordinator,
    LoadLimit,
    WorkPaper,
)
from tests.access import ASSISTANT, GET, HEAD, POST, WORKER, Page
from tests.families import access_plans, access_visits
from tests.families.factories import (
    AssignmentFactory,
    AssistantFactory,
    AssistantLimitFactory,
    CooperationFactory,
    D,
    FamilyFactory,
    LoadLimitFactory,
    member,
)
from tests.participants.made import scan

FORM = (GET, POST)
READERS = frozenset({ASSISTANT, WORKER, HEAD})
WRITERS = frozenset({ASSISTANT, WORKER})
RECEIVERS = frozenset({WORKER, HEAD})
HEADS = frozenset({HEAD})


def records(known, users):
    """A family that `worker` leads and `assistant` works with, in which the person is a parent.

    Of a person outside the scope another worker's family, with an assistant of its own.
    """
    is_first = not LoadLimit.objects.exists()
    if is_first:
        LoadLimitFactory()
    assistant = AssistantFactory(user=users.assistant if is_first else _another())
    family = FamilyFactory(social_worker=users.worker if is_first else users.colleague)
    row = member(family, known.person)
    work = CooperationFactory(family=family, consent_scan=scan(users.worker))
    assignment = AssignmentFactory(cooperation=work, assistant=assistant, assigned_by=users.head)
    coordinator = AssistantsCoordinator.objects.create(
        user=users.colleague,
        starts_on=D(2019 - (not is_first), 1, 1),
        ends_on=D(2019 - (not is_first), 12, 31),
        named_by=users.head,
    )
    made = {
        "family": family,
        "member": row,
        "child": member(family, part="child"),
        "cooperation": work,
        "assignment": assignment,
        "family_assistant": assistant,
        "assistant_limit": AssistantLimitFactory(
            assistant=assistant, families=15, set_by=users.head
        ),
        "assistants_coordinator": coordinator,
        "work_paper": WorkPaper.objects.create(
            cooperation=work,
            kind=WorkPaper.Kind.CONSENT,
            issued_on=D(2026, 3, 2),
            issued_by=users.worker,
            document=scan(users.worker),
        ),
    }
    known = SimpleNamespace(**made)
    visits = access_visits.records(known)
    return made | visits | access_plans.records(known, users, is_first=is_first)


def _another():
    return User.objects.create_user("asystent", roles=[Role.FAMILY_ASSISTANT])


def of_family(known):
    return [known.family.pk]


def of_member(known):
    return [known.family.pk, known.member.pk]


def of_child(known):
    return [known.family.pk, known.child.pk]


def of_person(known):
    return [known.family.pk, known.person.pk]


def of_work(known):
    return [known.family.pk, known.cooperation.pk]


def of_paper_kind(known):
    return [known.family.pk, known.cooperation.pk, "consent"]


def of_assignment(known):
    return [known.family.pk, known.assignment.pk]


def of_paper(known):
    return [known.family.pk, known.work_paper.pk]


def of_assistant(known):
    return [known.family_assistant.pk]


def of_limit(known):
    return [known.family_assistant.pk, known.assistant_limit.pk]


def of_coordinator(known):
    return [known.assistants_coordinator.pk]


def about(name, roles, arguments, methods=(GET,), strangers=()):
    """The head sees every family, so that none is outside of everybody's scope."""
    return Page(
        f"families:{name}",
        frozenset(roles),
        methods,
        arguments=arguments,
        scoped=False,
        strangers=frozenset(strangers),
    )


PAGES = [
    Page("families:list", READERS),
    Page("families:family_new", RECEIVERS, FORM),
    Page("families:staff", READERS),
    Page("families:assistant_new", HEADS, FORM),
    Page("families:load", HEADS, strangers=WRITERS),
    Page("families:court_list", HEADS),
    Page("families:coordinator_new", HEADS, FORM),
    about("coordinator_end", HEADS, of_coordinator, FORM),
    about("assistant", {HEAD, ASSISTANT}, of_assistant, strangers={WORKER}),
    about("assistant_edit", HEADS, of_assistant, FORM),
    about("limit_new", HEADS, of_assistant, FORM),
    about("limit_edit", HEADS, of_limit, FORM),
    about("hand_over", HEADS, of_assistant, FORM),
    about("family", READERS, of_family),
    about("family_edit", WRITERS, of_family, FORM),
    about("family_worker", HEADS, of_family, FORM),
    about("members", READERS, of_family),
    about("member_new", WRITERS, of_family, FORM),
    about("member_find", {WORKER}, of_family, FORM),
    about("member_add", {WORKER}, of_person, FORM),
    about("member_edit", WRITERS, of_member, FORM),
    about("member_end", WRITERS, of_member, FORM),
    about("member_person", WRITERS, of_child, FORM),
    about("application_new", RECEIVERS, of_family, FORM),
    about("application_edit", RECEIVERS, of_work, FORM),
    about("application_no", HEADS, of_work, FORM),
    about("application_void", RECEIVERS, of_work, FORM),
    about("assign", HEADS, of_work, FORM),
    about("work_end", {HEAD, ASSISTANT}, of_work, FORM),
    about("work_reopen", HEADS, of_work, FORM),
    about("paper_issue", READERS, of_paper_kind, (POST,)),
    about("consent_scan", READERS, of_work),
    about("assistant_change", HEADS, of_assignment, FORM),
    about("assignment_void", RECEIVERS, of_assignment, FORM),
    about("assignment_paper", READERS, of_assignment, (POST,)),
    about("paper", READERS, of_paper),
    *access_plans.PAGES,
    *access_visits.PAGES,
]
