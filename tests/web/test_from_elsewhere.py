"""What comes from outside of the program's own pages: other sites' forms, addresses, names, files, fields."""

import re

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kis.accounts.rights import Role
from participants.models import Note, Person
from tests.access import GET, POST, REGISTER
from tests.conftest import PASSWORD
from tests.scene import PAGES, address, status, user_of

pytestmark = pytest.mark.django_db
SENT_TO = [page for page in PAGES if POST in page.methods]


@pytest.fixture
def users(db, world):
    return world.users


@pytest.fixture
def client_of(world):
    return world.client_of


# Another site's form


def test_no_form_is_taken_without_its_token(world):
    taken = []
    for page in SENT_TO:
        user = user_of(world.users, min(page.roles))
        client = Client(enforce_csrf_checks=True)
        client.cookies = world.client_of(user).cookies
        answer = client.post(address(page, world.inside))
        if answer.status_code != 403:
            taken.append((page.name, answer.status_code))
    assert taken == []


def test_a_token_of_another_login_is_none(world):
    client = Client(enforce_csrf_checks=True)
    client.cookies = world.client_of(world.users.worker).cookies
    other = Client()
    other.get(reverse("account_login"))
    url = reverse("participants:note_new", args=[world.inside.person.pk])
    sent = {"csrfmiddlewaretoken": other.cookies["csrftoken"].value, "text": "x", "kind": "call"}
    assert client.post(url, sent).status_code == 403


# Addresses to go on to


@pytest.mark.parametrize(
    "next_page",
    ["https://zle.example/", "//zle.example/", r"/\zle.example", "javascript:alert(1)", "http:zle"],
)
def test_a_login_leads_to_no_other_site(next_page, users, client):
    sent = {"login": "worker", "password": PASSWORD, "next": next_page}
    answer = client.post(f"{reverse('account_login')}?next={next_page}", sent)
    assert answer.status_code == 302
    assert answer.url == reverse("desk:start")


def test_a_login_leads_to_the_page_that_was_asked_for(users, client):
    sent = {"login": "worker", "password": PASSWORD, "next": reverse("participants:list")}
    assert client.post(reverse("account_login"), sent).url == reverse("participants:list")


# The name of the server


@pytest.mark.parametrize(
    "name", ["zle.example", "testserver.zle.example", "testserver@zle.example"]
)
def test_under_another_name_the_program_does_not_answer(name, client):
    assert client.get(reverse("account_login"), headers={"host": name}).status_code == 400


def test_the_name_that_a_proxy_forwards_is_not_believed(client, centre_if_none):
    answer = client.get(reverse("desk:start"), headers={"x-forwarded-host": "zle.example"})
    assert "zle.example" not in answer.url


@pytest.fixture
def centre_if_none(world):
    return world


# Numbers of other people's things


def of_another(page, world):
    """The address of one person with the number of another one's thing; None where it has one number."""
    own, others = (page.arguments(records) for records in (world.inside, world.outside))
    if len(own) < 2 or own[0] != world.inside.person.pk or own[1:] == others[1:]:
        return None
    return reverse(page.name, args=[own[0], *others[1:]])


def test_under_ones_own_person_nobody_opens_another_persons_thing(world):
    opened, asked = [], 0
    for page in PAGES:
        url = of_another(page, world) if page.arguments and page.scoped else None
        if url is None:
            continue
        for role in page.roles & REGISTER:
            for method in page.methods:
                asked += 1
                answer = getattr(world.client_of(user_of(world.users, role)), method)(url)
                if answer.status_code not in (403, 404):
                    opened.append((page.name, role, method, answer.status_code))
    assert opened == []
    assert asked > 100


# Fields that no form offers


def forms_of_models():
    found, waiting = set(), [forms.ModelForm]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            if kind.__module__.split(".")[0] in ("kis", "participants", "contracts", "psu"):
                found.add(kind)
    return [kind for kind in found if kind._meta.model]


NEVER_TYPED = re.compile(
    r"^(id|version|merged_into|(voided|made|given|settled|approved|signed|closed|noted)_(by|at))$"
)


