"""Orders of many papers: the rules, and what a worker does with them, called directly."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from kis.documents import making
from kis.documents.making import make_papers
from kis.documents.models import Document, Export, ExportItem
from kis.documents.ordering import REMEMBERED_FOR, sweep
from kis.documents.tasks import MOST_WORKERS, make_papers_of
from kis.lib.refusals import Refused
from tests.documents.orders import FORBIDDEN, Papers, order, wanted
from tests.refused import refused

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 11, 19, 10, 30, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    monkeypatch.setattr(making, "kinds", lambda: {"test-papers": Papers()})


@pytest.fixture(autouse=True)
def _moment():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def ordered(users):
    def make(*papers, at=AT):
        return order(Papers(), users.worker, list(papers) or wanted(3), at=at)

    return make


def made(export, goes_on=lambda: True):
    return make_papers(export, goes_on=goes_on)


def states(export):
    return list(export.items.values_list("state", flat=True))


# ordering


def test_an_order_has_a_row_a_paper_and_a_job_for_each_worker_that_may_help(ordered):
    export = ordered(*wanted(30))
    assert export.items.waiting().count() == 30
    assert ProcrastinateJob.objects.filter(args={"export": export.pk}).count() == MOST_WORKERS


def test_one_paper_needs_one_worker(ordered):
    ordered(*wanted(1))
    assert ProcrastinateJob.objects.count() == 1


def test_an_order_that_is_rolled_back_leaves_no_job(ordered):
    with transaction.atomic():
        ordered()
        assert ProcrastinateJob.objects.exists()
        transaction.set_rollback(True)
    assert not ProcrastinateJob.objects.exists()


def test_nothing_is_no_order(users):
    with pytest.raises(Refused, match="Nie ma żadnego pisma"):
        order(Papers(), users.worker, [])
    assert not Export.objects.exists()


def test_two_papers_of_one_name_are_told_apart(ordered):
    export = ordered(*wanted(1), *wanted(1), *wanted(2))
    names = set(export.items.values_list("name", flat=True))
    assert names == {"pismo-1.pdf", "pismo-1-2.pdf", "pismo-1-3.pdf", "pismo-2.pdf"}


def test_a_result_is_its_authors_alone(ordered, users):
    export = ordered()
    assert list(Export.objects.of(users.worker)) == [export]
    assert not Export.objects.of(users.head).exists()


# making


def test_all_that_waits_is_made(ordered):
    export = ordered()
    assert made(export) is False
    assert states(export) == ["done"] * 3
    assert [item.paper for item in export.items.all()] == [b"1"] * 3


def test_a_kept_paper_is_pointed_to_not_copied(ordered, users, monkeypatch):
    kept = Document.objects.keep(
        kind="scan", name="s.pdf", content=b"%PDF-", content_type="application/pdf", by=users.worker
    )
    monkeypatch.setattr(Papers, "make", lambda self, item, user, on: kept)
    export = ordered()
    made(export)
    item = export.items.first()
    assert (item.document, item.content, item.paper) == (kept, None, b"%PDF-")


@pytest.mark.parametrize(
    ("facts", "why"),
    [({"refused": "Skróć tekst."}, "Skróć tekst."), ({"fault": True}, making.FAULT)],
)
def test_a_paper_that_fails_says_why_and_the_rest_goes_on(ordered, facts, why):
    export = ordered(*wanted(2)[:1], *wanted(1, **facts), *wanted(3)[2:])
    made(export)
    assert states(export) == ["done", "failed", "done"]
    assert export.items.failed().get().why == why


def test_what_the_user_may_no_longer_read_is_not_made(ordered):
    papers = wanted(2)
    export = ordered(papers[0], *[one for one in wanted(FORBIDDEN) if one.person == FORBIDDEN])
    made(export)
    assert states(export) == ["done", "failed"]
    assert export.items.failed().get().why == making.NOT_READABLE


def test_nothing_is_made_for_an_account_that_was_closed(ordered, users):
    export = ordered()
    users.worker.is_active = False
    users.worker.save()
    made(Export.objects.get(pk=export.pk))
    assert states(export) == ["failed"] * 3


def test_trouble_of_the_database_is_no_fault_of_the_paper(ordered, monkeypatch):
    def away(self, item, user, on):
        raise OperationalError

    monkeypatch.setattr(Papers, "make", away)
    export = ordered()
    with pytest.raises(OperationalError), transaction.atomic():
        made(export)
    assert states(export) == ["waiting"] * 3


def test_a_worker_ends_after_the_paper_in_hand_and_says_that_some_are_left(ordered):
    export = ordered()
    turns = iter([True, False])
    assert made(export, lambda: next(turns)) is True
    assert states(export) == ["done", "waiting", "waiting"]


def test_a_paper_on_which_workers_died_three_times_is_left_out(ordered):
    export = ordered()
    export.items.filter(pk=export.items.first().pk).update(attempts=making.MOST_ATTEMPTS)
    made(export)
    assert states(export) == ["failed", "done", "done"]
    assert export.items.failed().get().why == making.DIED


def test_what_was_tried_before_comes_last(ordered):
    export = ordered()
    export.items.filter(pk=export.items.first().pk).update(attempts=1)
    turns = iter([True, True, False])
    made(export, lambda: next(turns))
    assert states(export) == ["waiting", "done", "done"]


def test_what_is_made_is_not_made_again(ordered):
    export = ordered()
    made(export)
    with refused("export_item_settled_once"):
        export.items.first().finish(b"inne")
    with refused("export_item_settled_once"):
        export.items.first().fail("inny powód")


def test_a_paper_is_exchanged_for_no_other(ordered):
    with refused("export_item_is_kept"):
        ordered().items.update(person_number=77)


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "done"},
        {"state": "failed"},
        {"state": "waiting", "content": b"1"},
        {"state": "failed", "content": b"1", "why": "nie"},
        {"state": "done", "content": b"1", "why": "nie"},
    ],
)
def test_a_made_paper_has_bytes_and_a_failed_one_a_reason(ordered, facts):
    export = ordered()
    with pytest.raises(IntegrityError, match="export_item_settled_whole"), transaction.atomic():
        ExportItem.objects.create(export=export, title="x", name="x.pdf", **facts)


# the task


class Told:
    """As procrastinate's context."""

    def __init__(self, *, to_stop=False):
        self.to_stop = to_stop

    def should_abort(self):
        return self.to_stop


