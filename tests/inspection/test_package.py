"""The package for an inspection: a section a person, each paper once, what cannot be read says so."""

import datetime
import io

import pikepdf
import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from kis.accounts.models import User
from kis.documents.making import make_papers
from kis.documents.models import Document, Export
from kis.documents.ordering import order_papers
from kis.inspection.package import kind as module
from kis.inspection.package.form import PackageForm
from kis.inspection.package.kind import InspectionPackage
from kis.journal.models import AccessEntry
from kis.lib.pdf import render_paper
from kis.lib.refusals import Refused
from tests.activities.factories import ActivityFactory, MeetingFactory, enrol, mark
from tests.factories import PersonFactory
from tests.participants.made import established, paper, stay
from tests.psu.factories import ReferralFactory, work
from tests.taken import given_out

pytestmark = pytest.mark.django_db
D = datetime.date
SINCE, FIRST, LAST = D(2026, 3, 2), D(2026, 1, 1), D(2026, 6, 30)
NOON = datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def letterhead(centre):
    return centre


def scan_of(user, content, content_type="application/pdf"):
    return Document.objects.keep(
        kind="evidence", name="skan.pdf", content=content, content_type=content_type, by=user
    )


def a_pdf(words) -> bytes:
    facts = {"what": words, "why": words}
    return render_paper("inspection/package/note_print.html", facts, name=words, made_at=NOON)


def a_picture() -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(output, "PNG")
    return output.getvalue()


@pytest.fixture
def person(users):
    found = PersonFactory(responsible=users.worker, last_name="Zielińska")
    stay(found, SINCE)
    return found


def packed(people, by) -> Export:
    kind = InspectionPackage()
    export = order_papers(
        kind, "Pakiet", kind.wanted(people, FIRST, LAST), by=by, at=timezone.now()
    )
    make_papers(export, goes_on=lambda: True)
    return export


def whole(export) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(export.items.get(comes_last=True).paper))


