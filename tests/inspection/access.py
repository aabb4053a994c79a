import datetime

from django.core import signing
from django.utils import timezone

from kis.documents.models import Export
from kis.documents.models.export import KEPT_FOR
from kis.lib.table_files import SIGNED_AS
from tests.access import COORDINATOR, EVERYBODY, GET, HEAD, INSPECTOR, POST, Page
from tests.accounts.authorised import inspect

WRITERS = frozenset({COORDINATOR, HEAD})
READERS = frozenset({COORDINATOR, HEAD, INSPECTOR})


def records(known, users):
    now = timezone.now()
    year = 1000 + known.person.pk % 900
    days = {"starts_on": datetime.date(year, 1, 1), "ends_on": datetime.date(year, 12, 31)}
    return {
        "inspection": inspect(users.inspector, by=users.coordinator, **days),
        "prepared_file": Export.objects.create(
            kind="long-list",
            title="Osoby (CSV)",
            created_by=users.coordinator,
            created_at=now,
            expires_at=now + KEPT_FOR,
        ),
    }


def of_chain(records):
    return ["psu-droga-osoby"]


def of_long_list(records):
    """What a list that is too long signs."""
    told = {"address": "/osoby/tabela/?plik=csv", "title": "Osoby", "why": "Lista jest długa."}
    return [signing.dumps(told, salt=SIGNED_AS)]


def of_inspection(records):
    return [records.inspection.pk]


def of_order(records):
    return [records.prepared_file.pk]


# An order is its author's alone.
OWN = frozenset({COORDINATOR})
OTHERS = EVERYBODY - OWN

PAGES = [
    Page("inspection:start", READERS),
    Page("inspection:completeness", READERS),
    Page("inspection:completeness_print", READERS),
    Page("inspection:answer", READERS, arguments=of_chain, scoped=False),
    Page("inspection:answer_print", READERS, arguments=of_chain, scoped=False),
    Page("inspection:package_new", frozenset({COORDINATOR, HEAD}), (GET, POST)),
    Page("inspection:inspections", WRITERS),
    Page("inspection:inspection_new", WRITERS, (GET, POST)),
    Page("inspection:inspection", WRITERS, (GET, POST), arguments=of_inspection, scoped=False),
    Page("inspection:inspection_close", WRITERS, (POST,), arguments=of_inspection, scoped=False),
    Page("inspection:orders", EVERYBODY),
    Page("inspection:file_new", EVERYBODY, (GET, POST), arguments=of_long_list, scoped=False),
    Page("inspection:order", OWN, arguments=of_order, scoped=False, strangers=OTHERS),
    Page("inspection:order_download", OWN, arguments=of_order, scoped=False, strangers=OTHERS),
]
