import datetime

from django.utils import timezone

from kis.documents.models import Export, ExportItem
from kis.documents.models.export import KEPT_FOR
from kis.privacy.models import DataRequest
from tests.access import CONTENT, COORDINATOR, GET, HEAD, OFFICER, POST, WORKER, Page

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
    item = ExportItem.objects.create(
        export=export, title="PDF", name="kopia.pdf", person_number=known.person.pk
    )
    item.finish(b"%PDF-1.7", {"people": [known.person.pk]})
    asked = DataRequest.objects.create(
        person=known.person,
        kind="copy",
        way="person",
        received_on=datetime.date(2026, 11, 2),
        identified_by="dowód osobisty",
        noted_by=users.worker,
    )
    return {"copy": export, "copy_item": item, "data_request": asked}


def of_person(records):
    return [records.person.pk]


def of_request(records):
    return [records.person.pk, records.data_request.pk]


def of_copy(records):
    return [records.copy.pk]


def of_item(records):
    return [records.copy.pk, records.copy_item.pk]


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
    Page(
        "privacy:copy_download",
        frozenset({COORDINATOR}),
        arguments=of_item,
        **ORDER,
    ),
    Page("privacy:start", OFFICE),
    Page("privacy:register", OFFICE),
    Page("privacy:register_print", OFFICE),
]
