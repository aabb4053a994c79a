import datetime

from django.utils import timezone

from kis.documents.models import Document
from kis.documents.uploads import PDF
from participants.models import BankAccount
from psu.candidates import listing
from psu.events import noticing
from psu.models import (
    AgreementAnnex,
    Ceiling,
    CloseOrder,
    EligibleList,
    NeedsPlan,
    PayingAccount,
    Supervision,
    WorkEvent,
)
from psu.models.year_consent import consent
from psu.months import closing
from psu.needs import planning
from psu.pay_lists import paying
from psu.pay_lists.bank.making import make_files
from psu.pay_lists.refunds import applying
from psu.person_papers.making import make_certificate, make_statement
from tests.access import (
    ACCOUNTANT,
    COORDINATOR,
    GET,
    HEAD,
    INSPECTOR,
    POST,
    REGISTER,
    SUPERVISOR,
    WORKER,
    Page,
)
from tests.factories import PersonFactory
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    StatusNewsFactory,
    WorkPlaceFactory,
    accident_of,
    new_regime,
    sign_list,
    work,
)

MAY = datetime.date(2025, 5, 1)
JUNE = datetime.date(2025, 6, 1)
JANUARY = datetime.date(2025, 1, 1)
ACCOUNT = "61109010140000071219812874"
FORM = (GET, POST)

OFFICE = frozenset({COORDINATOR, ACCOUNTANT, HEAD, INSPECTOR})
SHEET = OFFICE | {SUPERVISOR}
PAID = frozenset({COORDINATOR, ACCOUNTANT, HEAD})
WRITERS = frozenset({WORKER, COORDINATOR})
ONLY_COORDINATOR = frozenset({COORDINATOR})
INJURIES = frozenset({COORDINATOR, HEAD})
ONLY_SUPERVISOR = frozenset({SUPERVISOR})
ONLY_ACCOUNTANT = frozenset({ACCOUNTANT})
REGISTER_AND_INSPECTOR = REGISTER | {INSPECTOR}


def records(known, users):
    """A referral at a supervised place; May closed with its pay list, June open; news of a lost status.

    On the list stands somebody else, too, who is paid otherwise since: nobody proposed a correction yet.
    """
    place = WorkPlaceFactory()
    Supervision.objects.create(place=place, user=users.supervisor, starts_on=MAY)
    referral = ReferralFactory(person=known.person, place=place)
    agreement = referral.agreement
    colleague = PersonFactory(responsible=known.person.responsible)
    work(referral, MAY.replace(day=6))
    work(ReferralFactory(person=colleague, place=place, agreement=agreement), MAY.replace(day=6))
    signed = sign_list(place, MAY, users.coordinator)
    signed.scan = Document.objects.keep(
        kind="signed_list", name="lista.pdf", content=b"%PDF-", content_type=PDF, by=users.worker
    )
    signed.save()
    closing.review(agreement, MAY, by=users.coordinator, on=JUNE)
    closed = closing.close(agreement, MAY, by=users.coordinator, on=JUNE)
    work(referral, JUNE.replace(day=3))
    for paid in (known.person, colleague):
        BankAccount.objects.change(paid, starts_on=JUNE, owner="Anna Lis")
    correction = paying.propose(
        closed.pay_list, known.person, by=users.accountant, on=JUNE, reason="x"
    )
    event = WorkEvent.objects.create(
        referral=referral,
        day=JUNE,
        hour=datetime.time(8),
        kind=WorkEvent.Kind.LEFT,
        description="x",
        reported_by=users.supervisor,
    )
    accident = accident_of(referral, users.coordinator, JUNE)
    accident.scan = Document.objects.keep(
        kind="psu_accident", name="skan.pdf", content=b"%PDF-", content_type=PDF, by=users.worker
    )
    accident.save()
    newer = _under_the_new_act(known.person, place)
    given = given_to_the_bank(users)
    paid = paid_out(users)
    # By somebody who may void none.
    of_may = {"by": users.head, "on": JUNE}
    # A year has one plan, and these records are made for more than one person.
    plan = NeedsPlan.objects.first() or planning.begin(2026, by=users.coordinator, on=JUNE)
    candidate = listing.put_forward(known.person, remarks="", by=users.worker, on=JUNE)
    eligible = EligibleList.objects.create(
        agreement=agreement,
        year=2025,
        number=known.person.pk,
        written_on=JUNE,
        written_by=users.coordinator,
    )
    return {
        "plan": plan,
        "candidate": candidate,
        "eligible": eligible,
        "certificate": make_certificate(known.person, MAY, JUNE, **of_may),
        "statement": make_statement(known.person, MAY, JUNE, **of_may),
        "left": event,
        "accident": accident,
        "notice": noticing.write(event, text="x", by=users.coordinator, on=JUNE),
        "agreement_annex": newer.agreement.annexes.get(),
        "close_order": CloseOrder.objects.create(
            agreement=agreement,
            month=MAY,
            people=2,
            ordered_by=users.coordinator,
            ordered_at=timezone.now(),
            finished_at=timezone.now(),
            closed=2,
            pay_list=closed.pay_list,
        ),
        "year_consent": consent(
            known.person, newer.starts_on.year, by=users.coordinator, on=JUNE, reason="x"
        ),
        "correction": correction,
        "given": given.pay_list,
        "bank_file": given.files.first(),
        "paid": paid,
        "refund": applied_for(users),
        "place": place,
        "referral": referral,
        "agreement": agreement,
        "pay_list": closed.pay_list,
        "paid_otherwise": colleague,
        "person_month": agreement.person_months.get(month=MAY, person=known.person),
        "news": StatusNewsFactory(person=known.person),
        "event": WorkEvent.objects.create(
            referral=referral,
            day=JUNE,
            hour=datetime.time(8),
            kind=WorkEvent.Kind.ANNOUNCED,
            reported_by=users.supervisor,
        ),
    }