def test_the_task_makes_an_order_and_leaves_no_job_behind_it(ordered):
    export = ordered()
    before = ProcrastinateJob.objects.count()
    make_papers_of(Told(), export=export.pk)
    assert states(export) == ["done"] * 3
    assert ProcrastinateJob.objects.count() == before


def test_one_whose_turn_is_over_goes_behind_the_others(ordered, monkeypatch):
    monkeypatch.setattr("kis.documents.tasks.TURN_SECONDS", -1)
    export = ordered()
    before = ProcrastinateJob.objects.count()
    make_papers_of(Told(), export=export.pk)
    assert ProcrastinateJob.objects.count() == before + 1


def test_a_worker_that_is_told_to_stop_leaves_the_rest_in_the_queue(ordered):
    export = ordered()
    before = ProcrastinateJob.objects.count()
    make_papers_of(Told(to_stop=True), export=export.pk)
    assert states(export) == ["waiting"] * 3
    assert ProcrastinateJob.objects.count() == before + 1


def test_a_job_of_an_order_that_is_gone_does_nothing(db):
    make_papers_of(Told(), export=1)


# expiry


@pytest.mark.parametrize(("hours", "is_expired"), [(47.99, False), (48, True), (49, True)])
def test_a_result_is_kept_for_forty_eight_hours(ordered, hours, is_expired):
    export, then = ordered(), AT + hours * HOUR
    assert export.is_expired(then) == is_expired
    assert Export.objects.expired(then).exists() == is_expired


def test_no_result_lives_longer(users):
    with pytest.raises(IntegrityError, match="export_expires_in_time"), transaction.atomic():
        Export.objects.create(
            kind="x", title="x", created_by=users.worker, created_at=AT, expires_at=AT + 49 * HOUR
        )


def test_its_end_is_not_put_off(ordered):
    with refused("export_is_kept"):
        Export.objects.filter(pk=ordered().pk).update(created_at=AT + HOUR)


def test_nothing_is_made_after_its_end(ordered):
    export = ordered(at=AT - 48 * HOUR)
    assert made(export) is False
    assert states(export) == ["waiting"] * 3


def test_the_papers_of_expired_orders_are_swept_and_the_order_says_for_a_month_that_it_was(ordered):
    old, fresh = ordered(at=AT - 49 * HOUR), ordered()
    assert sweep(AT) == 3
    assert (old.items.count(), fresh.items.count()) == (0, 3)
    sweep(AT + REMEMBERED_FOR)
    assert list(Export.objects.all()) == [fresh]


def test_a_kept_paper_outlives_the_order(ordered, users, monkeypatch):
    kept = Document.objects.keep(
        kind="scan", name="s.pdf", content=b"%PDF-", content_type="application/pdf", by=users.worker
    )
    monkeypatch.setattr(Papers, "make", lambda self, item, user, on: kept)
    made(ordered())
    sweep(timezone.now() + 49 * HOUR)
    assert Document.objects.get(pk=kept.pk).content == b"%PDF-"
