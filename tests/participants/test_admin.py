"""Categories in the admin panel: searched, dated, never deleted; a refusal is a sentence."""

import gettext
import re
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

import participants
from participants.models import EligibilityCategory
from participants.reference import load_categories

pytestmark = pytest.mark.django_db

LIST = reverse("admin:participants_eligibilitycategory_changelist")
ADD = reverse("admin:participants_eligibilitycategory_add")


@pytest.fixture
def content(users, client_of):
    load_categories()
    return client_of(users.content)


@pytest.fixture
def current(content):
    return EligibilityCategory.objects.get(code=5, valid_to=None)


def change(row):
    return reverse("admin:participants_eligibilitycategory_change", args=[row.pk])


def typed(row, **changed):
    names = ("code", "statutory_wording", "public_wording", "legal_pointer", "evidence_asked")
    return {
        **{name: getattr(row, name) for name in names},
        "usual_validity_months": row.usual_validity_months or "",
        "valid_from": f"{row.valid_from:%d.%m.%Y}",
        "valid_to": "",
        "row_version": row.version,
        **changed,
    }


def test_are_searched_by_their_wording(content):
    page = content.get(LIST, {"q": "zaburzeniami"}).content.decode()

    assert "osoby z zaburzeniami psychicznymi" in page
    assert "długotrwale bezrobotni" not in page


def test_the_centre_gives_its_own_name(content, current):
    content.post(change(current), typed(current, public_wording="bezrobotni"))

    current.refresh_from_db()
    assert current.public_wording == "bezrobotni"


@pytest.mark.parametrize(
    ("last_day", "fits"), [("31.12.2026", True), ("1.01.2027", False), ("", False)]
)
def test_a_change_of_law_is_a_new_row_after_the_old_one_ended(last_day, fits, content, current):
    content.post(change(current), typed(current, valid_to=last_day))
    current.refresh_from_db()

    new = typed(current, statutory_wording="nowe brzmienie", valid_from="1.01.2027", row_version="")
    response = content.post(ADD, new)

    assert EligibilityCategory.objects.filter(valid_from=date(2027, 1, 1)).exists() is fits
    if not fits:
        page = response.content.decode()
        assert "W tym czasie obowiązuje już inne brzmienie tej grupy." in page
        assert "nowe brzmienie" in page


def test_an_end_before_the_start_is_a_sentence(content, current):
    page = content.post(change(current), typed(current, valid_to="31.05.2025")).content.decode()

    assert "Kategoria nie może przestać obowiązywać przed początkiem." in page


def test_nobody_deletes_one(content, current, users, client_of):
    address = reverse("admin:participants_eligibilitycategory_delete", args=[current.pk])

    for name in ("content", "coordinator", "head", "system"):
        response = client_of(getattr(users, name)).post(address, {"post": "yes"})
        assert response.status_code == 403


def test_the_panel_declines_no_name_of_ours(content, current):
    for address, said in (
        (LIST, "Dodaj: kategoria uprawniająca"),
        (LIST, "Wybierz wpis do zmiany: kategoria uprawniająca"),
        (ADD, "Dodaj: kategoria uprawniająca"),
        (change(current), "Zmień: kategoria uprawniająca"),
    ):
        assert said in content.get(address).content.decode(), address
    page = content.post(change(current), typed(current), follow=True).content.decode()
    assert "Zmieniono: kategoria uprawniająca „" in page
    assert "(a)" not in page


def test_the_compiled_words_are_those_of_the_source():
    folder = Path(participants.__file__).parents[1] / "kis/lib/locale/pl/LC_MESSAGES"
    with (folder / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    source = (folder / "django.po").read_text()
    pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', source, re.MULTILINE)
    assert len(pairs) > 15
    assert [words for key, words in pairs if compiled.gettext(key) != words] == []