def _under_the_new_act(person, place):
    """A referral over New Year, of an agreement with an annex."""
    facts = {"regime": new_regime(), "signed_on": JUNE, "monthly_hours": None, "rate": 31}
    Ceiling.objects.filter(regime=facts["regime"]).update(year_days=180)
    agreement = AgreementFactory(place=place, ends_on=datetime.date(2028, 12, 31), **facts)
    first, last = datetime.date(2027, 12, 1), datetime.date(2028, 1, 31)
    referral = ReferralFactory(
        person=person, place=place, agreement=agreement, starts_on=first, ends_on=last
    )
    AgreementAnnex.objects.create(
        agreement=agreement,
        number="1",
        signed_on=JUNE,
        valid_from=first,
        ends_on=agreement.ends_on,
        total_hours=4000,
        persons=20,
        entered_by=referral.entered_by,
    )
    return referral


def approved_list(users, number=""):
    """Of another place, with one person."""
    place = WorkPlaceFactory()
    referral = ReferralFactory(place=place, payment=False)
    BankAccount.objects.create(person=referral.person, number=number, starts_on=JANUARY)
    work(referral, MAY.replace(day=6))
    sign_list(place, MAY, users.coordinator)
    closing.review(referral.agreement, MAY, by=users.coordinator, on=JUNE)
    listed = closing.close(referral.agreement, MAY, by=users.coordinator, on=JUNE).pay_list
    listed.mark_checked(by=users.accountant, on=JUNE)
    listed.approve(by=users.head, on=JUNE)
    return listed


def given_to_the_bank(users):
    """The approved list of another place, with one person who has an account."""
    PayingAccount.objects.get_or_create(pk=1, defaults={"number": ACCOUNT})
    listed = approved_list(users, number=ACCOUNT)
    at = timezone.make_aware(datetime.datetime.combine(JUNE, datetime.time(9)))
    return make_files(listed, by=users.accountant, at=at, execute_on=JUNE, today=JUNE)


def paid_out(users):
    """A paid list that waits for an application."""
    listed = approved_list(users)
    listed.mark_paid(by=users.accountant, on=JUNE)
    return listed


def applied_for(users):
    """An application that was not sent yet, made by somebody who may void none."""
    listed = paid_out(users)
    return applying.apply_for(listed.agreement, MAY, by=users.head, on=JUNE)


