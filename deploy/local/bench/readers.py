"""People who read: each opens a page of the role, thinks, and follows one of its links or begins anew."""

import random
import re
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode

PASSWORD = "demo"  # noqa: S105 - of the demonstration
READERS = {
    "socjalna": 16,
    "socjalny2": 14,
    "koordynatorka": 8,
    "kierownik": 4,
    "ksiegowa": 6,
    "opiekun": 12,
}
# Where each role begins; the desk stands first and is opened most.
OFFICE = ["/", "/osoby/", "/kontrakty/", "/psu/"]
STARTS = {
    "socjalna": ["/", "/osoby/", "/kontrakty/", "/psu/skierowania/"],
    "socjalny2": ["/", "/osoby/", "/kontrakty/", "/psu/skierowania/"],
    "koordynatorka": OFFICE,
    "kierownik": OFFICE,
    "ksiegowa": ["/", "/psu/", "/psu/listy/", "/psu/porozumienia/"],
    "opiekun": ["/psu/dzis/", "/psu/miesiac/"],
}
THOUGHT = (1, 3)  # seconds
TO_THE_DESK, TO_A_START = 0.25, 0.45  # of the looks; all the others follow a link
LINK = re.compile(r'href="(/(?:osoby|kontrakty|psu|pulpit)/[^"#?]*)"')
# Papers have a limit of their own, and what is sent is not read.
NO_READING = re.compile(r"/(pdf|xlsx|skan|podglad|wydruki|lista-pusta|lista-z-wpisami)/")


@dataclass(frozen=True)
class Look:
    path: str
    at: float
    seconds: float
    status: int


@dataclass
class Reader:
    host: str
    port: int
    username: str
    cookies: str
    chance: random.Random
    looks: list[Look] = field(default_factory=list)
    lost: int = 0

    def read(self, until: float) -> None:
        """Until that moment of the monotonic clock."""
        links = []
        while True:
            time.sleep(self.chance.uniform(*THOUGHT))
            if time.monotonic() >= until:
                return
            links = self._look(self.next_path(links))

    def next_path(self, links: list[str]) -> str:
        starts, turn = STARTS[self.username], self.chance.random()
        if turn < TO_THE_DESK:
            return starts[0]
        if turn < TO_A_START or not links:
            return self.chance.choice(starts)
        return self.chance.choice(links)

    def _look(self, path: str) -> list[str]:
        """The links of the page to others that are read."""
        start = time.monotonic()
        try:
            response = asked(self.host, self.port, "GET", path, self.cookies)
            page = response.read().decode()
        except (OSError, HTTPException):
            self.lost += 1
            return []
        seconds = time.monotonic() - start
        self.looks.append(Look(path, start, seconds, response.status))
        return [link for link in LINK.findall(page) if not NO_READING.search(link)]


def login(host: str, port: int, username: str) -> str:
    """The cookies of somebody logged in. Raises OSError where the login is refused."""
    form = asked(host, port, "GET", "/konto/login/", "")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form.read().decode())[1]
    fields = {"csrfmiddlewaretoken": token, "login": username, "password": PASSWORD}
    answer = asked(host, port, "POST", "/konto/login/", kept(form), urlencode(fields))
    if answer.status != 302:
        raise OSError(f"{username}: {answer.status}")
    return kept(answer)


def asked(host, port, method, path, cookies, body: str | None = None) -> HTTPResponse:
    headers = {"Accept": "text/html", "Cookie": cookies}
    if body is not None:
        headers |= {"Content-Type": "application/x-www-form-urlencoded"}
    connection = HTTPConnection(host, port, timeout=30)
    connection.request(method, path, body, headers)
    return connection.getresponse()


def kept(response: HTTPResponse) -> str:
    """The cookies that it sets, as they are sent back; what was said at the login is not said anew."""
    cookies = SimpleCookie()
    for line in response.headers.get_all("Set-Cookie", []):
        cookies.load(line)
    pairs = [(name, cookie.value) for name, cookie in cookies.items() if name != "messages"]
    return "; ".join(f"{name}={value}" for name, value in pairs)
