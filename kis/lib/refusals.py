"""Refusals of the database as Polish sentences, where a person can read them."""

import json
from collections.abc import Callable
from contextlib import contextmanager

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string
from psycopg.errors import DeadlockDetected, LockNotAvailable

from kis.lib.guards import ISOLATION, Sentences

BUSY = "Ktoś inny zapisuje teraz te same dane. Niczego nie zapisano: odczekaj chwilę i zapisz jeszcze raz."


class Refused(Exception):
    """An act that the rules do not allow; the text is a Polish sentence for the person at the screen."""


def _of_guards() -> Sentences:
    """By the name of the refusal; each guard says its own, as a constraint does."""
    found = dict(ISOLATION)
    for model in apps.get_models():
        for guard in getattr(model._meta, "triggers", []):
            named = getattr(guard, "sentences", {})
            found |= import_string(named) if isinstance(named, str) else named
    return found


SENTENCES = SimpleLazyObject(_of_guards)


def _of_constraints() -> dict[str, str]:
    return {
        constraint.name: constraint.get_violation_error_message()
        for model in apps.get_models()
        for constraint in model._meta.constraints
    }


CONSTRAINTS = SimpleLazyObject(_of_constraints)


def is_busy(error: Exception) -> bool:
    """Whether the database waited in vain for a row that somebody else is saving."""
    return isinstance(error.__cause__, (LockNotAvailable, DeadlockDetected))


def sentence(error: IntegrityError) -> str | None:
    """The sentence for a refusal of ours, None for any other fault.

    Django refuses some deletions itself, before the database is asked. Our guards put JSON into DETAIL.
    PostgreSQL's own constraints put the row's values there (a PESEL!): that text is neither shown nor logged.
    """
    if isinstance(error, ProtectedError | RestrictedError):
        return _still_used(error)
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    if name in SENTENCES:
        known = SENTENCES[name]
        return known if isinstance(known, str) else known(json.loads(diagnosis.message_detail))
    return CONSTRAINTS.get(name)


def _still_used(error: ProtectedError | RestrictedError) -> str:
    """By the names of the kinds alone: which rows they are may be somebody's secret."""
    is_protected = isinstance(error, ProtectedError)
    rows = error.protected_objects if is_protected else error.restricted_objects
    kinds = sorted({str(row._meta.verbose_name_plural) for row in rows})
    return (
        f"Nie można tego usunąć: korzystają z tego inne wpisy ({', '.join(kinds)}). "
        "Zostaw ten wpis albo usuń najpierw tamte."
    )


@contextmanager
def refused_by_database():
    """Run in a savepoint; a refusal of the database is raised again as Refused, with its sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        # From None: the cause quotes the values of the row, and a log would write them down.
        if text := sentence(error):
            raise Refused(text) from None
        raise
    except OperationalError as error:
        if is_busy(error):
            raise Refused(BUSY) from None
        raise


@contextmanager
def refusals(form):
    """Turn a refusal (of the database or of an act) into an error of the form; what was typed stays.

    The savepoint keeps the request's transaction usable. Ask `form.is_valid()` again behind the block.
    """
    try:
        with refused_by_database():
            yield
    except Refused as refusal:
        form.add_error(None, ValidationError(str(refusal)))


def carried_out(request, form, act: Callable[[], object]) -> bool:
    """Whether the form was posted, is sound, and its act went through; a refusal is an error of the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    with refusals(form):
        act()
    # Asked again: a refusal has become an error of the form.
    return form.is_valid()