def of(name):
    return lambda known: [getattr(known, name).pk]


def in_month(name):
    return lambda known: [getattr(known, name).pk, MAY]


# Places, agreements and lists are nobody's: which people these pages show, their own tests ask.
def of_place(address, roles, methods=(GET,)):
    return Page(address, roles, methods, arguments=in_month("place"), scoped=False)


# A day is nobody's either; which places and people it shows, tests/psu/hours/test_phone_day.py asks.
def of_day(address, method):
    return Page(address, ONLY_SUPERVISOR, (method,), arguments=lambda known: [JUNE], scoped=False)


def of_agreement(address, roles, methods=(GET,)):
    return Page(address, roles, methods, arguments=of("agreement"), scoped=False)


def of_agreement_month(address, roles, methods=(GET,)):
    return Page(address, roles, methods, arguments=in_month("agreement"), scoped=False)


def of_list(address, roles, methods=(GET,)):
    return Page(address, roles, methods, arguments=of("pay_list"), scoped=False)


def of_correction(address, roles, methods=(GET,)):
    return Page(address, roles, methods, arguments=of("correction"), scoped=False)


def of_refund(address, roles, methods=(GET,)):
    return Page(address, roles, methods, arguments=of("refund"), scoped=False)


def of_plan(address, roles, methods=(GET,)):
    return Page(address, roles, methods, arguments=of("plan"), scoped=False)


def of_eligible(address, roles, methods=(GET,)):
    return Page(address, roles, methods, arguments=of("eligible"), scoped=False)


def of_person(address, arguments):
    return Page(address, WRITERS, FORM, arguments=arguments, own_cases=True)