def test_every_form_of_a_row_names_its_fields_and_none_that_the_program_writes():
    known = forms_of_models()
    assert len(known) > 15
    for kind in known:
        assert kind._meta.fields is not None, kind
        assert kind._meta.fields != forms.ALL_FIELDS, kind
        assert [name for name in kind.base_fields if NEVER_TYPED.match(name)] == [], kind


def test_what_is_sent_beside_the_fields_of_a_form_changes_nothing(world, client_of):
    person, users = world.inside.person, world.users
    sent = {
        *("kind=call", "text=Zwykła", "hour=8.00", "day=2.11.2026"),
        *(
            f"author={users.head.pk}",
            f"author_id={users.head.pk}",
            f"person={world.outside.person.pk}",
        ),
        *("voided_at=2026-01-01", f"voided_by={users.head.pk}", "version=99", "pk=1", "id=1"),
    }
    data = dict(each.split("=", 1) for each in sent)
    before = set(Note.objects.values_list("pk", flat=True))
    client_of(users.worker).post(reverse("participants:note_new", args=[person.pk]), data)
    (note,) = Note.objects.exclude(pk__in=before)
    assert (note.person, note.author, note.version) == (person, users.worker, 1)
    assert note.voided_at is None


def test_a_persons_worker_and_merging_are_no_fields_of_the_details(world, client_of):
    person, users = world.inside.person, world.users
    sent = {
        "last_name": "Inna",
        "first_name": "Ewa",
        "version": person.version,
        "merged_into": world.outside.person.pk,
        "from_list": "on",
    }
    client_of(users.worker).post(reverse("participants:details_edit", args=[person.pk]), sent)
    known = Person.objects.get(pk=person.pk)
    assert (known.merged_into_id, known.from_list) == (None, person.from_list)


# A role taken away


def test_without_any_role_no_page_of_the_table_opens(world):
    user_for = {page: user_of(world.users, min(page.roles)) for page in PAGES}
    for user in vars(world.users).values():
        user.groups.clear()
    opened = set()
    for page, user in user_for.items():
        for method in page.methods:
            if status(world.client_of, user, method, address(page, world.inside)) != 403:
                opened.add(page.name)
    assert opened - {page.name for page in PAGES if page.anonymous} <= FOR_EVERYBODY


# Of nobody else: one's own settings, unsaved texts and orders (not their files), and an empty desk.
FOR_EVERYBODY = {
    *("desk:start", "desk:settings", "desk:draft_keep", "desk:draft_discard", "desk:group"),
    *("authorisations:own", "entry:sessions"),
    *("desk:changes", "inspection:orders", "inspection:order", "inspection:file_new"),
    "inspection:order_download",  # leads back to the order and says why
}


# Files that are not what their name says

NOT_SCANS = {
    "skan.pdf": b"<html><script>alert(1)</script></html>",
    "skan.png": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "skan.jpg": b"GIF89a<script>alert(1)</script>",
    "lista.xlsx": b"<html><script>alert(1)</script></html>",
}
FILE_INPUT = re.compile(
    r'<input[^>]*type="file"[^>]*name="([^"]+)"|<input[^>]*name="([^"]+)"[^>]*type="file"'
)


def test_each_field_for_a_file_refuses_what_is_not_what_its_name_says(world):
    fields = []
    for page in PAGES:
        if GET not in page.methods or POST not in page.methods:
            continue
        user = user_of(
            world.users, min(page.roles & {Role.COORDINATOR, Role.SOCIAL_WORKER} or page.roles)
        )
        client, url = world.client_of(user), address(page, world.inside)
        shown = client.get(url, follow=True)
        if not shown.headers["Content-Type"].startswith("text/html"):
            continue
        for names in FILE_INPUT.findall(shown.content.decode()):
            field = "".join(names)
            fields.append(f"{page.name} {field}")
            for name, content in NOT_SCANS.items():
                file = SimpleUploadedFile(name, content, "application/pdf")
                answer = client.post(url, {field: file, "kind": "people"})
                assert answer.status_code == 200, (page.name, name)
                said = answer.content.decode()
                is_told = f'id="{field}"' in said or "Plik" in said
                assert is_told, (page.name, name)
                assert "error" in said, (page.name, name)
    assert len(fields) > 5, fields
