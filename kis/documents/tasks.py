"""What the workers of `manage.py procrastinate worker` do."""

import datetime
import time

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateWorker

from kis.documents.making import make_papers
from kis.documents.models import Export

# One order's turn; then the next in the queue has its own, so that a small one does not wait for a large one.
TURN_SECONDS = 10
# Of one order at most so many workers make papers at once.
MOST_WORKERS = 4
BEFORE_PAPERS = 10


@app.task(
    name="make_papers",
    pass_context=True,
    # The database may be away for a while.
    retry=RetryStrategy(max_attempts=10, exponential_wait=2),
)
def make_papers_of(context, export: int) -> None:
    found = Export.objects.select_related("created_by").filter(pk=export).first()
    if found is None:
        return
    end = time.monotonic() + TURN_SECONDS
    is_left = make_papers(
        found, goes_on=lambda: time.monotonic() < end and not context.should_abort()
    )
    # Its turn is over, or the worker is told to stop.
    if is_left:
        make_papers_of.defer(export=export)


def defer_papers(export: Export, count: int) -> None:
    """Within the transaction that writes the order: rolled back, it leaves no job."""
    for _ in range(min(count, MOST_WORKERS)):
        make_papers_of.defer(export=export.pk)


@app.periodic(cron="* * * * * */5")  # the seconds come last
@app.task(name="retry_stalled", queueing_lock="retry_stalled", priority=BEFORE_PAPERS)
async def retry_stalled(timestamp: int) -> None:
    """What a killed worker had in hand goes back into the queue."""
    stalled = await app.job_manager.get_stalled_jobs(
        seconds_since_heartbeat=settings.WORKER_SILENT_SECONDS
    )
    for job in stalled:
        await app.job_manager.retry_job(job)


def is_anybody_working(at: datetime.datetime) -> bool:
    """Whether a worker was heard of lately."""
    lately = at - datetime.timedelta(seconds=settings.WORKER_SILENT_SECONDS)
    return ProcrastinateWorker.objects.filter(last_heartbeat__gte=lately).exists()
