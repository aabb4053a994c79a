"""People who save through the program's own forms, and what each was answered.

A save is one note with a key of its own, which is the key of its form too: sent again after no answer or a
faulty one, until it is answered. Whether it was there already the program finds out, not who sends it.
"""

import re
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.parse import urlencode

from deploy.local.bench.readers import asked
from deploy.local.rehearse.programs import HOST

LABEL = "próba"
KEY = re.compile(rf"^{LABEL} ([A-Za-z0-9_-]{{22}})$")
PAUSE_BEFORE_REPEAT = 0.05
LONGEST = 60  # seconds that a save is repeated for
SECONDS_OF_REQUEST = 30


@dataclass
class Save:
    """`doubtful_at`: when it was first without a clear answer; moments are of the wall's clock."""

    key: str
    sent_at: float
    answered_at: float | None = None
    doubtful_at: float | None = None
    seconds: float = 0.0  # of the answer


def new_save() -> Save:
    return Save(secrets.token_urlsafe(16), time.time())


@dataclass
class Saver:
    """Saves one note after the other until told to end."""

    ports: list[int]
    cookies: str
    person: int
    day: str
    think: float = 0.0  # seconds between two saves
    saves: list[Save] = field(default_factory=list)

    def work(self, ends: threading.Event) -> None:
        turn = self.person
        while not ends.is_set():
            save = new_save()
            self.saves.append(save)
            while save.answered_at is None and time.time() - save.sent_at < LONGEST:
                turn += 1
                self._send(save, self.ports[turn % len(self.ports)])
            ends.wait(self.think)

    def _send(self, save: Save, port: int) -> None:
        start = time.monotonic()
        try:
            answer = asked(HOST, port, "POST", self.address, self.cookies, self.form(save))
            answer.read()
            led = answer.headers.get("Location", "")
            is_saved = answer.status == 302 and led == self.page
        except (OSError, HTTPException):
            is_saved = False
        if is_saved:
            save.answered_at, save.seconds = time.time(), time.monotonic() - start
        else:
            save.doubtful_at = save.doubtful_at or time.time()
            time.sleep(PAUSE_BEFORE_REPEAT)

    @property
    def page(self) -> str:
        return f"/osoby/{self.person}/notatki/"

    @property
    def address(self) -> str:
        return f"{self.page}nowa/"

    def form(self, save: Save) -> str:
        token = re.search(r"csrftoken=(\w+)", self.cookies)[1]
        return urlencode(
            {
                "csrfmiddlewaretoken": token,
                "form_key": save.key,
                "day": self.day,
                "hour": "8.15",
                "kind": "call",
                "text": f"{LABEL} {save.key}",
            }
        )


class Crowd:
    """Savers at work in threads."""

    def __init__(self, savers: list[Saver]):
        self.savers, self.ends = savers, threading.Event()
        self.threads = [threading.Thread(target=one.work, args=(self.ends,)) for one in savers]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *fault):
        self.ends.set()
        for thread in self.threads:
            thread.join()

    @property
    def saves(self) -> list[Save]:
        return [save for saver in self.savers for save in saver.saves]
