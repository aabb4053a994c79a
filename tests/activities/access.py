import datetime

from django.utils import timezone

from kis.activities.models import (
    Activity,
    AttendanceMonth,
    CalendarFeed,
    Consultation,
    Guest,
    Institution,
    MeetingScan,
    Placement,
)
from tests.access import (
    ASSISTANT,
    COORDINATOR,
    EVERYBODY,
    GET,
    HEAD,
    INSPECTOR,
    LEADER,
    POST,
    REGISTER,
    WORKER,
    Page,
)
from tests.activities.factories import ActivityFactory, KindFactory, MeetingFactory, enrol, mark
from tests.participants.made import scan

FORM = (GET, POST)
READERS = frozenset({WORKER, COORDINATOR, HEAD, INSPECTOR, LEADER})
DIRECTORY = READERS | {ASSISTANT}
WRITERS = frozenset({COORDINATOR})
OFFICE = frozenset({WORKER, COORDINATOR, HEAD, INSPECTOR})
CASE_WRITERS = frozenset({WORKER, COORDINATOR})
MONTH_READERS = frozenset({COORDINATOR, HEAD, INSPECTOR})
SHEET_READERS = frozenset({WORKER, COORDINATOR, HEAD, LEADER})
MARKERS = frozenset({COORDINATOR, LEADER})
# Within the stay of tests.contracts.access, before its break.
FIRST_DAY = datetime.date(2020, 9, 7)
MONTH = datetime.date(2020, 9, 1)
FAR = datetime.date(2098, 9, 1)
DAY = datetime.timedelta(days=1)


def records(known, users):
    """A group that `leader` leads, a meeting that took place and one that is still ahead."""
    ordinal = Activity.objects.count()
    kind = KindFactory(name=f"Warsztaty {ordinal}")
    group = ActivityFactory(kind=kind, leader=users.leader, starts_on=FIRST_DAY)
    held = MeetingFactory(activity=group, day=FIRST_DAY + ordinal * DAY)
    enrolment = enrol(group, known.person, users.coordinator, starts_on=FIRST_DAY)
    mark(held, known.person)
    return {
        "group": group,
        "enrolment": enrolment,
        "held_meeting": held,
        "coming_meeting": MeetingFactory(activity=group, day=FAR + ordinal * DAY),
        "placement": Placement.objects.create(
            person=known.person,
            kind=KindFactory(name=f"Staż {ordinal}", recorded_as="placement"),
            employer="Zakład Zieleni",
            work="ogrodnik",
            starts_on=FIRST_DAY,
            entered_by=users.worker,
        ),
        "institution": Institution.objects.create(
            name=f"Punkt porad {ordinal}", matters=["law"], offer="Porady.", phone="600100200"
        ),
        "consultation": consultation_of(known.person, group, users),
        "meeting_scan": MeetingScan.objects.create(
            meeting=held, document=scan(users.leader), kept_by=users.leader, kept_at=timezone.now()
        ),
        "attendance_month": AttendanceMonth.objects.get(
            activity=group, month=held.day.replace(day=1)
        ),
        "feed_token": CalendarFeed.objects.renew(_without_a_feed(users)),
        "guest": Guest.objects.create(meeting=held, name="kandydatka", noted_by=users.leader),
    }


def _without_a_feed(users):
    """A new address would close that of the records made before."""
    fed = CalendarFeed.objects.values_list("user", flat=True)
    return next(user for user in (users.leader, users.coordinator) if user.pk not in fed)


def consultation_of(person, group, users):
    return Consultation.objects.create(
        person=person,
        activity=group,
        day=FIRST_DAY,
        minutes=45,
        specialist="E. Wrzos",
        note="Rozmowa.",
        author=users.leader,
        written_as="leader",
        written_at=timezone.now(),
    )


def of_person(records):
    return [records.person.pk]


def of_group(records):
    return [records.group.pk]


def of_group_review(records):
    return [records.group.pk, MONTH]


def of_held(records):
    return [records.held_meeting.pk]


def of_coming(records):
    return [records.coming_meeting.pk]


def of_person_month(records):
    return [records.person.pk, FIRST_DAY.replace(day=1)]


def of_group_month(records):
    return [records.group.pk, FIRST_DAY.replace(day=1)]


def of_held_day(records):
    return [records.held_meeting.day]


def of_placement(records):
    return [records.person.pk, records.placement.pk]


def of_institution(records):
    return [records.institution.pk]


def of_meeting_scan(records):
    return [records.held_meeting.pk, records.meeting_scan.pk]


def about(name, roles, arguments, methods=(GET,)):
    """Of no person: which names it shows is each page's own to say."""
    return Page(f"activities:{name}", roles, methods, arguments=arguments, scoped=False)


