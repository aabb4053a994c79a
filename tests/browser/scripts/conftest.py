"""Scripts in a page without the program behind it: static files, answers from the test, no database."""

import mimetypes
import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.contrib.staticfiles import finders

from tests.browser.conftest import DESKTOP

NOT_STATIC = re.compile(r"^(?!.*/static/)")


class StaticFiles(BaseHTTPRequestHandler):
    """Beside the pages, at the same address: a browser fetches them faster than a test can hand them over."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = urlsplit(self.path).path
        file = finders.find(path.removeprefix("/static/"))
        content = Path(file).read_bytes() if file else b""
        self.send_response(200 if file else 404)
        self.send_header("Content-Type", mimetypes.guess_type(path)[0] or "text/plain")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *words):
        pass


class Site:
    """What the browser may ask for: `pages` by path, each HTML, or other facts of an answer for Playwright.

    A function is given the sent fields and gives one of both, or None: no connection.
    """

    def __init__(self, page, address):
        self.page, self.address, self.faults = page, address, []
        self.pages, self.requests = {}, []
        self.held, self.holding = [], ""
        page.on("pageerror", self.note_fault)
        page.route(NOT_STATIC, self._serve)

    def open(self, path):
        self.page.goto(self.address + path)

    def note_fault(self, error):
        self.faults.append(str(error))

    @contextmanager
    def on_the_way(self, path):
        """What is asked of the path inside the block is answered at its end."""
        self.holding = path
        yield
        while not self.held:
            self.page.wait_for_timeout(10)
        held, self.held, self.holding = self.held, [], ""
        for route in held:
            self._serve(route)

    def _serve(self, route):
        url = urlsplit(route.request.url)
        if url.path == self.holding:
            self.held.append(route)
            return
        self.requests.append(route.request)
        page = self.pages.get(url.path, {"status": 404})
        sent = route.request.post_data if route.request.method == "POST" else url.query
        answer = (
            page(dict(parse_qsl(sent or "", keep_blank_values=True))) if callable(page) else page
        )
        if answer is None:
            route.abort()
        elif isinstance(answer, str):
            route.fulfill(body=answer, content_type="text/html; charset=utf-8")
        else:
            route.fulfill(**answer)


@pytest.fixture(scope="session")
def static_files():
    """The address of their server."""
    server = ThreadingHTTPServer(("localhost", 0), StaticFiles)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def one_page(chromium):
    context = chromium.new_context(viewport=DESKTOP, locale="pl-PL")
    context.set_default_timeout(5_000)
    # The first page is rendered while the program's addresses are still being read.
    context.set_default_navigation_timeout(60_000)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())  # *Leave the page?*
    yield page
    context.close()


@pytest.fixture
def site(one_page, static_files):
    served = Site(one_page, static_files)
    yield served
    # A page that goes keeps what it could not save, in the tab: the next test has none of it.
    served.pages["/"] = "<p></p>"
    served.open("/")
    one_page.evaluate("sessionStorage.clear()")
    one_page.unroute_all(behavior="wait")
    one_page.remove_listener("pageerror", served.note_fault)
    assert served.faults == []
