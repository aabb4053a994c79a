"""Faults past the guards, one for each rule: what a hand in the database or a bad restore would leave behind.

Each takes a healthy office (the demonstration) and breaks one rule of one thing.
"""

import datetime
import hashlib
from contextlib import contextmanager

import pgtrigger
from django.db import connection
from django.db.models import F, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from contracts.models import Print, SocialContract
from kis.accounts.models import Authorisation, Deputy, Draft, Inspection, User
from kis.activities.models import (
    ActivityKind,
    Attendance,
    Consultation,
    Meeting,
    MeetingScan,
    Placement,
)
from kis.documents.models import Document, DocumentContent, NumberSeries
from kis.journal.models import AccessEntry, Seal
from kis.journal.sealing import seal
from kis.lib.guards import Guard
from kis.privacy.erasing.erase import Why, erase
from kis.privacy.models import Erasure
from kis.reports.models import Grant
from participants.admission import decide
from participants.models import (
    Area,
    BenefitCheck,
    CaseOpening,
    Eligibility,
    EligibilityCategory,
    Merge,
    Note,
    Participation,
    Person,
    Restriction,
)
from psu.models import (
    AgreedRate,
    Agreement,
    Ceiling,
    PastMonth,
    PayLine,
    PayList,
    PersonMonth,
    Referral,
    RefundApplication,
    WorkDay,
    WorkEvent,
)
from tests.factories import PersonFactory

DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
PLANTS = {}


def breaks(rule: str, *beside: str):
    """The fault breaks this rule; `beside` are rules that cannot but break with it."""
    return lambda plant: PLANTS.setdefault(rule, (plant, {rule, *beside}))[0]


def run(sql: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)


@contextmanager
def without_guards():
    """Our guards are off, the history goes on: what a fault in a guard would let through."""
    run("SET CONSTRAINTS ALL IMMEDIATE")
    guards = [
        (model._meta.db_table, trigger.get_pgid(model))
        for model, trigger in pgtrigger.registered()
        if isinstance(trigger, Guard)
    ]
    for table, name in guards:
        run(f'ALTER TABLE "{table}" DISABLE TRIGGER "{name}"')
    yield
    run("SET CONSTRAINTS ALL IMMEDIATE")
    for table, name in guards:
        run(f'ALTER TABLE "{table}" ENABLE TRIGGER "{name}"')


@contextmanager
def without_triggers():
    """As a superuser's restore: no trigger fires, not even the history's."""
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET LOCAL session_replication_role = replica")
    yield
    run("SET LOCAL session_replication_role = origin")


