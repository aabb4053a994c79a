"""A text that stands on a paper is kept as it is; the next papers have the next wording."""

import datetime

import pytest
from django.urls import reverse

from kis.documents.models import Document, PaperText, TextUse
from tests.refused import refused

pytestmark = pytest.mark.django_db
SINCE, ISSUED = datetime.date(2026, 1, 1), datetime.date(2026, 11, 19)
DAY = datetime.timedelta(days=1)
ADD = reverse("admin:documents_papertext_add")


@pytest.fixture
def text(db):
    return PaperText.objects.create(
        key="pouczenie", title="Pouczenie", text="Treść", valid_from=SINCE
    )


@pytest.fixture
def issued(text, users):
    """On a paper of 19.11.2026."""
    facts = {"kind": "contract", "content_type": "application/pdf", "by": users.worker}
    document = Document.objects.keep(name="kontrakt.pdf", content=b"%PDF-", **facts)
    PaperText.objects.stand_on(document, ["pouczenie", "inny"], ISSUED)
    return text


def change(row, **facts):
    return PaperText.objects.filter(pk=row.pk).update(**facts)


@pytest.mark.parametrize(
    "facts",
    [{"text": "x"}, {"key": "x"}, {"valid_from": SINCE - DAY}],
    ids=lambda facts: next(iter(facts)),
)
def test_what_stands_on_a_paper_is_kept(issued, facts):
    with refused("text_wording_is_kept"):
        change(issued, **facts)


def test_its_title_and_source_are_the_offices_own(issued):
    change(issued, title="Inna nazwa", source="ustawa")


def test_a_text_on_no_paper_may_be_corrected(text):
    change(text, text="poprawiona")


def test_an_end_does_not_reach_behind_a_paper(issued):
    with refused("text_end_under_papers"):
        change(issued, valid_to=ISSUED - DAY)
    change(issued, valid_to=ISSUED)


def test_a_paper_takes_the_wording_of_its_day(text, users):
    facts = {"kind": "contract", "content_type": "application/pdf", "by": users.worker}
    document = Document.objects.keep(name="kontrakt.pdf", content=b"%PDF-", **facts)
    with refused("text_not_of_the_day"):
        TextUse.objects.create(text=text, document=document, issued_on=SINCE - DAY)


def test_what_a_paper_was_made_of_is_neither_changed_nor_deleted(issued):
    with refused("text_use_is_kept"):
        TextUse.objects.update(issued_on=SINCE)
    with refused("text_use_is_kept"):
        TextUse.objects.all()._raw_delete("default")


@pytest.fixture
def content(users, client_of):
    return client_of(users.content)


def page_of(text):
    return reverse("admin:documents_papertext_change", args=[text.pk])


def typed(row, **changed):
    row.refresh_from_db()
    facts = {name: getattr(row, name) for name in ("key", "title", "text", "source")}
    days = {"valid_from": "1.01.2026", "valid_to": "", "row_version": row.version}
    return facts | days | changed


def test_the_panel_refuses_it_by_a_sentence_and_leads_to_the_next_wording(issued, content):
    page = content.post(page_of(issued), typed(issued, text="x")).content.decode()

    assert "Ta treść stoi już na wydanych pismach, więc nie można jej zmienić." in page
    assert f"{ADD}?zamiast={issued.pk}" in page
    assert "Treść, która stoi na wydanym piśmie, jest zamknięta" in page


def test_a_next_wording_follows_without_a_gap(issued, content):
    facts = typed(issued, text="Nowa treść", valid_from="1.12.2026", row_version="")
    content.post(f"{ADD}?zamiast={issued.pk}", facts | {"key": "inny"})

    old, new = PaperText.objects.order_by("valid_from")
    assert (old.text, old.valid_to) == ("Treść", datetime.date(2026, 11, 30))
    assert (new.key, new.text, new.valid_from) == (
        *("pouczenie", "Nowa treść"),
        datetime.date(2026, 12, 1),
    )


def test_an_end_tells_on_how_many_papers_it_stands(issued, content):
    facts = typed(issued, valid_to="31.12.2026")
    page = content.post(page_of(issued), facts).content.decode()
    assert "Stoi na wydanych pismach: 1; na nich zostaje." in page

    content.post(page_of(issued), facts | {"end_is_meant": "on"})
    issued.refresh_from_db()
    assert issued.valid_to == datetime.date(2026, 12, 31)


def test_the_panels_history_shows_both_texts(text, content):
    content.post(page_of(text), typed(text, text="Poprawiona"))
    page = content.get(reverse("admin:documents_papertext_history", args=[text.pk]))

    assert "<del>Treść</del> → Poprawiona" in page.content.decode()
