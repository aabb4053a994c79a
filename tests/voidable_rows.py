"""One row of every kind that can be voided, upon records that stay when it is."""

import datetime
from types import SimpleNamespace

from django.utils import timezone

from contracts.certificates import issue
from contracts.models import Annex, ClubPaper, Review, SocialContract
from kis.accounts.models import Authorisation
from kis.activities.models import Consultation, MeetingScan, Placement
from kis.documents.models import Document
from kis.families.models import (
    AccompanyingRequest,
    Assessment,
    Assignment,
    Cooperation,
    CourtPaper,
    MonitoringNote,
    Plan,
    Visit,
)
from kis.programmes.models import (
    ChildConsent,
    Cost,
    Duty,
    Enrolment as ProgrammeEnrolment,
    Presence,
    Service,
    Settlement,
    Support,
)
from kis.programmes.settling import settle_month
from kis.reports.models import DutyDone, Grant, ReportCopy, Staff
from participants import admission
from participants.models import (
    Admission,
    BenefitCheck,
    Break,
    Certificate,
    Eligibility,
    Evidence,
    Note,
    Participation,
)
from psu.candidates import listing
from psu.events import noticing
from psu.models import (
    Accident,
    AgreementAnnex,
    EligibleList,
    NeedsPlan,
    Notice,
    PayLine,
    PaymentCorrection,
    PersonPaper,
    Referral,
    RefundApplication,
    StatusNews,
    WorkEvent,
    YearConsent,
)
from psu.models.year_consent import consent
from psu.months import closing
from psu.needs import planning
from psu.pay_lists import paying
from psu.pay_lists.refunds import applying
from psu.person_papers.making import make_certificate
from psu.referrals import referring
from tests.accounts.authorised import authorise
from tests.activities.factories import KindFactory, MeetingFactory
from tests.contracts import annexed, made
from tests.contracts.ended import ended
from tests.contracts.reviews.held import held
from tests.factories import PersonFactory
from tests.families import planned
from tests.families.factories import AssignmentFactory, CooperationFactory, FamilyFactory
from tests.families.visit_factories import request_of, visit
from tests.participants.made import category, established, paper, question, scan
from tests.programmes.factories import at, serve, takes_part
from tests.programmes.project_rows import supports
from tests.programmes.room_factories import comes, on_duty
from tests.psu.access import JUNE, MAY
from tests.psu.factories import ReferralFactory, StatusNewsFactory, accident_of, sign_list
from tests.reports.made import duty_done, grant, report_copy, staff_member

D, DAY = datetime.date, datetime.timedelta(days=1)
WHY = "pomyłka"
NEW_YEARS_NOON = datetime.datetime(2026, 1, 1, 12, tzinfo=datetime.UTC)


def with_parents(known, users):
    """`new` has nothing but a file, `former` a stay that ended, under a contract."""
    category(2)
    today, by = timezone.localdate(), users.coordinator
    new, former = (PersonFactory(responsible=users.worker) for _ in range(2))
    stay = ended(former)
    more = {
        "today": today,
        "new": new,
        "former": former,
        "former_stay": stay,
        "former_contract": former.contracts.get(),
        "to_refer": listing.put_forward(former, remarks="", by=users.worker, on=today),
        "met_again": MeetingFactory(activity=known.group, day=known.held_meeting.day + 300 * DAY),
        "left_again": _event(known, users, JUNE + DAY),
        "watched": _watched(known, users),
    }
    known = SimpleNamespace(**vars(known) | more)
    sign_list(known.place, JUNE, by)
    # As it stands once its lines were voided: the list of a closed month stays, with its number.
    _lines(known, users)
    _reopen(known, users)
    return known


def _event(known, users, day):
    return WorkEvent.objects.create(
        referral=known.referral,
        day=day,
        hour=datetime.time(9),
        kind=WorkEvent.Kind.LEFT,
        description="x",
        reported_by=users.supervisor,
    )


def _lines(known, users):
    facts = {"by": users.coordinator, "on": known.today}
    closing.review(known.agreement, JUNE, **facts)
    closing.close(known.agreement, JUNE, **facts)
    return PayLine.objects.get(person_month__month=JUNE, person=known.person)


def _reopen(known, users):
    month = known.agreement.person_months.get(month=JUNE, person=known.person)
    closing.reopen(month, by=users.coordinator, on=known.today, reason=WHY)


def _stay(known, users):
    return Participation.objects.create(
        person=known.new,
        starts_on=known.today,
        planned_end_on=known.today + 9 * DAY,
        rules_version="1",
        rules_read_on=known.today,
        declaration_signed_on=known.today,
        begun_by=users.worker,
    )


