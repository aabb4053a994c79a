"""Sixty people at work, for locust: fifty read as in `make bench`, ten save notes with keys of their own.

What each request took and what became of each save it leaves as JSON in the file that LOAD_NOTES names.
"""

import json
import os
import random
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from locust import FastHttpUser, between, events, task

from deploy.local.bench.readers import LINK, NO_READING, READERS, THOUGHT, Reader, login
from deploy.local.rehearse.programs import FIRST_PORT, HOST
from deploy.local.rehearse.saving import LONGEST, Save, Saver, new_save

READING, SAVING = "czytanie", "zapis"
SAVERS = 10
REPEAT_AFTER = 0.5  # seconds
LOGIN_OF_SAVERS = "socjalna"

requests, savers, cookies = [], [], {}


@events.request.add_listener
def noted(name, response_time, exception, start_time, **facts):
    requests.append((start_time, name, response_time / 1000, exception is None))


@events.test_start.add_listener
def log_in(**facts):
    cookies.update({username: patiently(username) for username in READERS})


def patiently(username: str) -> str:
    """The first pages of a cold server on a busy machine may take longer than they are waited for."""
    for _ in range(3):
        with suppress(OSError):
            return login(HOST, FIRST_PORT, username)
    raise OSError(f"{username} się nie zalogował.")


@events.quitting.add_listener
def write_down(**facts):
    saves = [asdict(save) for saver in savers for save in saver.saves]
    told = json.dumps({"requests": requests, "saves": saves})
    Path(os.environ["LOAD_NOTES"]).write_text(told, encoding="utf-8")


class Person(FastHttpUser):
    """All of one role share a login, whose cookies are sent by hand."""

    abstract = True
    host = f"http://{HOST}:{FIRST_PORT}"
    wait_time = between(*THOUGHT)
    username: str

    def send(self, method, path, name, is_good, body=None):
        headers = {"Cookie": cookies[self.username], "Accept": "text/html"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.client.cookiejar.clear()
        asked = {"name": name, "data": body, "headers": headers, "allow_redirects": False}
        with self.client.request(method, path, catch_response=True, **asked) as answer:
            if is_good(answer):
                answer.success()
                return answer
            answer.failure(str(answer.status_code))
            return None


class Reading(Person):
    fixed_count = 60 - SAVERS
    numbers = iter(random.Random(1).sample([u for u, n in READERS.items() for _ in range(n)], 60))  # noqa: S311

    def on_start(self):
        self.username = next(self.numbers)
        chance = random.Random(self.username)  # noqa: S311 - no secret
        self.walk = Reader(HOST, FIRST_PORT, self.username, "", chance)
        self.links = []

    @task
    def look(self):
        # Another's case may be closed to the reader: that is an answer, too.
        path = self.walk.next_path(self.links)
        answer = self.send("GET", path, READING, lambda answer: 0 < answer.status_code < 500)
        found = LINK.findall(answer.text or "") if answer else []
        self.links = [link for link in found if not NO_READING.search(link)]


class Saving(Person):
    fixed_count = SAVERS
    username = LOGIN_OF_SAVERS
    people = iter(json.loads(os.environ["LOAD_PEOPLE"]))

    def on_start(self):
        day = os.environ["LOAD_DAY"]
        self.saver = Saver([FIRST_PORT], cookies[self.username], next(self.people), day)
        savers.append(self.saver)

    @task
    def save(self):
        save = new_save()
        self.saver.saves.append(save)
        while save.answered_at is None and time.time() - save.sent_at < LONGEST:
            self.attempt(save)

    def attempt(self, save: Save) -> None:
        saver = self.saver
        body, page = saver.form(save), saver.page
        answer = self.send(
            "POST",
            saver.address,
            SAVING,
            lambda answer: answer.status_code == 302 and answer.headers.get("Location") == page,
            body,
        )
        if answer is not None:
            save.answered_at = time.time()
        else:
            save.doubtful_at = save.doubtful_at or time.time()
            time.sleep(REPEAT_AFTER)
