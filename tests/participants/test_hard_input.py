"""What somebody may type or paste at a person: it is kept as it was typed, or a sentence says why not.

Nothing of it is a fault of the program, and on a page that refuses nothing typed is lost.
"""

import html
import io

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from kis.documents.models import Document
from kis.lib.forms import LineField
from kis.lib.typed import one_line
from participants.forms.details import DetailsForm
from participants.forms.eligibility import EvidenceForm
from participants.forms.registration import RegistrationForm
from participants.models import Evidence, Person
from tests.participants.made import category, established, paper

pytestmark = pytest.mark.django_db

PASTED = {
    "three hundred letters": "Ł" * 300,
    "apostrophes": 'O\'Brien d’Arc "X"',
    "hyphens": "Nowak-Kowalska—Żak – Lis",
    "cyrillic": "Олександра Ковальчук",
    "arabic": "محمد علي",
    "combined letters": "Zółw̌ ŁO\u0301dź",
    "emoji": "Ewa 🙂",
    "a formula": '=HYPERLINK("http://x";"y")',
    "another formula": "+48 @SUM(A1)",
    "markup": "<script>alert(1)</script><b>x</b>",
    "template": "{{ 7|add:7 }} {% now 'Y' %}",
    "sql": "'; DROP TABLE participants_person; --",
    "a null": "Ewa\x00Lis",
    "unseen": "\u200bEwa\u200f\ufeff\u00ad",
    "lines": "Ewa\r\nLis\tx",
    "spaces": "   ",
    "one letter": "Ż",
    "twenty thousand letters": "ab " * 7000,
}


@pytest.fixture
def worker(users, client_of, today):
    return client_of(users.worker)


# Refused without the answer that they belong to.
BESIDE_ANOTHER = {"no_identity_reason", "pesel_kept_reason", "extended_basis"}


def free_texts(form_class) -> list[str]:
    """Where anything may be typed: numbers and the like have fields of their own."""
    return [
        name
        for name, field in form_class.base_fields.items()
        if type(field) in {forms.CharField, LineField} and name not in BESIDE_ANOTHER
    ]


def stored(row, names) -> dict[str, str]:
    row.refresh_from_db()
    return {name: getattr(row, name) for name in names if hasattr(row, name)}


def check(response, form_name: str, names, typed: str, row) -> None:
    """Refused: each field has what was typed, and says why. Saved: each column has it, as a line is read."""
    assert response.status_code in {200, 302}
    if response.status_code == 302:
        for name, value in stored(row(), names).items():
            assert one_line(value) == one_line(typed), name
        return
    form = response.context[form_name]
    assert {name: form[name].value() for name in names} == dict.fromkeys(names, typed)
    assert set(names) & set(form.errors), form.errors
    assert "<script>alert(1)" not in response.text


@pytest.mark.parametrize("typed", PASTED.values(), ids=PASTED)
class TestTexts:
    def test_registration(self, typed, worker, users):
        names = free_texts(RegistrationForm)
        facts = {"responsible": users.worker.pk, "identity_kind": "passport"}
        response = worker.post(reverse("participants:new"), facts | dict.fromkeys(names, typed))
        check(response, "form", names, typed, Person.objects.get)
        response = worker.get(reverse("participants:list") + "?grupa=wszyscy")
        assert response.status_code == 200
        assert "<script>alert(1)" not in response.text

    def test_details(self, typed, person, worker):
        address = reverse("participants:details_edit", args=[person.pk])
        sent = worker.get(address).context["form"].initial
        names = free_texts(DetailsForm)
        facts = {name: value for name, value in sent.items() if value not in (None, False)}
        facts |= {"sex": "", "identity_kind": "passport"}
        response = worker.post(address, facts | dict.fromkeys(names, typed))
        check(response, "form", names, typed, lambda: person)
        page = worker.get(reverse("participants:details", args=[person.pk]))
        assert "<script>alert(1)" not in page.text

    def test_evidence(self, typed, person, worker):
        row = paper(established(person, category(5)))
        address = reverse("participants:evidence_edit", args=[person.pk, row.pk])
        names = free_texts(EvidenceForm)
        facts = {
            "kind": "certificate",
            "issued_on": "12.01.2026",
            "is_indefinite": "on",
            "row_version": row.version,
        }
        response = worker.post(address, facts | dict.fromkeys(names, typed))
        check(response, "form", names, typed, lambda: row)
        for name in ("participants:eligibility", "desk:documents", "desk:history"):
            page = worker.get(reverse(name, args=[person.pk]))
            assert page.status_code == 200
            assert "<script>alert(1)" not in page.text