@contextmanager
def without_constraint(table: str, name: str):
    """In its place stands one of the same name that allows everything."""
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
    run(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" CHECK (true)')
    yield


def somebody():
    return User.objects.order_by("pk").first()


def copy_of(row, **facts):
    """As another row."""
    row.pk = None
    row._state.adding = True
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


def second_file(person):
    """Another file of the same person, merged as the act of merging writes it."""
    other = PersonFactory(responsible=person.responsible)
    with without_guards():
        Merge.objects.create(
            person=other, into=person, reason="ta sama osoba", merged_by=somebody()
        )
        type(person).objects.filter(pk=other.pk).update(merged_into=person)
    other.refresh_from_db()
    return other


def open_days(**facts):
    """Days of months that are not closed."""
    months = PersonMonth.objects.exclude(state="closed").filter(lines=None)
    ids = [
        pk
        for month in months
        for pk in WorkDay.objects.filter(
            person=month.person_id,
            agreement=month.agreement_id,
            day__gte=month.month,
            day__lt=month.month + 31 * DAY,
        ).values_list("pk", flat=True)
    ]
    return WorkDay.objects.filter(pk__in=ids, **facts).order_by("pk")


# Hours


@breaks("psu_week")
def _():
    sums = (
        open_days(hours__gt=1)
        .annotate(month=TruncMonth("day"))
        .order_by()
        .values("person", "month")
        .annotate(hours=Sum("hours"))
        .order_by("hours")
    )
    least = sums.first()
    day = open_days(hours__gt=1, person=least["person"]).first()
    with without_guards():
        WorkDay.objects.filter(pk=day.pk).update(hours=11)


@breaks("psu_month")
def _():
    with without_guards():
        Agreement.objects.exclude(monthly_hours=None).update(monthly_hours=1)
        run("UPDATE psu_agreementannex SET monthly_hours = 1 WHERE monthly_hours IS NOT NULL")


@breaks("psu_year_days")
def _():
    with without_guards():
        Ceiling.objects.filter(regime__code="new").update(year_days=1)


def worked_referral():
    return Referral.objects.filter(work_days__hours__gt=0).order_by("pk").first()


@breaks("psu_referral_week")
def _():
    with without_guards():
        Referral.objects.filter(pk=worked_referral().pk).update(weekly_hours="0.25")


@breaks("psu_referral_month")
def _():
    with without_guards():
        Referral.objects.filter(pk=worked_referral().pk).update(monthly_hours="0.25")


def worked_agreement():
    return Agreement.objects.filter(pk=worked_referral().agreement_id)


@breaks("psu_agreement_total")
def _():
    with without_guards():
        run("UPDATE psu_agreementannex SET total_hours = 1")
        worked_agreement().update(total_hours=1)


@breaks("psu_past_month_with_days")
def _():
    agreement = worked_agreement().get()
    month = agreement.work_days.filter(hours__gt=0).first().day.replace(day=1)
    with without_guards():
        PastMonth.objects.create(
            agreement=agreement,
            month=month,
            persons=0,
            hours=0,
            amount=0,
            refund=0,
            entered_by=somebody(),
        )


@breaks("psu_agreement_persons")
def _():
    with without_guards():
        run("UPDATE psu_agreementannex SET persons = 1")
        worked_agreement().update(persons=1)


@breaks("psu_day_outside_referral")
def _():
    referral = worked_referral()
    first = referral.work_days.order_by("day").first()
    with without_guards():
        Referral.objects.filter(pk=referral.pk).update(starts_on=first.day + DAY)


@breaks("psu_day_outside_agreement")
def _():
    place = worked_referral().place_id
    with without_guards():
        run("DELETE FROM psu_agreementplace WHERE place_id = %s", place)


@breaks("psu_day_unprepared")
def _():
    with without_guards():
        Referral.objects.filter(pk=worked_referral().pk).update(ohs_on=None)


def absence():
    return open_days(hours=0).select_related("referral__person").first()


@breaks("psu_day_twice")
def _():
    day = absence()
    other = second_file(day.referral.person)
    with without_guards():
        referral = copy_of(day.referral, person=other)
        for area in Area.objects.filter(person=day.person_id, kind="psu"):
            copy_of(area, person=other)
        month = PersonMonth.objects.get(
            person=day.person_id, agreement=day.agreement_id, month=day.day.replace(day=1)
        )
        copy_of(month, person=other)
        copy_of(day, referral=referral, person=other)


@breaks("psu_day_of_another")
def _():
    day = absence()
    month = PersonMonth.objects.get(
        person=day.person_id, agreement=day.agreement_id, month=day.day.replace(day=1)
    )
    other = PersonFactory(responsible=somebody())
    with without_guards():
        copy_of(month, person=other)
        WorkDay.objects.filter(pk=day.pk).update(person=other)


@breaks("psu_day_without_month")
def _():
    day = absence()
    with without_guards():
        PersonMonth.objects.filter(person=day.person_id, month=day.day.replace(day=1)).delete()


@breaks("psu_area")
def _():
    with without_guards():
        areas = Area.objects.filter(person=worked_referral().person_id, kind="psu")
        areas.update(ends_on=F("starts_on"))


# Pay


@breaks("psu_pay_unequal")
def _():
    line = PayLine.objects.filter(person_month__state="closed", hours__gt=2).first()
    day = WorkDay.objects.filter(
        person=line.person_id, agreement=line.pay_list.agreement_id, hours__gt=1
    ).filter(day__gte=line.person_month.month, day__lt=line.person_month.month + 28 * DAY)
    with without_guards():
        WorkDay.objects.filter(pk=day.first().pk).update(hours=F("hours") - 1)


@breaks("psu_pay_rates")
def _():
    rate = PayLine.objects.first().agreed_rate_id
    with without_guards():
        AgreedRate.objects.filter(pk=rate).update(per_hour=F("per_hour") + 1)


@breaks("psu_pay_of_another")
def _():
    line = PayLine.objects.first()
    other = Referral.objects.exclude(person=line.person_id).first()
    with without_guards():
        PayLine.objects.filter(pk=line.pk).update(person=other.person_id)


@breaks("psu_refund_unequal")
def _():
    with without_guards():
        made = RefundApplication.objects.first()
        RefundApplication.objects.filter(pk=made.pk).update(hours=F("hours") + 1)


@breaks("psu_past_history")
def _():
    with without_triggers():
        one = PayList.objects.first()
        PayList.objects.filter(pk=one.pk).update(agreement_number="9/1999")


@breaks("psu_numbers")
def _():
    NumberSeries.objects.filter(kind="pay_list").update(last=F("last") + 1)


@breaks("psu_voided_alone")
def _():
    event = WorkEvent.objects.first()
    with without_constraint("psu_workevent", "work_event_voided_whole"), without_guards():
        WorkEvent.objects.filter(pk=event.pk).update(
            voided_at=timezone.now(), voided_by=event.reported_by, void_reason="pomyłka"
        )


# Files


@breaks("merge_chain")
def _():
    one, two = PersonFactory(responsible=somebody()), PersonFactory(responsible=somebody())
    second_file(one)
    with without_guards():
        Merge.objects.create(person=one, into=two, reason="ta sama", merged_by=somebody())
        type(one).objects.filter(pk=one.pk).update(merged_into=two)


@breaks("merge_unwritten")
def _():
    one, two = PersonFactory(responsible=somebody()), PersonFactory(responsible=somebody())
    with without_guards():
        type(one).objects.filter(pk=one.pk).update(merged_into=two)


def running_stay():
    return Participation.objects.filter(kind="contract", ends_on=None).order_by("pk").first()


@breaks("stay_twice")
def _():
    stay = running_stay()
    other = second_file(stay.person)
    with without_guards():
        Area.objects.filter(person=other).update(starts_on=stay.starts_on)
        copy_of(stay, person=other)


@breaks("main_category_twice")
def _():
    row = Eligibility.objects.filter(person=running_stay().person, is_main=True).first()
    other = second_file(row.person)
    with without_guards():
        copy_of(row, person=other)


@breaks("person_without_area")
def _():
    person = PersonFactory(responsible=somebody())
    Area.objects.filter(person=person).delete()


@breaks("stay_outside_area")
def _():
    stay = running_stay()
    with without_guards():
        Area.objects.filter(person=stay.person, kind="kis").update(starts_on=stay.starts_on + DAY)


@breaks("area_unlike_decision")
def _():
    person = PersonFactory(responsible=somebody())
    on = datetime.date(2026, 5, 4)
    decide(person, what="resigned", decided_on=on, reason="wyjazd", by=somebody())
    Area.objects.filter(person=person).update(ends_on=None)


@breaks("opening_too_long")
def opened_for_days():
    opening = CaseOpening.objects.order_by("pk").first()
    with without_guards():
        CaseOpening.objects.filter(pk=opening.pk).update(closes_at=opening.opened_at + 2 * DAY)


@breaks("category_not_in_law")
def _():
    row = running_stay().person.eligibilities.first()
    with without_guards():
        EligibilityCategory.objects.filter(pk=row.category_id).update(
            valid_from=row.established_on - 2 * DAY, valid_to=row.established_on - DAY
        )


@breaks("person_voided_alone")
def _():
    note = Note.objects.first()
    with without_constraint("participants_note", "note_voided_whole"), without_guards():
        Note.objects.filter(pk=note.pk).update(
            voided_at=timezone.now(), voided_by=note.author, void_reason="pomyłka"
        )


# Contracts and stays


def under_one_contract():
    """A stay that begins under one contract alone, with that contract."""
    stays = Participation.objects.filter(kind="contract", person__merged_into=None)
    for stay in stays.order_by("pk"):
        contracts = SocialContract.objects.binding().filter(person=stay.person)
        if contracts.filter(origin="made").count() == contracts.count() == 1:
            contract = contracts.get()
            if contract.last_day > stay.starts_on:
                return stay, contract
    raise AssertionError("no such stay")


@breaks("stay_without_contract")
def _():
    stay, contract = under_one_contract()
    with without_guards():
        SocialContract.objects.filter(pk=contract.pk).update(signed_on=stay.starts_on + DAY)


@breaks("stay_without_grounds")
def _():
    stay, _ = under_one_contract()
    with without_guards():
        BenefitCheck.objects.filter(person=stay.person).update(
            asked_on=stay.starts_on + DAY, ask_again_on=stay.starts_on + 2 * DAY
        )


@breaks("contract_on_another_print")
def _():
    _, contract = under_one_contract()
    with without_guards():
        contract.prints.filter(pk=contract.signed_print_id).update(
            voided_at=timezone.now(), voided_by=somebody()
        )


@breaks("signature_without_signing")
def _():
    with_stays = Participation.objects.values("person")
    signed = SocialContract.objects.filter(state="signed", origin="made").exclude(
        person__in=with_stays
    )
    contract = signed.exclude(signatures=None).first()
    with without_guards():
        SocialContract.objects.filter(pk=contract.pk).update(
            state="printed", signed_on=None, signed_by=None, signed_print=None
        )


@breaks("contract_past_history")
def _():
    _, contract = under_one_contract()
    with without_triggers():
        SocialContract.objects.filter(pk=contract.pk).update(main_goal="Inny cel niż na papierze")


@breaks("contract_twice")
def _():
    _, contract = under_one_contract()
    other = second_file(contract.person)
    with without_guards():
        paper = {"origin": "paper", "signed_print": None, "number": "P-1"}
        copy_of(contract, person=other, **paper)


@breaks("contract_numbers")
def _():
    NumberSeries.objects.filter(kind="social-contract").update(last=F("last") + 1)


@breaks("certificate_numbers")
def _():
    made, _ = NumberSeries.objects.get_or_create(kind="kis_certificate", year=2026)
    NumberSeries.objects.filter(pk=made.pk).update(last=F("last") + 1)


@breaks("contract_voided_alone")
def _():
    papers = SocialContract.objects.filter(origin="paper").exclude(
        person__in=Participation.objects.values("person")
    )
    contract = papers.first() or SocialContract.objects.filter(state="draft").first()
    with without_constraint("contracts_socialcontract", "contract_voided_whole"), without_guards():
        SocialContract.objects.filter(pk=contract.pk).update(
            voided_at=timezone.now(),
            voided_by=contract.signed_by or contract.created_by,
            void_reason="pomyłka",
        )


# Classes


@breaks("attendance_outside_stay")
def _():
    stranger = PersonFactory(responsible=somebody())
    mark = Attendance.objects.attending().first()
    with without_guards():
        Attendance.objects.filter(pk=mark.pk).update(person=stranger)


@breaks("placement_outside_stay")
def _():
    placement = Placement.objects.first()
    first = Participation.objects.filter(person=placement.person).earliest("starts_on").starts_on
    with without_guards():
        Placement.objects.filter(pk=placement.pk).update(starts_on=first - DAY)


@breaks("consultation_outside_stay")
def _():
    stay = Participation.objects.filter(ends_on=None).earliest("starts_on")
    talk = Consultation.objects.create(
        person=stay.person,
        kind=ActivityKind.objects.on(stay.starts_on).get(code="psycholog"),
        day=stay.starts_on,
        minutes=45,
        specialist="A. Nowak",
        author=somebody(),
        written_as="coordinator",
        written_at=timezone.now(),
    )
    first = Participation.objects.filter(person=stay.person).earliest("starts_on").starts_on
    with without_guards():
        Consultation.objects.filter(pk=talk.pk).update(day=first - DAY)


@breaks("scan_of_cancelled_meeting")
def _():
    meeting = Meeting.objects.filter(state="cancelled").first()
    with without_guards():
        MeetingScan.objects.create(
            meeting=meeting,
            document=Document.objects.first(),
            kept_by=meeting.leader,
            kept_at=timezone.now(),
        )


@breaks("activities_voided_alone")
def _():
    placement = Placement.objects.first()
    with without_constraint("activities_placement", "placement_voided_whole"), without_guards():
        Placement.objects.filter(pk=placement.pk).update(
            voided_at=timezone.now(), voided_by=placement.entered_by, void_reason="pomyłka"
        )


@breaks("reports_voided_alone")
def _():
    row = Grant.objects.first()
    with without_constraint("reports_grant", "grant_voided_whole"), without_guards():
        Grant.objects.filter(pk=row.pk).update(
            voided_at=timezone.now(), voided_by=row.entered_by, void_reason="pomyłka"
        )


@breaks("authorisations_voided_alone")
def _():
    row = Authorisation.objects.first()
    whole = without_constraint("accounts_authorisation", "authorisation_voided_whole")
    with whole, without_guards():
        Authorisation.objects.filter(pk=row.pk).update(
            voided_at=timezone.now(), voided_by=row.entered_by, void_reason="pomyłka"
        )


@breaks("inspection_dates")
def _():
    row = Inspection.objects.first()
    row.pk = None
    with without_constraint("accounts_inspection", "inspection_one_at_a_time"):
        row.save(force_insert=True)


@breaks("deputy_dates")
def _():
    absent, deputy, by = User.objects.order_by("pk")[:3]
    days = {"starts_on": datetime.date(2020, 1, 1), "ends_on": datetime.date(2020, 1, 9)}
    with without_constraint("accounts_deputy", "deputy_one_at_a_time"):
        for _ in range(2):
            Deputy.objects.create(
                absent=absent, deputy=deputy, entered_by=by, reason="urlop", **days
            )


@breaks("authorisation_dates")
def _():
    row = Authorisation.objects.first()
    row.pk, row.number = None, "drugie/2020"
    with without_constraint("accounts_authorisation", "authorisation_one_at_a_time"):
        row.save(force_insert=True)


# Papers and the keepers themselves


@breaks("document_bytes")
def _():
    paper = Document.objects.first()
    with without_guards():
        run(
            r"UPDATE documents_documentcontent SET content = content || '\x00'::bytea"
            " WHERE document_id = %s",
            paper.pk,
        )


@breaks("file_named_by_pesel")
def _():
    with without_guards():
        Document.objects.filter(pk=Document.objects.first().pk).update(name="81050401234.pdf")


def _sealed() -> AccessEntry:
    entry = AccessEntry.objects.create(user=User.objects.first(), act="view", kind="person")
    seal()
    return entry


@breaks("journal_sealed")
def _():
    entry = _sealed()
    with without_guards():
        AccessEntry.objects.filter(pk=entry.pk).update(act="print")


@breaks("journal_chain")
def _():
    _sealed()
    with without_guards():
        Seal.objects.update(chain="f" * 64)


@breaks("journal_waits")
def _():
    entry = AccessEntry.objects.create(user=User.objects.first(), act="view", kind="person")
    with without_guards():
        AccessEntry.objects.filter(pk=entry.pk).update(at=timezone.now() - 2 * HOUR)


@breaks("trigger_off")
def _():
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("ALTER TABLE participants_area DISABLE TRIGGER ALL")


@breaks("constraint_off")
def _():
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("ALTER TABLE participants_area DROP CONSTRAINT area_ends_after_start")


# People's rights to their data


@breaks("changed_while_restricted")
def _():
    """Of a person's row the leading worker alone may change."""
    restricted = Restriction.objects.in_force().get()
    with without_triggers():
        Restriction.pgh_event_model.objects.update(pgh_created_at=timezone.now() - HOUR)
    person = Person.objects.filter(pk=restricted.person_id)
    person.update(responsible=User.objects.exclude(pk=restricted.person.responsible_id).first())
    with without_guards():
        person.update(phone="600 100 200")


def _erased() -> Person:
    """One whose contract was printed; the list outside of the database is not written."""
    found = Print.objects.order_by("pk").first().contract.person
    erase([found.pk], Why(1, "OP.421.1.2020"), on=datetime.date(2026, 11, 20))
    return found


NOT_OUTSIDE = "erasure_not_outside"


@breaks("erased_data_left", NOT_OUTSIDE)
def _():
    found = _erased()
    with without_triggers():
        Person.objects.filter(pk=found.pk).update(phone="600 100 200")


@breaks("erased_paper_left", NOT_OUTSIDE)
def _():
    _erased()
    whole, sha = b"%PDF-1.7 kept\n", "sha256"
    paper = Print.objects.order_by("pk").first().document_id
    with without_triggers():
        DocumentContent.objects.filter(document=paper).update(content=whole)
        facts = {"size": len(whole), sha: hashlib.sha256(whole).hexdigest()}
        Document.objects.filter(pk=paper).update(**facts)


@breaks("erased_elsewhere_left", NOT_OUTSIDE)
def _():
    found = _erased()
    Draft.objects.create(
        user=somebody(),
        address=f"/osoby/{found.pk}/notatki/nowa/",
        window="a",
        content={"text": "x"},
        saved_at=timezone.now(),
    )


@breaks("erasure_unwritten")
def _():
    _erased()
    with without_triggers():
        Erasure.objects.all().delete()


@breaks(NOT_OUTSIDE)
def _():
    _erased()
