"""Files are shown to the office's virus scanner before anything of them is kept."""

import logging
import socketserver
import struct
import threading

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from kis.documents.uploads import check_upload
from kis.imports.forms.lists import ListForm
from kis.imports.registry import KINDS
from tests.documents.test_uploads import WHOLE

MARK = b"what the scanner knows as malicious"
BAD_SCAN = WHOLE["image/png"] + MARK


class Clamd(socketserver.StreamRequestHandler):
    """Answers as clamd does to one file."""

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        told = "Test.Mark FOUND" if MARK in content else self.server.otherwise
        self.wfile.write(f"stream: {told}\0".encode())


@pytest.fixture(params=[socketserver.ThreadingTCPServer, socketserver.ThreadingUnixStreamServer])
def clamd(request, settings, tmp_path):
    is_tcp = request.param is socketserver.ThreadingTCPServer
    server = request.param(("127.0.0.1", 0) if is_tcp else str(tmp_path / "clamd.ctl"), Clamd)
    server.otherwise = "OK"
    settings.VIRUS_SCANNER = (
        f"127.0.0.1:{server.server_address[1]}" if is_tcp else server.server_address
    )
    running = threading.Thread(target=server.serve_forever, args=[0.05])
    running.start()
    yield server
    server.shutdown()
    running.join()
    server.server_close()


def scan(content=WHOLE["image/png"]):
    return SimpleUploadedFile("kowalski.png", content)


def listed(content: bytes) -> ListForm:
    asked = {"kind": next(iter(KINDS)), "expected": "1"}
    return ListForm(asked, {"file": SimpleUploadedFile("kowalski.csv", content)})


def test_a_clean_file_is_taken_whole(clamd):
    file = scan()
    assert check_upload(file) == "image/png"
    assert file.read() == WHOLE["image/png"]
    form = listed(b"imie;nazwisko")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["file"].read() == b"imie;nazwisko"


def test_a_file_in_which_something_was_found_is_refused_and_not_named_in_the_log(clamd, caplog):
    with (
        caplog.at_level(logging.WARNING),
        pytest.raises(ValidationError, match="coś złośliwego"),
    ):
        check_upload(scan(BAD_SCAN))
    assert "FOUND" in caplog.text
    assert "kowalski" not in caplog.text
    assert "coś złośliwego" in str(listed(MARK).errors["file"])


def test_a_scanner_that_fails_lets_nothing_in(clamd):
    clamd.otherwise = "INSTREAM size limit exceeded. ERROR"
    with pytest.raises(ValidationError, match="nie sprawdził"):
        check_upload(scan())


@pytest.mark.parametrize("address", ["/nowhere/clamd.ctl", "127.0.0.1:1"])
def test_a_scanner_that_is_not_there_lets_nothing_in(settings, address):
    settings.VIRUS_SCANNER = address
    with pytest.raises(ValidationError, match="nie sprawdził"):
        check_upload(scan())


def test_without_a_scanner_in_the_settings_none_is_asked(settings):
    assert settings.VIRUS_SCANNER == ""
    assert check_upload(scan(BAD_SCAN)) == "image/png"