def picture() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (4, 4)).save(kept, "PNG")
    return kept.getvalue()


WHOLE = picture()
FILES = {
    "a program": ("skan.pdf", b"MZ" + 100 * b"x", "nie jest plikiem PDF"),
    "a page": ("skan.pdf", b"<html><script>alert(1)</script>", "nie jest plikiem PDF"),
    "half a picture": ("skan.png", WHOLE[:40], "nie jest plikiem PDF"),
    "half a paper": ("skan.pdf", b"%PDF-1.7\n1 0 obj", "nie jest plikiem PDF"),
    "nothing": ("skan.pdf", b"", "Ten plik jest pusty."),
    "eleven megabytes": ("skan.pdf", b"%PDF-" + b"x" * 11 * 2**20, "Plik ma 11,1 MB"),
    "a letter too many": ("a" * 300 + ".pdf", b"tekst", ""),
    "markup as a name": ("<script>alert(1)<b>.pdf", b"tekst", "nie jest plikiem PDF"),
}
NAMES = [
    "skan.png",
    "O'Brien – Żak.PNG",
    "скан.png",
    "'=1+1.png",
    "x" * 250 + ".png",
    ".png",
    "skan.exe",
]


class TestScans:
    @pytest.fixture
    def row(self, person):
        return paper(established(person, category(5)))

    def post(self, worker, row, file):
        facts = {
            "kind": "certificate",
            "issuer": "PUP, pokój 12",
            "issued_on": "12.01.2026",
            "is_indefinite": "on",
            "row_version": row.version,
        }
        address = reverse("participants:evidence_edit", args=[row.eligibility.person_id, row.pk])
        return worker.post(address, facts | {"scan_file": file})

    @pytest.mark.parametrize(("name", "content", "sentence"), FILES.values(), ids=FILES)
    def test_what_is_no_scan_is_told_and_the_rest_stays(self, row, worker, name, content, sentence):
        response = self.post(worker, row, SimpleUploadedFile(name, content, "application/pdf"))
        assert response.status_code == 200
        page = html.unescape(response.text)
        assert sentence in page
        assert response.context["form"]["issuer"].value() == "PUP, pokój 12"
        assert "<script>alert(1)" not in response.text
        assert not Document.objects.exists()

    @pytest.mark.parametrize("name", NAMES)
    def test_a_scan_is_kept_whatever_its_name(self, row, worker, name):
        response = self.post(worker, row, SimpleUploadedFile(name, WHOLE, "image/png"))
        assert response.status_code == 302
        kept = Evidence.objects.get().scan
        assert (kept.name, kept.content_type) == ("dokument.png", "image/png")


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (
            {"issued_on": "12.01.2026", "valid_until": "11.01.2026"},
            "skoro wystawiono go 12.01.2026",
        ),
        ({"issued_on": "24.11.2026", "valid_until": "24.12.2026"}, "jeszcze nie było"),
        ({"issued_on": "-5", "valid_until": "1.01.2199"}, "Sprawdź rok"),
        ({"issued_on": "31.02.2026", "valid_until": "x" * 300}, "Nie ma takiej daty"),
        ({"issued_on": "<b>", "valid_until": "٣١.٠٥.٢٠٢٦"}, "Nie ma takiej daty"),
    ],
)
def test_days_of_a_paper_that_contradict_each_other_are_told_and_stay(
    days, sentence, person, worker
):
    row = paper(established(person, category(5)))
    address = reverse("participants:evidence_edit", args=[person.pk, row.pk])
    response = worker.post(address, {"kind": "certificate", "row_version": row.version} | days)
    assert response.status_code == 200
    form = response.context["form"]
    assert any(sentence in " ".join(told) for told in form.errors.values()), form.errors
    assert {name: form[name].value() for name in days} == days
