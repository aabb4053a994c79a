"""The copy of a person's data: all that is held, in a PDF and in JSON, and nothing of other people."""

import datetime
import io
import json
import re
import zipfile

import pypdf
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from kis.documents.making import make_papers
from kis.documents.models import Export
from kis.documents.ordering import order_papers
from kis.journal.models import AccessEntry
from kis.privacy.copy.kind import PersonCopy
from kis.privacy.copy.papers import OwnPaper, papers_of
from kis.privacy.starting_register import load_activities
from participants.models import Evidence, HouseholdMember, Note, Person
from tests.factories import PersonFactory
from tests.participants.made import established, paper, scan, stay
from tests.psu.factories import ReferralFactory, work
from tests.taken import given_out

pytestmark = pytest.mark.django_db
D = datetime.date


@pytest.fixture(autouse=True)
def letterhead(centre):
    return centre


@pytest.fixture
def person(users):
    found = PersonFactory(responsible=users.worker, last_name="Zielińska", profession="krawcowa")
    stay(found, D(2026, 3, 2))
    paper(established(found, on=D(2026, 3, 2)), number="ZAŚ/77")
    at = datetime.datetime(2026, 3, 5, 10, tzinfo=datetime.UTC)
    Note.objects.create(
        person=found,
        at=at,
        kind="talk",
        text="Boi się sąsiada.",
        with_whom="sąsiadka Halina Mróz",
        is_restricted=True,
        author=users.worker,
    )
    HouseholdMember.objects.create(person=found, relation="child", name="Kacper Zieliński")
    return found


def ordered(person, by, papers=()):
    kind = PersonCopy()
    export = order_papers(kind, "Kopia", kind.wanted(person, papers), by=by, at=timezone.now())
    make_papers(export, goes_on=lambda: True)
    return export


def files(export) -> tuple[str, dict]:
    assert not export.items.failed().exists(), list(export.items.values_list("why", flat=True))
    pdf, told = (item.paper for item in export.items.order_by("pk")[:2])
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    return text, json.loads(told)


def test_it_tells_what_is_held_and_withholds_other_people(person, users):
    load_activities(D(2026, 1, 1))
    text, told = files(ordered(person, users.worker))
    everything = json.dumps(told, ensure_ascii=False)
    for words in ("Zielińska", "krawcowa", person.pesel, "ZAŚ/77", "Boi się sąsiada."):
        assert words in text, words
        assert words in everything, words
    for words in ("Halina", "Kacper", "Wrona"):
        assert words not in text, words
        assert words not in everything, words
    assert "dane innej osoby" in text


def test_it_tells_what_the_law_asks_beside_the_data(person, users):
    load_activities(D(2026, 1, 1))
    text, told = files(ordered(person, users.worker))
    facts = told["informacje (art. 15 ust. 1 RODO)"]
    assert {"cele", "odbiorcy", "jak długo", "skąd są dane"} <= facts["czynności przetwarzania"][
        0
    ].keys()
    for words in ("Odbiorcy:", "Jak długo:", "Skąd są dane:", "Prezesa Urzędu", "profili"):
        assert words in text


def test_earlier_values_and_both_files_of_a_merged_person_are_in_it(person, users):
    person.phone = "600 100 200"
    person.save()
    person.phone = "600 300 400"
    person.save()
    other = PersonFactory(responsible=users.worker, profession="szwaczka")
    other.merged_into = person
    other.save()
    text, told = files(ordered(person, users.worker))
    assert "600 100 200" not in text
    assert "600 100 200" in json.dumps(told, ensure_ascii=False)
    assert "szwaczka" in text


def test_hours_and_the_looks_at_the_file_are_told(users, client_of):
    worked = ReferralFactory(person__responsible=users.worker, person__area="psu")
    work(worked, D(2025, 5, 5), hours="4")
    client_of(users.coordinator).get(reverse("desk:overview", args=[worked.person_id]))
    text, told = files(ordered(worked.person, users.worker))
    assert "5.05.2025" in text
    assert any(one["rzecz"] == "karta osoby" for one in told["odczyty danych"])
    assert "Zając" not in text


def test_who_may_not_write_in_the_case_gets_none(person, users):
    for user in (users.colleague, users.head, users.officer):
        assert PersonCopy().readable([person.pk], user, D(2026, 4, 1)) == set()
    export = ordered(person, users.colleague)
    assert export.items.failed().count() == 2