def text_of(reader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_attendance_hours_and_the_access_log_of_the_period_are_in_it(users, person, client_of):
    group = ActivityFactory(leader=users.leader, name="Warsztat szycia")
    enrol(group, person, users.coordinator, starts_on=SINCE)
    mark(MeetingFactory(activity=group, day=SINCE), person)
    worked = ReferralFactory(person__responsible=users.worker, person__area="psu")
    work(worked, D(2025, 5, 5), hours="4")

    text = text_of(whole(packed([person], users.coordinator)))

    assert "Warsztat szycia" in text
    assert "W tym okresie nie ma wpisanych godzin" in text
    kind = InspectionPackage()
    facts = kind.wanted([worked.person], D(2025, 5, 1), D(2025, 5, 31))
    export = order_papers(kind, "Pakiet", facts, by=users.head, at=timezone.now())
    make_papers(export, goes_on=lambda: True)
    assert str(worked.place) in text_of(whole(export))


def test_each_paper_is_in_it_and_a_voided_one_and_a_later_one_are_not(users, person):
    made = established(person, on=SINCE)
    kept = [("Strona pierwsza", SINCE), ("Strona druga", LAST), ("Za późno", D(2026, 7, 1))]
    for words, day in kept:
        paper(made, issued_on=day, scan=scan_of(users.worker, a_pdf(words)))
    voided = paper(made, issued_on=SINCE, scan=scan_of(users.worker, a_pdf("Unieważniona")))
    voided.void(by=users.coordinator, reason="x")

    text = text_of(whole(packed([person], users.coordinator)))

    assert "Strona pierwsza" in text
    assert "Strona druga" in text
    assert "Za późno" not in text
    assert "Unieważniona" not in text


def test_a_picture_is_a_page_and_what_cannot_be_read_says_so(users, person):
    made = established(person, on=SINCE)
    paper(made, issued_on=SINCE, scan=scan_of(users.worker, a_picture(), "image/png"))
    paper(made, issued_on=SINCE, scan=scan_of(users.worker, b"%PDF-1.7 spoilt"))
    paper(made, issued_on=SINCE, scan=scan_of(users.worker, b"\x89PNG spoilt", "image/png"))

    export = packed([person], users.coordinator)

    assert not export.items.failed().exists()
    section = export.items.get(comes_last=False)
    # The print of the contract that the stay was made with is a few bytes, too.
    assert len(section.outcome["left_out"]) == 3
    assert text_of(whole(export)).count("pliku nie można odczytać") >= 3
    reader = whole(export)
    assert any(len(page.images) for page in reader.pages)


def test_the_index_tells_the_pages_and_the_bookmarks_lead_there(users, person):
    other = PersonFactory(responsible=users.colleague, last_name="Adamska")
    stay(other, SINCE)

    reader = whole(packed([other, person], users.coordinator))

    index = reader.pages[0].extract_text()
    outline = [(item.title, reader.get_destination_page_number(item)) for item in reader.outline]
    assert [title for title, _ in outline] == [
        "Spis",
        f"Karta nr {other.pk}",
        f"Karta nr {person.pk}",
    ]
    for (_, page), name in zip(outline[1:], ["Adamska", "Zielińska"], strict=True):
        assert f"{page + 1}–" in index
        assert name in reader.pages[page].extract_text()


def test_it_claims_no_standard_that_joined_papers_do_not_keep(users, person):
    content = packed([person], users.coordinator).items.get(comes_last=True).paper
    with pikepdf.open(io.BytesIO(content)) as package:
        assert "/StructTreeRoot" not in package.Root
        with package.open_metadata() as told:
            assert not told.pdfa_status
        assert package.Root.Lang == "pl-PL"


def test_opened_papers_and_the_fetched_package_are_noted(users, person, client_of):
    made = established(person, on=SINCE)
    paper(made, issued_on=SINCE, scan=scan_of(users.worker, a_pdf("Strona")))
    client = client_of(users.coordinator)
    export = packed([person], users.coordinator)
    assert AccessEntry.objects.filter(act="open_scan", person_number=person.pk).exists()
    assert given_out("inspection_package") == set()

    response = client.get(reverse("inspection:order_download", args=[export.pk]))

    assert response.headers["Content-Type"] == "application/pdf"
    assert given_out("inspection_package") == {person.pk}


def test_who_may_not_make_packages_any_more_gets_none(users, person, client_of):
    kind = InspectionPackage()
    wanted = kind.wanted([person], FIRST, LAST)
    export = order_papers(kind, "Pakiet", wanted, by=users.coordinator, at=timezone.now())
    User.objects.get(pk=users.coordinator.pk).groups.clear()

    make_papers(export, goes_on=lambda: True)

    assert export.items.failed().count() == 2


def test_a_section_that_could_not_be_made_is_named_in_the_index(users, person, monkeypatch):
    other = PersonFactory(responsible=users.worker)
    made = module.section_of

    def refused_once(who, *args, **facts):
        if who.pk == other.pk:
            raise Refused("Karta jest za długa.")
        return made(who, *args, **facts)

    monkeypatch.setattr(module, "section_of", refused_once)
    text = text_of(whole(packed([other, person], users.coordinator)))

    assert f"Karta nr {other.pk}: Karta jest za długa." in text
    assert "Zielińska" in text


def test_the_whole_waits_for_every_section(users, person):
    kind = InspectionPackage()
    wanted = kind.wanted([person], FIRST, LAST)
    export = order_papers(kind, "Pakiet", wanted, by=users.coordinator, at=timezone.now())
    turns = iter([True, False])
    make_papers(export, goes_on=lambda: next(turns))
    assert list(export.items.values_list("comes_last", "state")) == [
        (False, "done"),
        (True, "waiting"),
    ]


def form_of(user, **facts):
    asked = {"od": "1.01.2026", "do": "30.06.2026", "kto": "oba", "ile": "10", "karty": "", **facts}
    return PackageForm(asked, user=user, on=LAST)


def test_people_are_drawn_from_the_period_or_named(users, person):
    before = PersonFactory(responsible=users.worker)
    stay(before, D(2025, 1, 7), D(2025, 6, 30))
    form = form_of(users.coordinator)
    assert form.is_valid(), form.errors
    drawn = form.order(timezone.now())
    assert set(drawn.items.exclude(person_number=None).values_list("person_number", flat=True)) == {
        person.pk
    }

    named = form_of(users.coordinator, karty=f"{before.pk}, {person.pk}")
    assert named.is_valid()
    assert named.order(timezone.now()).items.count() == 3


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"karty": "12, x"}, "karty"), ({"do": "1.12.2025"}, "do"), ({"ile": "51"}, "ile")],
)
def test_what_makes_no_sense_is_told_beside_its_field(users, facts, field):
    assert field in form_of(users.coordinator, **facts).errors


def test_the_page_orders_and_leads_to_the_progress(users, person, client_of):
    client = client_of(users.head)
    page = client.get(reverse("inspection:package_new"))
    key = page.text.split('name="form_key" value="')[1].split('"')[0]
    sent = {"od": "1.01.2026", "do": "30.06.2026", "kto": "kis", "ile": "5", "form_key": key}
    response = client.post(reverse("inspection:package_new"), sent, follow=True)

    assert "W przygotowaniu" in response.text
