from datetime import UTC, date, datetime

from participants.merging import merge, tell_apart
from participants.models import (
    Admission,
    CaseOpening,
    HouseholdMember,
    Job,
    LabourOfficePeriod,
    MailConsent,
    Note,
    ToldApart,
)
from tests.access import COORDINATOR, GET, HEAD, INSPECTOR, POST, REGISTER, WORKER, Page
from tests.factories import PersonFactory
from tests.participants.made import category, established, paper, question, scan

WRITERS = frozenset({WORKER, COORDINATOR})
FORM = (GET, POST)


def records(known, users):
    """A category with a scanned paper, an answer about benefits and a time in the register."""
    area = known.person.areas.get().kind
    names = {"last_name": "Dwojak", "first_name": "Ewa", "pesel": "", "born_on": None}
    other, apart, second = (
        PersonFactory(responsible=users.worker, area=area, **names) for _ in range(3)
    )
    tell_apart(known.person, apart, by=users.coordinator, reason="inna matka")
    merge(second, into=known.person, by=users.coordinator, reason="ten sam dowód osobisty")
    row = established(known.person, category(), by=users.worker)
    now = datetime.now(UTC)
    opening = CaseOpening.objects.create(
        person=known.person, user=users.colleague, reason="telefon", opened_at=now, closes_at=now
    )
    # Else the colleague would read what the tests say is withheld.
    CaseOpening.objects.filter(pk=opening.pk).close()
    return {
        "opening": opening,
        "eligibility": row,
        "evidence": paper(row, scan=scan(users.worker)),
        "benefits": question(known.person, by=users.worker),
        "admission": Admission.objects.create(
            person=known.person,
            area=known.person.areas.earliest("starts_on"),
            what="no_contact",
            decided_on=date(2025, 6, 1),
            decided_by=users.colleague,
            reason="trzy telefony",
        ),
        "labour_period": LabourOfficePeriod.objects.create(
            person=known.person, starts_on=date(2025, 1, 1)
        ),
        "note": Note.objects.create(
            person=known.person, kind="call", text="x", author=users.colleague
        ),
        "job": Job.objects.create(
            person=known.person, starts_on=date(2020, 1, 1), position="kucharka"
        ),
        "household_member": HouseholdMember.objects.create(
            person=known.person, relation="child", name="Ola", born_in=2019
        ),
        "mail_consent": MailConsent.objects.give(
            known.person, email="osoba@example.pl", on=date(2025, 3, 1), by=users.worker
        ),
        "other": other,
        "second": second,
        "apart": ToldApart.objects.get(first=known.person),
    }


def of_person(known):
    return [known.person.pk]


def of(name):
    return lambda known: [known.person.pk, getattr(known, name).pk]


def tab(name, roles=REGISTER, **facts):
    return Page(f"participants:{name}", roles, arguments=of_person, **facts)


def form(name, arguments=of_person, roles=WRITERS):
    own = WORKER in roles
    return Page(f"participants:{name}", roles, FORM, arguments=arguments, own_cases=own)


PAGES = [
    Page("participants:list", REGISTER | {INSPECTOR}, FORM),
    Page("participants:table", REGISTER | {INSPECTOR}),
    Page("participants:columns", REGISTER | {INSPECTOR}, (POST,)),
    Page("participants:find", REGISTER | {INSPECTOR}, (POST,)),
    Page("participants:new", WRITERS, FORM),
    tab("details"),
    tab("details_on"),
    tab("pesel_reveal", methods=(POST,)),
    form("details_edit"),
    form("pesel_change"),
    form("labour_period_new"),
    form("labour_period_edit", of("labour_period")),
    form("labour_contact", of("labour_period")),
    form("job_new"),
    form("job_edit", of("job")),
    form("household_member_new"),
    form("household_member_edit", of("household_member")),
    form("account_new"),
    form("mail_consent_new"),
    form("mail_consent_end", of("mail_consent")),
    tab("eligibility"),
    form("eligibility_new"),
    form("eligibility_end", of("eligibility")),
    form("eligibility_void", of("eligibility")),
    form("evidence_new", of("eligibility")),
    form("evidence_edit", of("evidence")),
    form("evidence_void", of("evidence")),
    Page(
        "participants:evidence_scan",
        frozenset({WORKER, COORDINATOR, HEAD}),
        arguments=of("evidence"),
        own_cases=True,
    ),
    form("benefits_new"),
    form("benefits_void", of("benefits")),
    tab("notes"),
    form("note_new"),
    form("note_void", of("note")),
    tab("application"),
    form("application_decide"),
    form("application_void", of("admission")),
    Page(
        "participants:application_again",
        WRITERS,
        (POST,),
        arguments=of_person,
        own_cases=True,
    ),
    Page("participants:case_open", frozenset({WORKER}), FORM, arguments=of_person),
    Page("participants:case_close", frozenset({WORKER}), (POST,), arguments=of_person),
    Page("participants:openings", frozenset({COORDINATOR, HEAD})),
    Page(
        "participants:opening_judge",
        frozenset({COORDINATOR, HEAD}),
        FORM,
        arguments=lambda known: [known.opening.pk],
    ),
    form("hand_over", roles=frozenset({COORDINATOR})),
    Page("participants:pairs", frozenset({COORDINATOR})),
    Page("participants:told_apart", frozenset({COORDINATOR})),
    form("merge_choose", roles=frozenset({COORDINATOR})),
    form("merge", of("other"), roles=frozenset({COORDINATOR})),
    form("tell_apart", of("other"), roles=frozenset({COORDINATOR})),
    form("unmerge", lambda known: [known.second.pk], roles=frozenset({COORDINATOR})),
    form("told_apart_undo", lambda known: [known.apart.pk], roles=frozenset({COORDINATOR})),
]