def test_it_is_ordered_in_the_file_and_its_fetching_is_noted(person, users, client_of):
    client = client_of(users.worker)
    page = client.get(reverse("privacy:copy_new", args=[person.pk])).text
    key = page.split('name="form_key" value="')[1].split('"')[0]
    page = client.post(
        reverse("privacy:copy_new", args=[person.pk]), {"form_key": key}, follow=True
    )
    assert "W przygotowaniu" in page.text
    export = page.context["export"]
    make_papers(export, goes_on=lambda: True)
    assert given_out("person_copy") == set()
    for item, content_type in zip(
        export.items.order_by("pk"), ("application/pdf", "application/json"), strict=True
    ):
        address = reverse("privacy:copy_download", args=[export.pk, item.pk])
        assert client.get(address).headers["Content-Type"].startswith(content_type)
        assert client_of(users.coordinator).get(address).status_code == 404
    assert given_out("person_copy") == {person.pk}
    assert AccessEntry.objects.filter(act="download", kind="person_copy").count() == 2


def test_it_dies_after_two_days(person, users, client_of):
    export = ordered(person, users.worker)
    item = export.items.first()
    client = client_of(users.worker)
    after = export.expires_at + datetime.timedelta(seconds=1)
    with time_machine.travel(after, tick=False):
        client = client_of(users.worker)
        answer = client.get(reverse("privacy:copy_download", args=[export.pk, item.pk]))
        assert answer.status_code == 302
        page = client.get(reverse("privacy:copy_order", args=[export.pk])).text
    assert "Pliki wygasły" in page


# the papers that go with it


def chosen(person):
    return papers_of([person.pk])


@pytest.fixture
def scanned(person, users):
    kept = scan(users.worker)
    Evidence.objects.filter(eligibility__person=person).update(scan=kept)
    return kept


def archive(client, export) -> dict[str, bytes]:
    answer = client.get(reverse("privacy:copy_archive", args=[export.pk]))
    assert answer.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_the_papers_go_with_it_in_one_file_under_names_about_nobody(
    person, scanned, users, client_of
):
    export = ordered(person, users.worker, chosen(person))
    text, told = files(export)
    found = archive(client_of(users.worker), export)
    papers = {name: bytes_ for name, bytes_ in found.items() if name.startswith("pismo-")}
    assert scanned.content in papers.values()
    assert len(papers) == len(chosen(person)) > 1
    assert set(found) - set(papers) == {
        f"kopia-danych-{person.pk}.{end}" for end in ("pdf", "json")
    }
    assert all(re.fullmatch(r"pismo-[0-9]{3}\.(pdf|jpg|png)", name) for name in papers)
    assert [one["plik"] for one in told["załączone pliki"]] == sorted(papers)
    assert "pismo-001" in text
    assert given_out("person_copy") == {person.pk}


def test_an_unticked_paper_stays_out(person, scanned, users, client_of):
    client = client_of(users.worker)
    address = reverse("privacy:copy_new", args=[person.pk])
    page = client.get(address)
    key = page.text.split('name="form_key" value="')[1].split('"')[0]
    offered = [str(paper.document.pk) for paper in chosen(person)]
    assert page.context["form"]["papers"].value() == offered
    kept = [number for number in offered if number != str(scanned.pk)]
    order = client.post(address, {"form_key": key, "papers": kept}, follow=True).context["export"]
    make_papers(order, goes_on=lambda: True)
    given = [item.document_id for item in order.items.exclude(document=None)]
    assert [str(number) for number in given] == kept
    names = [name for name in archive(client, order) if name.startswith("pismo-")]
    assert len(names) == len(kept)


def test_a_paper_of_somebody_else_is_offered_to_nobody(person, users, client_of):
    other = PersonFactory(responsible=users.worker)
    foreign = paper(established(other), scan=scan(users.worker)).scan
    address = reverse("privacy:copy_new", args=[person.pk])
    client = client_of(users.worker)
    key = client.get(address).text.split('name="form_key" value="')[1].split('"')[0]
    answer = client.post(address, {"form_key": key, "papers": [str(foreign.pk)]})
    assert answer.status_code == 200
    assert not Export.objects.exists()
    item = ordered(person, users.worker, [OwnPaper(foreign, "skan")]).items.last()
    assert (item.state, item.document) == ("failed", None)
    assert "nie ma już w karcie" in item.why


def test_who_may_not_write_any_more_fetches_nothing(person, users, client_of):
    export = ordered(person, users.worker)
    Person.objects.filter(pk=person.pk).update(responsible=users.colleague)
    answer = client_of(users.worker).get(reverse("privacy:copy_archive", args=[export.pk]))
    assert answer.status_code == 302
    assert given_out("person_copy") == set()
