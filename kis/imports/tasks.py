"""What a worker does with a list. Where one was killed, the act is begun anew: nothing stays half done."""

import datetime
import logging
from collections.abc import Callable

import pghistory
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kis.imports import accepting, staging, taking_back
from kis.imports.models import ImportFile
from kis.lib.refusals import Refused

State = ImportFile.State
RIGHT = "imports.write_import"
KEPT_FOR = datetime.timedelta(days=30)
FAULT = "Nie udało się przez błąd programu. Niczego nie zapisano: zawiadom administratora systemu."
NOT_ANY_MORE = "Osoba, która to zleciła, nie ma już do tego uprawnienia."
# The database may be away for a while.
AGAIN = RetryStrategy(wait=10, retry_exceptions=[OperationalError, InterfaceError])

logger = logging.getLogger(__name__)


@app.task(name="check_import", retry=AGAIN)
def check_import(file: int, again: bool = False) -> None:
    act = staging.check_again if again else staging.check_file
    _work(file, State.CHECKING, act, back_to=State.CHECKED if again else State.NEW)


@app.task(name="accept_import", retry=AGAIN)
def accept_import(file: int) -> None:
    _work(file, State.ACCEPTING, accepting.accept, back_to=State.CHECKED)


@app.task(name="take_back_import", retry=AGAIN)
def take_back_import(file: int) -> None:
    _work(file, State.TAKING_BACK, taking_back.take_back, back_to=State.ACCEPTED)


def _work(number: int, state: str, act: Callable, *, back_to: str) -> None:
    file = ImportFile.objects.filter(pk=number, state=state).select_related("settled_by").first()
    if file is None:  # settled by another worker, or given up
        return
    by = file.settled_by
    if file.taken_back_at:  # it is tried again
        back_to = State.TAKEN_BACK
    if not (by.is_active and by.has_perm(RIGHT)):
        _give_back(file, back_to, NOT_ANY_MORE)
        return
    try:
        with pghistory.context(user=by.pk):
            act(file, on=timezone.localdate())
    except Refused as refusal:
        _give_back(file, back_to, str(refusal))
    except (OperationalError, InterfaceError):  # the database's trouble: tried again
        raise
    except Exception:
        logger.exception("import file %s", number)
        _give_back(file, back_to, FAULT)


def _give_back(file: ImportFile, state: str, why: str) -> None:
    ImportFile.objects.filter(pk=file.pk).update(state=state, why=why)


def defer_check(file: ImportFile, *, again: bool = False) -> None:
    """Within the transaction that writes the order: rolled back, it leaves no job."""
    _locked(check_import, file).defer(file=file.pk, again=again)


def defer_accept(file: ImportFile) -> None:
    _locked(accept_import, file).defer(file=file.pk)


def defer_take_back(file: ImportFile) -> None:
    _locked(take_back_import, file).defer(file=file.pk)


def _locked(task, file: ImportFile):
    return task.configure(lock=f"import {file.pk}")


@app.periodic(cron="17 3 * * *")
@app.task(name="drop_old_imports", queueing_lock="drop_old_imports", pass_context=False)
def drop_old_imports(timestamp: int) -> None:
    """Lists that nobody accepted: what people typed of others does not lie about.

    No setting of the centre, as the life of a draft and of a file to take away is none: longer would keep
    health and PESEL outside the files of people, where no retention rule finds them. The file itself is the
    office's; whoever is late reads it again.
    """
    before = timezone.now() - KEPT_FOR
    old = ImportFile.objects.filter(state__in=[State.NEW, State.CHECKED], created_at__lt=before)
    for file in old:
        accepting.drop(file)
