"""Who opens plans, assessments, monitoring and papers for a court; access.py takes both over."""

from tests.access import ASSISTANT, GET, HEAD, POST, WORKER, Page
from tests.families.factories import AssignmentFactory, CooperationFactory, FamilyFactory, member
from tests.families.planned import (
    DAY,
    SIGNED_ON,
    D,
    assessed,
    closed,
    draft,
    ended,
    noted,
    opinion,
    signed,
    steps,
)

FORM = (GET, POST)
READERS = frozenset({ASSISTANT, WORKER, HEAD})
OWN = frozenset({ASSISTANT})
LEADS = frozenset({WORKER})
VOIDS = frozenset({WORKER, HEAD})


def records(known, users, *, is_first):
    """Of the family of access.py; beside it one by a court's order, and one that is monitored."""
    if is_first:
        steps()
    # Some days without anything of this kind are left for whoever makes rows beside these.
    work = known.cooperation
    work.refresh_from_db()
    plan = signed(work, users)
    annex = draft(work, users)
    handed = assessed(work, users, SIGNED_ON)
    sent = closed(opinion(work, users), users, D(2026, 5, 10))
    monitored = _another(known, users)
    ended(monitored, users, D(2026, 8, 31), monitored_by=users.assistant if is_first else None)
    return {
        "work_plan": plan,
        "work_plan_print": plan.signed_print,
        "annex_of_plan": annex,
        "goal_of_plan": annex.goals.get(),
        "assessment_handed": handed,
        "assessment_open": assessed(work, users, SIGNED_ON + DAY, handed=False),
        "court_closed": sent,
        "court_open": opinion(work, users, court_number="III Nsm 2/26"),
        "court_family": _another(
            known,
            users,
            basis="court",
            interview_on=None,
            applied_by=None,
            court_name="Sąd Rejonowy",
            court_number="III Nsm 3/26",
            court_on=D(2026, 3, 1),
            court_report_months=3,
        ).family,
        "monitored": monitored,
        "monitoring_note": noted(monitored, users, D(2026, 9, 1)) if is_first else None,
    }


def _another(known, users, **facts):
    """A family of the same worker and assistant."""
    family = FamilyFactory(social_worker=known.family.social_worker)
    member(family)
    work = CooperationFactory(family=family, **facts)
    AssignmentFactory(cooperation=work, assistant=known.family_assistant, assigned_by=users.head)
    work.refresh_from_db()
    return work


def of_family(known):
    return [known.family.pk]


def of_plan(known):
    return [known.family.pk, known.work_plan.pk]


def of_print(known):
    return [*of_plan(known), known.work_plan_print.pk]


def of_annex(known):
    return [known.family.pk, known.annex_of_plan.pk]


def of_goal(known):
    return [*of_annex(known), known.goal_of_plan.pk]


def of_handed(known):
    return [known.family.pk, known.assessment_handed.pk]


def of_open(known):
    return [known.family.pk, known.assessment_open.pk]


def of_court_family(known):
    return [known.court_family.pk]


def of_court_open(known):
    return [known.family.pk, known.court_open.pk]


def of_court_closed(known):
    return [known.family.pk, known.court_closed.pk]


def of_monitored(known):
    return [known.monitored.family_id]


def of_step(known):
    return [known.monitored.family_id, 1]


def of_note(known):
    return [known.monitored.family_id, known.monitoring_note.pk]


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
    about("plan", READERS, of_family),
    about("plan_begin", OWN, of_court_family, (POST,)),
    about("plan_page", READERS, of_annex),
    about("plan_edit", OWN, of_annex, FORM),
    about("goal_new", OWN, of_annex, FORM),
    about("goal_edit", OWN, of_goal, FORM),
    about("goal_drop", OWN, of_goal, FORM),
    about("plan_agree", LEADS, of_annex, (POST,)),
    about("plan_preview", READERS, of_annex),
    about("plan_print", OWN, of_annex, (POST,)),
    about("plan_paper", READERS, of_print),
    about("plan_back", OWN, of_plan, FORM),
    about("plan_sign", OWN, of_plan, FORM),
    about("plan_discard", OWN, of_annex, FORM),
    about("plan_void", VOIDS, of_plan, FORM),
    about("assessments", READERS, of_family),
    about("assessment_new", OWN, of_court_family, FORM),
    about("assessment", READERS, of_open),
    about("assessment_edit", OWN, of_open, FORM),
    about("assessment_hand_over", OWN, of_open, FORM),
    about("assessment_paper", READERS, of_handed),
    about("assessment_discard", OWN, of_open, FORM),
    about("assessment_void", VOIDS, of_handed, FORM),
    about("monitoring_new", OWN, of_step, FORM, strangers=LEADS),
    about("monitoring_end", OWN, of_monitored, FORM, strangers=LEADS),
    about("monitoring_void", VOIDS, of_note, FORM),
    about("opinion_new", OWN, of_family, FORM),
    about("report_new", OWN, of_court_family, FORM),
    about("court_paper", READERS, of_court_open),
    about("court_edit", OWN, of_court_open, FORM),
    about("court_print", OWN, of_court_open, (POST,)),
    about("court_document", READERS, of_court_closed),
    about("court_sent", OWN, of_court_closed, FORM),
    about("court_discard", OWN, of_court_open, FORM),
    about("court_void", VOIDS, of_court_closed, FORM),
]