def _contract(known, users):
    ends_on = known.today + 20 * DAY
    return made.signed(known.new, on=known.today, ends_on=ends_on, by=users.worker)


def _paper(known, users):
    valid_until = known.today + 5 * DAY
    return paper(known.eligibility, valid_until=valid_until, scan=scan(users.worker))


def _question(known, users):
    ask_again_on = known.today + 5 * DAY
    return question(known.new, by=users.worker, ask_again_on=ask_again_on, retirement=D(2020, 1, 1))


def _decision(known, users):
    facts = {"what": "refused", "decided_on": known.today - DAY, "reason": "x"}
    return admission.decide(known.new, by=users.worker, **facts)


def _note(known, users):
    facts = {"kind": "call", "text": "x", "remind_on": known.today, "at": NEW_YEARS_NOON}
    return Note.objects.create(person=known.new, author=users.worker, **facts)


def _placement(known, users):
    return Placement.objects.create(
        person=known.former,
        kind=KindFactory(recorded_as="placement"),
        employer="Zakład",
        work="x",
        starts_on=known.former_stay.starts_on,
        entered_by=users.worker,
    )


def _consultation(known, users):
    return Consultation.objects.create(
        person=known.former,
        kind=KindFactory(),
        day=known.former_stay.starts_on,
        minutes=45,
        specialist="mec. Nowak",
        author=users.worker,
        written_as="coordinator",
        written_at=timezone.now(),
    )


def _meeting_scan(known, users):
    return MeetingScan.objects.create(
        meeting=known.met_again,
        document=scan(users.worker),
        kept_by=users.worker,
        kept_at=timezone.now(),
    )


def _break(known, users):
    return Break.objects.create(
        participation=known.former_stay,
        starts_on=D(2026, 2, 1),
        ends_on=D(2026, 2, 5),
        reason="care",
        made_by=users.worker,
    )


def _certificate(known, users):
    stay = known.former_stay
    return issue(stay, forms="Warsztat", by=users.worker, on=stay.ends_on)


def _club_paper(known, users):
    content = {"content": b"%PDF-", "content_type": "application/pdf"}
    document = Document.objects.keep(
        kind="club_paper", name="rezygnacja.pdf", by=users.worker, **content
    )
    facts = {"kind": ClubPaper.Kind.RESIGNATION, "made_on": known.today, "made_by": users.worker}
    return ClubPaper.objects.create(person=known.new, document=document, **facts)


def _referral(known, users):
    places = {"place": known.place, "agreement": known.agreement, "payment": False}
    return ReferralFactory(person=known.new, entered_by=users.worker, **places)


def _annex_of_agreement(known, users):
    return AgreementAnnex.objects.create(
        agreement=known.agreement,
        number="7",
        signed_on=JUNE,
        valid_from=known.today,
        ends_on=D(2028, 12, 31),
        total_hours=9000,
        monthly_hours=known.agreement.monthly_hours,
        persons=90,
        entered_by=users.worker,
    )


def _eligible_list(known, users):
    agreement = known.agreement_annex.agreement
    return listing.make_list(agreement, [known.to_refer], by=users.worker, on=known.today)


def _correction(known, users):
    facts = {"by": users.accountant, "on": known.today, "reason": "x"}
    return paying.propose(known.pay_list, known.paid_otherwise, **facts)


def _watched(known, users):
    """A family seen by its worker, the head, and the assistant, who watches over it behind the work."""
    family = FamilyFactory(social_worker=users.worker)
    work = CooperationFactory(family=family)
    facts = {"assistant": known.family_assistant, "assigned_by": users.head}
    AssignmentFactory(cooperation=work, ends_on=D(2026, 3, 31), **facts)
    work.refresh_from_db()
    work.ended_on, work.end_reason, work.ended_by = D(2026, 3, 31), "goals_met", users.head
    work.monitored_by = users.assistant
    work.save()
    return family


def _application(known, users):
    return CooperationFactory(
        family=known.watched, applied_on=D(2026, 6, 1), consent_on=D(2026, 6, 1)
    )


def _assignment(known, users):
    work = Cooperation.objects.waiting().get(family=known.watched)
    facts = {"assistant": known.family_assistant, "assigned_by": users.worker}
    return AssignmentFactory(cooperation=work, starts_on=D(2026, 6, 5), **facts)


def _watched_work(known):
    return known.watched.cooperations.get(ended_on=None)


