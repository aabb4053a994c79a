"""Printed papers: a template and its facts into the bytes of an archival, tagged PDF."""

import datetime
import multiprocessing
import os
import threading
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from pebble import ProcessExpired, ProcessPool

from kis.lib.money import NBSP
from kis.lib.paper_press import (
    ForbiddenReference,
    UnprintableCharacters,
    typeset,
    typeset_set,
    warm_up,
)
from kis.lib.refusals import Refused

STYLE = settings.BASE_DIR / "static" / "print.css"


class TimeLimit(Refused):
    """The paper was not ready in time; nothing of it was kept."""


class PaperWarning(UserWarning):
    """A fault of a paper's template: a picture without description, an unknown style. Tests fail on it."""


@dataclass(frozen=True)
class Paper:
    """What a template knows of the paper it is: `{{ paper.name }}`, and the line in its foot."""

    name: str
    made_at: datetime.datetime
    code: str
    copy: int
    copies: int

    @property
    def foot(self) -> str:
        """Kontrakt socjalny 27/2026 · egzemplarz 1/2 · kod wydruku A7F2"""
        parts = [
            self.name,
            # In one word, for the press looks for it.
            f"egzemplarz{NBSP}{self.copy}/{self.copies}" if self.copies > 1 else "",
            f"kod wydruku {self.code}" if self.code else "",
        ]
        return " · ".join(part for part in parts if part)

    @property
    def moment(self) -> str:
        return timezone.localtime(self.made_at).isoformat(timespec="seconds")


def render_paper(
    template_name: str,
    context: Mapping[str, Any],
    *,
    name: str,
    made_at: datetime.datetime,
    code: str = "",
    copies: int = 1,
    seconds: float | None = None,
) -> bytes:
    """The PDF of a template that extends `base_print.html`; it claims PDF/A-2a and PDF/UA-1.

    `name` stands in the foot and in the window's title. `made_at` is an aware moment kept with the record:
    the same facts and the same moment give the same bytes. `code` is the print code. With `copies` the file
    holds that many copies, each numbered and with page numbers of its own.

    Raises Refused: for a reference to anything outside the paper and for letters that no font here has;
    TimeLimit after `seconds` (`PAPER_SECONDS` unless given: a job may wait longer). Hold no lock on a number
    series meanwhile.
    """
    papers = [Paper(name, made_at, code, copy, copies) for copy in range(1, copies + 1)]
    pages = [render_to_string(template_name, {**context, "paper": paper}) for paper in papers]
    return _sound(*_press(pages, seconds or settings.PAPER_SECONDS))


@dataclass(frozen=True)
class SetPaper:
    """One of several different papers that are given out in one file."""

    template_name: str
    context: Mapping[str, Any]
    name: str


def render_set(
    papers: Sequence[SetPaper],
    *,
    name: str,
    made_at: datetime.datetime,
    seconds: float | None = None,
) -> bytes:
    """One PDF of all the papers in their order; `name` is the window's title. Else as `render_paper`."""
    pages = [
        render_to_string(
            one.template_name, {**one.context, "paper": Paper(one.name, made_at, "", 1, 1)}
        )
        for one in papers
    ]
    return _sound(*_press(pages, seconds or settings.PAPER_SECONDS, name))


def _sound(pdf: bytes, complaints: list[str]) -> bytes:
    for complaint in complaints:
        warnings.warn(complaint, PaperWarning, stacklevel=3)
    return pdf


def _press(pages: list[str], seconds: float, title: str = "") -> tuple[bytes, list[str]]:
    """The copies of one paper; with a `title` of their own, different ones."""
    act, given = (typeset_set, [pages, title]) if title else (typeset, [pages])
    task = _pool().schedule(act, args=[*given, STYLE.read_text(encoding="utf-8")], timeout=seconds)
    try:
        return task.result()
    except TimeoutError:
        raise TimeLimit(
            f"Pismo nie powstało w ciągu {seconds:g} s, bo jego treść jest zbyt długa. "
            "Skróć najdłuższy tekst i wydrukuj jeszcze raz. Wydruku nie zapisano."
        ) from None
    except (ProcessExpired, MemoryError):
        raise Refused(
            "Pismo nie powstało, bo jego treść jest zbyt duża. "
            "Skróć najdłuższy tekst i wydrukuj jeszcze raz. Wydruku nie zapisano."
        ) from None
    except UnprintableCharacters as characters:
        raise Refused(
            f"Tych znaków nie można wydrukować: {characters}. "
            "Zapisz te słowa alfabetem łacińskim i wydrukuj jeszcze raz. Wydruku nie zapisano."
        ) from None
    except ForbiddenReference:
        raise Refused(
            "Pismo zawiera niedozwolone odwołanie do pliku albo adresu. "
            "Usuń je z treści i wydrukuj jeszcze raz. Wydruku nie zapisano."
        ) from None


_pools: dict[int, ProcessPool] = {}
_one_at_a_time = threading.Lock()


def _pool() -> ProcessPool:
    """This process's own press: a server forks its workers, and a pool's threads do not survive that.

    A process and not a thread, since nothing can stop a thread. Forked from a clean server process: a child
    of this one would hold its database connection and the locks of its threads.
    """
    with _one_at_a_time:
        pool = _pools.get(os.getpid())
        if pool is None or not pool.active:
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(["kis.lib.paper_press"])
            pool = _pools[os.getpid()] = ProcessPool(
                max_workers=1, max_tasks=500, initializer=warm_up, context=context
            )
        return pool
