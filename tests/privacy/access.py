import datetime

from django.utils import timezone

from kis.documents.models import Export, ExportItem
from kis.documents.models.export import KEPT_FOR
from kis.privacy.models import DataRequest, Destruction, DestructionItem
from participants.models import Restriction
from tests.access import CONTENT, COORDINATOR, GET, HEAD, OFFICER, POST, WORKER, Page
from tests.factories import PersonFactory

READERS = frozenset({WORKER, COORDINATOR, HEAD})
WRITERS = frozenset({WORKER, COORDINATOR})
OFFICE = frozenset({OFFICER, COORDINATOR, HEAD, CONTENT})


def records(known, users):
    now = timezone.now()
    export = Export.objects.create(
        kind="person-copy",
        title="Kopia danych",
        created_by=users.coordinator,
        created_at=now,
        expires_at=now + KEPT_FOR,
    )
    made = ExportItem.objects.create(
        export=export, title="PDF", name="kopia.pdf", person_number=known.person.pk
    )
    made.finish(b"%PDF-1.7", {"people": [known.person.pk]})
    asked = DataRequest.objects.create(
        person=known.person,
        kind="copy",
        way="person",
        received_on=datetime.date(2026, 11, 2),
        identified_by="dowód osobisty",
        noted_by=users.worker,
    )
    restriction = Restriction.objects.create(
        person=PersonFactory(responsible=users.worker),
        ground="accuracy",
        reason="Adres.",
        starts_on=datetime.date(2026, 11, 2),
        imposed_by=users.coordinator,
    )
    listed = Destruction.objects.create(
        proposed_on=datetime.date(2026, 11, 2), proposed_by=users.system
    )
    item = DestructionItem.objects.create(
        destruction=listed,
        person=known.person,
        symbol="B10",
        ended_on=datetime.date(2015, 6, 30),
        due_from=datetime.date(2026, 1, 1),
    )
    return {
        "restriction": restriction,
        "destruction": listed,
        "destruction_item": item,
        "copy": export,
        "copy_item": made,
        "data_request": asked,
    }


def of_person(records):
    return [records.person.pk]


def of_request(records):
    return [records.person.pk, records.data_request.pk]


def of_copy(records):
    return [records.copy.pk]


def of_item(records):
    return [records.copy.pk, records.copy_item.pk]


def of_restriction(records):
    return [records.restriction.person_id, records.restriction.pk]


def of_list(records):
    return [records.destruction.pk]


def of_list_item(records):
    return [records.destruction.pk, records.destruction_item.pk]


RETENTION = frozenset({OFFICER, COORDINATOR, HEAD})
LIST = {"arguments": of_list, "scoped": False}
CASE = {"arguments": of_person, "own_cases": True}
# An order is its author's alone, here the coordinator's.
ORDER = {"scoped": False, "strangers": frozenset({WORKER})}

PAGES = [
    Page("privacy:person", READERS, arguments=of_person),
    Page("privacy:request_new", WRITERS, (GET, POST), **CASE),
    Page("privacy:request_answer", WRITERS, (GET, POST), of_request, own_cases=True),
    Page("privacy:request_prolong", WRITERS, (GET, POST), of_request, own_cases=True),
    Page("privacy:copy_new", WRITERS, (GET, POST), **CASE),
    Page("privacy:copy_order", frozenset({COORDINATOR}), arguments=of_copy, **ORDER),
    Page("privacy:copy_archive", frozenset({COORDINATOR}), arguments=of_copy, **ORDER),
    Page(
        "privacy:copy_download",
        frozenset({COORDINATOR}),
        arguments=of_item,
        **ORDER,
    ),
    Page("privacy:restriction_new", frozenset({COORDINATOR}), (GET, POST), of_person),
    Page(
        "privacy:restriction_lift",
        frozenset({COORDINATOR}),
        (GET, POST),
        of_restriction,
        scoped=False,
    ),
    Page("privacy:information", OFFICE),
    Page("privacy:retention", RETENTION),
    Page("privacy:left", RETENTION),
    Page("privacy:destruction_new", frozenset({COORDINATOR}), (GET, POST)),
    Page("privacy:destruction", RETENTION, **LIST),
    Page("privacy:destruction_print", RETENTION, **LIST),
    Page("privacy:destruction_withdraw", frozenset({COORDINATOR, HEAD}), (GET, POST), **LIST),
    Page("privacy:destruction_approve", frozenset({HEAD}), (GET, POST), **LIST),
    Page(
        "privacy:item_leave_out",
        frozenset({COORDINATOR}),
        (GET, POST),
        of_list_item,
        scoped=False,
    ),
    Page("privacy:start", OFFICE),
    Page("privacy:register", OFFICE),
    Page("privacy:register_print", OFFICE),
]