PAGES = [
    Page("psu:start", OFFICE),
    Page("psu:waiting", OFFICE, arguments=lambda known: ["do-sprawdzenia"], scoped=False),
    Page("psu:referrals", REGISTER_AND_INSPECTOR),
    Page("psu:referrals_table", REGISTER_AND_INSPECTOR),
    Page("psu:places", SHEET),
    Page("psu:today", ONLY_SUPERVISOR),
    of_day("psu:day", GET),
    Page(
        "psu:day_save",
        ONLY_SUPERVISOR,
        (POST,),
        arguments=lambda known: [JUNE, known.referral.pk],
        scoped=False,
    ),
    of_day("psu:day_plan", POST),
    Page(
        "psu:day_confirm",
        ONLY_SUPERVISOR,
        (POST,),
        arguments=lambda known: [JUNE, known.place.pk],
        scoped=False,
    ),
    Page("psu:event_new", ONLY_SUPERVISOR, FORM),
    Page("psu:own_month", ONLY_SUPERVISOR),
    Page("psu:own_month_of", ONLY_SUPERVISOR, arguments=lambda known: [MAY], scoped=False),
    Page("psu:event", ONLY_COORDINATOR, FORM, arguments=of("event")),
    Page("psu:event_void", ONLY_COORDINATOR, FORM, arguments=of("event")),
    Page("psu:notice_new", ONLY_COORDINATOR, FORM, arguments=of("left")),
    Page("psu:notice_waive", ONLY_COORDINATOR, FORM, arguments=of("left")),
    Page("psu:notice_edit", ONLY_COORDINATOR, FORM, arguments=of("notice")),
    Page("psu:notice_send", ONLY_COORDINATOR, FORM, arguments=of("notice")),
    Page("psu:notice_void", ONLY_COORDINATOR, FORM, arguments=of("notice")),
    Page("psu:notice_pdf", frozenset({COORDINATOR, HEAD}), arguments=of("notice")),
    Page("psu:figures", OFFICE),
    Page("psu:figures_xlsx", OFFICE),
    Page("psu:figure_people", frozenset({COORDINATOR, HEAD})),
    Page("psu:year_days", frozenset({COORDINATOR, HEAD})),
    Page("psu:limits", frozenset({COORDINATOR, HEAD})),
    Page(
        "psu:past_month",
        ONLY_COORDINATOR,
        FORM,
        arguments=lambda known: [known.agreement.pk, JANUARY],
        scoped=False,
    ),
    Page("psu:pup_list", ONLY_COORDINATOR, FORM, arguments=in_month("agreement"), scoped=False),
    Page("psu:notices", frozenset({COORDINATOR, HEAD})),
    Page("psu:refunds", OFFICE),
    Page("psu:needs_plans", OFFICE),
    Page("psu:needs_plan_new", ONLY_COORDINATOR, FORM),
    of_plan("psu:needs_plan", OFFICE),
    of_plan("psu:needs_plan_edit", ONLY_COORDINATOR, FORM),
    of_plan("psu:needs_plan_send", ONLY_COORDINATOR, FORM),
    of_plan("psu:needs_plan_void", ONLY_COORDINATOR, FORM),
    of_plan("psu:needs_plan_pdf", OFFICE),
    of_person("psu:candidate_new", of("person")),
    of_person("psu:candidate_withdraw", of("candidate")),
    Page("psu:candidates", INJURIES),
    Page("psu:candidates_table", INJURIES),
    Page("psu:eligible_list_new", ONLY_COORDINATOR, FORM),
    of_eligible("psu:eligible_list", INJURIES),
    of_eligible("psu:eligible_list_send", ONLY_COORDINATOR, FORM),
    of_eligible("psu:eligible_list_void", ONLY_COORDINATOR, FORM),
    of_eligible("psu:eligible_list_pdf", INJURIES),
    Page("psu:accidents", INJURIES, arguments=of("person")),
    Page("psu:accident_new", ONLY_COORDINATOR, FORM, arguments=of("person")),
    Page("psu:accident", INJURIES, arguments=of("accident")),
    Page("psu:accident_edit", ONLY_COORDINATOR, FORM, arguments=of("accident")),
    Page("psu:accident_follow", ONLY_COORDINATOR, FORM, arguments=of("accident")),
    Page("psu:accident_hand", ONLY_COORDINATOR, FORM, arguments=of("accident")),
    Page("psu:accident_scan_add", ONLY_COORDINATOR, FORM, arguments=of("accident")),
    Page("psu:accident_void", ONLY_COORDINATOR, FORM, arguments=of("accident")),
    Page("psu:accident_pdf", INJURIES, arguments=of("accident")),
    Page("psu:accident_scan", INJURIES, arguments=of("accident")),
    of_place("psu:sheet", SHEET),
    of_place("psu:sheet_save", frozenset({COORDINATOR, SUPERVISOR}), (POST,)),
    of_place("psu:sheet_cells", frozenset({COORDINATOR, SUPERVISOR}), (POST,)),
    of_place("psu:sheet_preview", frozenset({COORDINATOR, SUPERVISOR}), (POST,)),
    of_place("psu:attendance_blank", SHEET),
    of_place("psu:attendance_filled", SHEET),
    of_place("psu:month_confirm", ONLY_SUPERVISOR, (POST,)),
    of_place("psu:signed_list", ONLY_COORDINATOR, FORM),
    of_place("psu:signed_list_scan", PAID),
    Page("psu:agreements", OFFICE),
    Page("psu:agreement_new", ONLY_COORDINATOR, FORM),
    of_agreement("psu:agreement", OFFICE),
    of_agreement("psu:agreement_edit", ONLY_COORDINATOR, FORM),
    of_agreement("psu:agreement_delete", ONLY_COORDINATOR, FORM),
    of_agreement("psu:agreement_annex_new", ONLY_COORDINATOR, FORM),
    Page(
        "psu:agreement_annex_void",
        ONLY_COORDINATOR,
        FORM,
        arguments=lambda known: [known.agreement_annex.pk],
        scoped=False,
    ),
    of_agreement_month("psu:month", OFFICE),
    of_agreement_month("psu:month_count", OFFICE, (POST,)),
    of_agreement_month("psu:month_record_pdf", PAID),
    of_agreement_month("psu:month_record_xlsx", PAID),
    of_agreement_month("psu:month_review", ONLY_COORDINATOR, (POST,)),
    of_agreement_month("psu:month_close", ONLY_COORDINATOR, FORM),
    Page("psu:close_order", OFFICE, arguments=of("close_order"), scoped=False),
    Page("psu:pay_lists", OFFICE),
    of_list("psu:pay_list", OFFICE),
    of_list("psu:pay_list_pdf", PAID),
    of_list("psu:pay_list_xlsx", PAID),
    of_list("psu:pay_list_check", ONLY_ACCOUNTANT, (POST,)),
    of_list("psu:pay_list_approve", frozenset({HEAD}), (POST,)),
    of_list("psu:pay_list_return", frozenset({ACCOUNTANT, HEAD}), (POST,)),
    of_list("psu:pay_list_pay", ONLY_ACCOUNTANT, (POST,)),
    Page("psu:refund_new", ONLY_ACCOUNTANT, FORM, arguments=of("paid"), scoped=False),
    of_refund("psu:refund", OFFICE),
    of_refund("psu:refund_pdf", PAID),
    of_refund("psu:refund_xlsx", PAID),
    of_refund("psu:refund_send", ONLY_ACCOUNTANT, (POST,)),
    of_refund("psu:refund_settle", ONLY_ACCOUNTANT, (POST,)),
    of_refund("psu:refund_void", frozenset({COORDINATOR, ACCOUNTANT}), FORM),
    of_list("psu:pay_list_settle_refund", ONLY_ACCOUNTANT, (POST,)),
    Page(
        "psu:payment_correct",
        frozenset({COORDINATOR, ACCOUNTANT}),
        FORM,
        arguments=lambda known: [known.pay_list.pk, known.paid_otherwise.pk],
        scoped=False,
    ),
    Page("psu:bank_file", ONLY_ACCOUNTANT, FORM, arguments=of("given"), scoped=False),
    Page("psu:bank_file_download", ONLY_ACCOUNTANT, arguments=of("bank_file"), scoped=False),
    of_correction("psu:payment_correction_confirm", frozenset({HEAD}), (POST,)),
    of_correction("psu:payment_correction_reject", frozenset({HEAD}), FORM),
    of_correction("psu:payment_correction_pdf", PAID),
    Page("psu:person", REGISTER, arguments=of("person")),
    Page("psu:person_papers", REGISTER, arguments=of("person")),
    of_person("psu:certificate_new", of("person")),
    of_person("psu:statement_new", of("person")),
    Page("psu:person_paper_pdf", REGISTER, arguments=of("certificate")),
    Page("psu:person_paper_xlsx", REGISTER, arguments=of("statement")),
    of_person("psu:person_paper_void", of("certificate")),
    Page(
        "psu:pay_list_slip",
        PAID,
        arguments=lambda known: [known.pay_list.pk, known.paid_otherwise.pk],
        scoped=False,
    ),
    of_person("psu:referral_new", of("person")),
    of_person("psu:referral_edit", of("referral")),
    of_person("psu:referral_end", of("referral")),
    of_person("psu:referral_void", of("referral")),
    Page(
        "psu:year_consent_new",
        ONLY_COORDINATOR,
        FORM,
        arguments=lambda known: [known.person.pk, known.year_consent.year + 1],
    ),
    Page("psu:year_consent_void", ONLY_COORDINATOR, FORM, arguments=of("year_consent")),
    of_person("psu:news_new", of("person")),
    of_person("psu:news_void", of("news")),
    Page(
        "psu:contract_checked",
        ONLY_COORDINATOR,
        FORM,
        arguments=lambda known: [known.person.pk, known.paper_contract.pk],
    ),
    Page("psu:late_news", ONLY_COORDINATOR, scoped=False),
    Page("psu:news_decide", ONLY_COORDINATOR, FORM, arguments=of("news")),
    Page("psu:month_review_one", ONLY_COORDINATOR, (POST,), arguments=of("person_month")),
    Page("psu:month_send_back", ONLY_COORDINATOR, (POST,), arguments=of("person_month")),
    Page("psu:month_reopen", ONLY_COORDINATOR, FORM, arguments=of("person_month")),
]