PAGES = [
    Page("activities:person", REGISTER, arguments=of_person),
    Page("activities:timetable", READERS),
    about("week", READERS, lambda records: [FIRST_DAY]),
    Page("activities:groups", READERS),
    Page("activities:activity_new", WRITERS, FORM),
    about("activity", READERS, of_group),
    about("activity_edit", WRITERS, of_group, FORM),
    about("enrol", WRITERS, of_group, FORM),
    Page(
        "activities:enrolment_end",
        WRITERS,
        FORM,
        arguments=lambda records: [records.group.pk, records.enrolment.pk],
    ),
    Page("activities:last_month", MONTH_READERS),
    about("month", MONTH_READERS, lambda records: [MONTH]),
    about("month_approve", WRITERS, lambda records: [MONTH], (POST,)),
    about("month_reopen", WRITERS, lambda records: [records.attendance_month.pk], FORM),
    about("group_review", MONTH_READERS, of_group_review),
    about("group_approve", WRITERS, of_group_review, FORM),
    about("consultations", READERS, of_group),
    about("consultation_new", MARKERS, of_group, FORM),
    Page(
        "activities:consultation_edit",
        frozenset({LEADER}),
        FORM,
        arguments=lambda records: [records.consultation.pk],
        scoped=False,
        strangers=WRITERS,  # whoever did not write it
    ),
    Page("activities:consultation_of_person", WRITERS, FORM, arguments=of_person),
    Page(
        "activities:consultation_void",
        CASE_WRITERS,
        FORM,
        arguments=lambda records: [records.person.pk, records.consultation.pk],
    ),
    Page("activities:placements", OFFICE),
    Page("activities:placement_new", CASE_WRITERS, FORM, arguments=of_person),
    Page("activities:placement_edit", CASE_WRITERS, FORM, arguments=of_placement),
    Page("activities:placement_end", CASE_WRITERS, FORM, arguments=of_placement),
    Page("activities:placement_void", CASE_WRITERS, FORM, arguments=of_placement),
    Page("activities:institutions", DIRECTORY),
    Page("activities:institution_new", CASE_WRITERS, FORM),
    about("institution", DIRECTORY, of_institution),
    about("institution_edit", CASE_WRITERS, of_institution, FORM),
    about("institution_check", CASE_WRITERS, of_institution, (POST,)),
    about("institution_slip", DIRECTORY, of_institution),
    Page("activities:find_sheet", READERS),
    about("day", READERS, of_held_day),
    about("day_sheet", READERS, of_held_day),
    about("meeting_sheet", READERS, of_held),
    about("group_month", READERS, of_group_month),
    about("month_sheet", READERS, of_group_month),
    about("month_register", READERS, of_group_month),
    Page("activities:person_card", REGISTER, arguments=of_person_month),
    Page("activities:services", REGISTER, arguments=of_person),
    Page(
        "activities:services_card",
        REGISTER,
        arguments=lambda records: [records.person.pk, FIRST_DAY, FIRST_DAY + 30 * DAY],
    ),
    about("week_plan", READERS, of_held_day),
    about("month_plan", READERS, lambda records: [FIRST_DAY]),
    Page("activities:calendar", READERS),
    about("calendar_month", READERS, lambda records: [FIRST_DAY]),
    Page("activities:person_plan", REGISTER, arguments=of_person_month),
    Page("activities:telephone", READERS),
    Page("activities:telephone_new", READERS, (POST,)),
    Page("activities:telephone_off", READERS, (POST,)),
    Page(
        "activities:feed",
        EVERYBODY,
        arguments=lambda records: [records.feed_token],
        scoped=False,
        anonymous=True,
    ),
    about("meetings_new", WRITERS, of_group, FORM),
    about("meeting", READERS, of_held),
    about("meeting_change", WRITERS, of_coming, FORM),
    about("meeting_cancel", WRITERS, of_coming, FORM),
    about("mark_all", MARKERS, of_held, (POST,)),
    about("mark", MARKERS, lambda records: [records.held_meeting.pk, records.person.pk], (POST,)),
    about("scan_new", MARKERS, of_held, FORM),
    about("scan", SHEET_READERS, of_meeting_scan),
    about("scan_void", SHEET_READERS - {HEAD}, of_meeting_scan, FORM),
    about("topic", MARKERS, of_held, FORM),
    about("guest_new", MARKERS, of_held, (POST,)),
    about(
        "guest_remove",
        MARKERS,
        lambda records: [records.held_meeting.pk, records.guest.pk],
        (POST,),
    ),
]
