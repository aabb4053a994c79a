"""A real worker that dies half way through a package leaves no half of it, and another makes the rest."""

import datetime
import io
import signal

import pypdf
import pytest
from django.utils import timezone

from kis.documents.models import Document, ExportItem
from kis.documents.ordering import order_papers
from kis.inspection.package.kind import InspectionPackage
from tests.documents.orders import wait_until, worker
from tests.factories import PersonFactory
from tests.participants.made import stay

pytestmark = pytest.mark.django_db(transaction=True)
D = datetime.date
FIRST, LAST = D(2026, 1, 1), D(2026, 6, 30)
PEOPLE = 4
PROGRAM = {"DJANGO_SETTINGS_MODULE": "kis.settings"}  # with its own kinds of papers


def done():
    return ExportItem.objects.done().count()


def order(people, by):
    kind = InspectionPackage()
    return order_papers(kind, "Pakiet", kind.wanted(people, FIRST, LAST), by=by, at=timezone.now())


def test_a_package_is_whole_though_its_worker_was_killed(users, centre, tmp_path):
    people = [PersonFactory(responsible=users.worker) for _ in range(PEOPLE)]
    for person in people:
        stay(person, D(2026, 3, 2))
    kept = Document.objects.count()
    export = order(people, users.coordinator)
    with worker(tmp_path, **PROGRAM) as first:
        wait_until(lambda: done() >= 1)
        first.send_signal(signal.SIGKILL)
        first.wait()
    before = dict(ExportItem.objects.done().values_list("pk", "content"))
    assert 1 <= len(before) < PEOPLE + 1
    last = export.items.get(comes_last=True)
    assert (last.state, last.content) == ("waiting", None)
    assert not ExportItem.objects.exclude(state="done").exclude(content=None).exists()

    with worker(tmp_path, **PROGRAM):
        wait_until(lambda: done() == PEOPLE + 1)

    assert before.items() <= dict(ExportItem.objects.values_list("pk", "content")).items()
    whole = pypdf.PdfReader(io.BytesIO(export.items.get(comes_last=True).paper))
    text = " ".join(page.extract_text() for page in whole.pages)
    assert all(person.last_name in text for person in people)
    # Ordered once more, it is made once more.
    again = order(people, users.coordinator)
    with worker(tmp_path, **PROGRAM):
        wait_until(lambda: again.items.done().count() == PEOPLE + 1)
    assert Document.objects.count() == kept
