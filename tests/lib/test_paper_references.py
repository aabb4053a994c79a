"""A paper reads no file and asks no server, whatever stands in it."""

import base64
import datetime
import http.server
import io
import threading

import pikepdf
import pytest

from kis.lib.paper_press import ForbiddenReference, typeset
from kis.lib.pdf import render_paper
from kis.lib.refusals import Refused
from tests.papers import by_the_press, text

SECRET = "tajne-haslo-serwera"

# {file} is a file of this machine, {http} a server that listens on it.
REFUSED = [
    '<img alt="x" src="{file}">',
    '<img alt="x" src="{http}">',
    '<img alt="x" src="data:text/html,<h1>x</h1>">',
    '<img alt="x" src="data:text/plain;base64,eA==">',
    '<img alt="x" src="{svg}">',
    '<base href="{http}/"><img alt="x" src="inside.png">',
    '<object data="{file}">x</object>',
    '<embed src="{http}">',
    '<link rel="attachment" href="{file}">',
    '<link rel="attachment" href="{http}">',
    '<a rel="attachment" href="{file}">x</a>',
    '<link rel="stylesheet" href="{file}">',
    '<link rel="stylesheet" href="{http}">',
    "<style>@import url({http});</style>",
    '<style>@import "{file}";</style>',
    '<p style="background: url({file})">x</p>',
    '<p style="border-image: url({http}) 3">x</p>',
    '<ul style="list-style-image: url({http})"><li>x</li></ul>',
    "<style>p::before {{ content: url({file}) }}</style><p>x</p>",
    "<style>@font-face {{ font-family: q; src: url({http}) }}</style><p>x</p>",
    "<style>@font-face {{ font-family: q; src: url({file}) }}</style><p>x</p>",
    "<style>@page {{ background: url({file}) }}</style>",
]
WITHOUT_EFFECT = [
    '<img alt="x" src="{path}">',
    '<img alt="x" src="//{host}/x.png">',
    '<img alt="x" srcset="{http}">',
    '<iframe src="{file}"></iframe>',
    '<script src="{http}"></script>',
    '<video poster="{http}"></video>',
    '<meta http-equiv="refresh" content="0; url={http}">',
    '<svg width="9" height="9"><title>x</title><image href="{file}" width="9" height="9"/></svg>',
    '<svg width="9" height="9"><title>x</title><use href="{http}#a"/></svg>',
    '<svg width="9" height="9"><title>x</title><style>@import url({http});</style></svg>',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "{file}">]><p>&e;</p>',
]


@pytest.fixture(scope="module")
def server():
    """A server on this machine that keeps the paths it was asked for."""

    class Listener(http.server.BaseHTTPRequestHandler):
        asked: list[str] = []

        def do_GET(self):
            self.asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            """Silence."""

    listener = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=listener.serve_forever)
    thread.start()
    listener.asked = Listener.asked
    yield listener
    listener.shutdown()
    thread.join()
    listener.server_close()


@pytest.fixture
def page_with(server, tmp_path):
    """A page with the attack, its addresses filled in."""
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    host = f"127.0.0.1:{server.server_port}"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{secret.as_uri()}"/></svg>'
    addresses = {
        "file": secret.as_uri(),
        "path": str(secret),
        "host": host,
        "http": f"http://{host}/picture.png",
        "svg": f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}",
    }

    def page(attack):
        body = attack.format(**addresses)
        return f'<html lang="pl"><title>Próba</title><body><h1>Próba</h1>{body}</body></html>'

    return page


@pytest.mark.parametrize("attack", REFUSED)
def test_a_reference_outside_is_refused(attack, page_with, server):
    with pytest.raises(ForbiddenReference):
        by_the_press(typeset, [page_with(attack)], "")
    assert server.asked == []


@pytest.mark.parametrize("attack", WITHOUT_EFFECT)
def test_a_reference_that_is_not_followed_brings_nothing_in(attack, page_with, server):
    pdf, _ = by_the_press(typeset, [page_with(attack)], "")

    assert server.asked == []
    assert SECRET not in text(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as made:
        assert not made.attachments
        streams = [item for item in made.objects if isinstance(item, pikepdf.Stream)]
        assert not any(stream.get("/Subtype") == "/Image" for stream in streams)
        assert not any(SECRET.encode() in stream.read_bytes() for stream in streams)


def test_the_style_of_papers_may_not_reach_outside_either(page_with):
    with pytest.raises(ForbiddenReference):
        by_the_press(typeset, [page_with("")], "@import url(http://127.0.0.1/print.css);")


def test_the_person_reads_a_sentence_and_the_next_paper_is_made(tmp_path, settings, server):
    (tmp_path / "raw.html").write_text("<html lang='pl'><title>x</title>{{ words|safe }}</html>")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]

    def paper(words):
        made_at = datetime.datetime(2026, 12, 3, tzinfo=datetime.UTC)
        return render_paper("raw.html", {"words": words}, name="Próba", made_at=made_at, seconds=60)

    with pytest.raises(Refused, match="Pismo zawiera niedozwolone odwołanie"):
        paper(f'<link rel="attachment" href="http://127.0.0.1:{server.server_port}">')
    assert server.asked == []
    assert "zwykłe" in text(paper("<p>zwykłe</p>"))