# In the order in which they are made; they are voided in the other one.
MAKERS = {
    Eligibility: lambda known, users: established(known.new, category(2), by=users.worker),
    Evidence: _paper,
    BenefitCheck: _question,
    Admission: _decision,
    Note: _note,
    SocialContract: _contract,
    Participation: _stay,
    Break: _break,
    Certificate: _certificate,
    ClubPaper: _club_paper,
    Review: lambda known, users: held(known.former_contract, on=D(2026, 3, 1), by=users.worker),
    Annex: lambda known, users: annexed.signed(known.former_contract, on=D(2026, 4, 1)),
    Placement: _placement,
    Consultation: _consultation,
    MeetingScan: _meeting_scan,
    MonitoringNote: lambda known, users: planned.noted(
        known.watched.cooperations.get(), users, D(2026, 4, 10)
    ),
    Visit: lambda known, users: visit(known.assignment, D(2026, 3, 12), state="held"),
    AccompanyingRequest: lambda known, users: request_of(known.assignment, D(2026, 3, 20)),
    Service: lambda known, users: serve(
        known.programme_enrolment,
        known.provider,
        at(3, 12, 8),
        at(3, 12, 9),
        entered_by=users.programmes,
    ),
    Cost: lambda known, users: Cost.objects.create(
        enrolment=known.programme_enrolment,
        provider=known.provider,
        day=D(2026, 3, 12),
        kind="tickets",
        purpose="dom – urząd",
        amount="4.40",
        entered_by=users.programmes,
    ),
    Settlement: lambda known, users: settle_month(
        known.edition, D(2026, 1, 1), by=users.programmes, on=D(2026, 2, 1)
    ),
    Cooperation: _application,
    Assignment: _assignment,
    Plan: lambda known, users: planned.signed(_watched_work(known), users, D(2026, 6, 10)),
    Assessment: lambda known, users: planned.assessed(_watched_work(known), users, D(2026, 6, 11)),
    CourtPaper: lambda known, users: planned.closed(
        planned.opinion(_watched_work(known), users, D(2026, 6, 10)), users, D(2026, 6, 11)
    ),
    ChildConsent: lambda known, users: ChildConsent.objects.create(
        enrolment=known.room_child,
        kind="image",
        giver="Anna Wilczek",
        given_on=JUNE,
        entered_by=users.worker,
    ),
    Duty: lambda known, users: on_duty(
        known.room, known.duty.provider, at(6, 3, 12), None, entered_by=users.worker
    ),
    Presence: lambda known, users: comes(
        known.room_child, at(6, 3, 13), at(6, 3, 14), entered_by=users.worker
    ),
    Support: lambda known, users: supports(known.participant, D(2026, 3, 2), kind="warsztaty"),
    ProgrammeEnrolment: lambda known, users: takes_part(
        known.edition, users, known.new, entered_by=users.worker
    ),
    PersonPaper: lambda known, users: make_certificate(
        known.person, MAY, JUNE, by=users.worker, on=known.today
    ),
    PayLine: _lines,
    PaymentCorrection: _correction,
    RefundApplication: lambda known, users: applying.apply_for(
        known.paid.agreement, MAY, by=users.worker, on=known.today
    ),
    Referral: _referral,
    WorkEvent: lambda known, users: _event(known, users, JUNE + 2 * DAY),
    Notice: lambda known, users: noticing.write(
        known.left_again, text="x", by=users.worker, on=known.today
    ),
    Accident: lambda known, users: accident_of(known.referral, users.worker, JUNE),
    AgreementAnnex: _annex_of_agreement,
    YearConsent: lambda known, users: consent(
        known.person, 2030, by=users.worker, on=JUNE, reason="x"
    ),
    NeedsPlan: lambda known, users: planning.begin(2030, by=users.worker, on=known.today),
    EligibleList: _eligible_list,
    StatusNews: lambda known, users: StatusNewsFactory(
        person=known.person, starts_on=JUNE, entered_by=users.worker
    ),
    Authorisation: lambda known, users: authorise(known.leaver, entered_by=users.worker),
    Staff: lambda known, users: staff_member(entered_by=users.worker),
    Grant: lambda known, users: grant(entered_by=users.worker),
    ReportCopy: lambda known, users: report_copy(users.worker, year=2026),
    DutyDone: lambda known, users: duty_done(
        known.official_date, users.worker, due_on=D(known.today.year, 3, 31)
    ),
}

# Voiding that does more than mark the row.
ACTS = {
    Admission: admission.void,
    Referral: referring.void,
    Notice: noticing.void,
    EligibleList: listing.void,
    RefundApplication: applying.void,
}


def void(row, known, users):
    model = type(row)
    if model is PayLine:
        return _reopen(known, users)
    act = ACTS.get(model, model.void)
    return act(model._base_manager.get(pk=row.pk), by=users.coordinator, reason=WHY)
