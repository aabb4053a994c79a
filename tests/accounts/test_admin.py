import datetime
import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.html import strip_tags

from kis.accounts.models import Centre, User
from kis.accounts.rights import Role
from kis.documents.models import PaperText
from tests.refused import refused

pytestmark = pytest.mark.django_db

OPENERS = {
    *(Role.COORDINATOR, Role.HEAD, Role.CONTENT_ADMIN, Role.SYSTEM_ADMIN, Role.INSPECTOR),
    Role.ACCOUNTANT,  # the tax of benefits alone
}


def test_the_panel_opens_to_those_with_something_in_it_and_403_for_the_rest(users, client_of):
    index = reverse("admin:index")
    opened = {
        role
        for user in vars(users).values()
        for role in user.roles
        if client_of(user).get(index).status_code == 200
    }
    assert opened == OPENERS
    assert client_of(users.worker).get(index, follow=True).status_code == 403


def test_the_panels_own_login_is_the_programs_login(client):
    response = client.get(reverse("admin:login"))
    assert response.status_code == 302
    assert response.url.startswith("/konto/login/")


def test_dictionaries_are_written_by_the_content_administrator_alone(users, client_of, centre):
    address = reverse("admin:accounts_centre_change", args=[1])
    for name in ["coordinator", "head", "inspector"]:
        assert "disabled" not in client_of(getattr(users, name)).get(address).content.decode()
        assert client_of(getattr(users, name)).post(address, {}).status_code == 403
    assert client_of(users.system).get(address).status_code == 403
    assert client_of(users.content).get(address).status_code == 200


def test_accounts_are_made_by_the_system_administrator_alone(users, client_of):
    address = reverse("admin:accounts_user_add")
    assert client_of(users.content).get(address).status_code == 403
    facts = {
        "username": "nowa",
        "first_name": "Nina",
        "last_name": "Nowa",
        "groups": [str(users.worker.groups.get().pk)],
    }
    assert client_of(users.system).post(address, facts).status_code == 302
    assert User.objects.get(username="nowa").roles == {Role.SOCIAL_WORKER}


def save_account(client, user, **typed):
    facts = {
        **{name: getattr(user, name) for name in ("username", "first_name", "last_name", "phone")},
        "is_active": "on",
        "groups": [group.pk for group in user.groups.all()],
    }
    address = reverse("admin:accounts_user_change", args=[user.pk])
    assert client.post(address, facts | typed).status_code == 302


def test_the_history_of_an_account_shows_both_values_of_its_facts_and_roles(users, client_of):
    client, worker = client_of(users.system), users.worker
    roles = Group.objects.filter(name__in=[Role.SOCIAL_WORKER, Role.COORDINATOR])
    save_account(client, worker, groups=[group.pk for group in roles])
    save_account(client, worker, is_active="")

    page = client.get(reverse("admin:accounts_user_history", args=[worker.pk])).content.decode()

    told = re.sub(r"\s+", " ", strip_tags(page[page.index("<tbody>") :]))
    assert "aktywny: tak → nie" in told
    assert "role: pracownik socjalny → pracownik socjalny, koordynator KIS" in told
    assert "Active" not in page


def test_the_page_of_an_account_says_what_becomes_of_the_work_of_somebody_who_leaves(
    users, client_of
):
    page = client_of(users.system).get(
        reverse("admin:accounts_user_change", args=[users.worker.pk])
    )
    assert (
        "miejsca PSU tej osoby staną na pulpicie koordynatora KIS do przekazania"
        in page.content.decode()
    )


def test_there_is_no_second_centre_to_go_on_with(users, client_of):
    page = client_of(users.content).get(reverse("admin:accounts_centre_add")).content.decode()
    assert "_addanother" not in page
    assert "_continue" in page


def test_nothing_is_deleted_in_the_panel(users, client_of):
    for user, name, pk in [
        (users.content, "documents_papertext", paper_text().pk),
        (users.system, "accounts_user", users.worker.pk),
    ]:
        address = reverse(f"admin:{name}_delete", args=[pk])
        assert client_of(user).post(address, {"post": "yes"}).status_code == 403


def paper_text(**facts):
    day = datetime.date(2020, 1, 1)
    return PaperText.objects.create(
        **{"key": "pouczenie", "title": "Pouczenie", "text": "Treść", "valid_from": day, **facts}
    )


def posted(text: PaperText, **changes):
    facts = {
        "key": text.key,
        "title": text.title,
        "text": text.text,
        "source": text.source,
        "valid_from": "1.01.2020",
        "valid_to": "",
        "row_version": text.version,
    }
    return facts | changes


def test_a_refusal_of_the_database_is_a_sentence_beside_the_typed_text(users, client_of):
    paper_text()
    response = client_of(users.content).post(
        reverse("admin:documents_papertext_add"),
        posted(PaperText(key="pouczenie", title="Nowe", text="Inna treść"), valid_from="1.06.2021"),
    )
    page = response.content.decode()
    assert response.status_code == 200
    assert "W tym czasie obowiązuje już inna treść tego tekstu." in page
    assert "Inna treść" in page


def test_a_text_that_ends_before_it_starts_is_a_sentence(users, client_of):
    text = paper_text()
    address = reverse("admin:documents_papertext_change", args=[text.pk])
    page = client_of(users.content).post(address, posted(text, valid_to="31.12.2019"))
    assert "Tekst nie może przestać obowiązywać przed początkiem." in page.content.decode()


def test_a_stale_save_in_the_panel_shows_both_values_and_the_choice(users, client_of):
    text = paper_text()
    text.refresh_from_db()
    stale = posted(text, title="Moje")
    PaperText.objects.filter(pk=text.pk).update(title="Ich")
    address = reverse("admin:documents_papertext_change", args=[text.pk])
    client = client_of(users.content)
    page = client.post(address, stale).content.decode()
    assert "Obie wersje są poniżej" in page
    assert "<strong>Ich</strong>" in page
    assert "<strong>Moje</strong>" in page
    text.refresh_from_db()
    assert text.title == "Ich"
    settled = stale | {"row_version": text.version, "keep-title": "mine"}
    assert client.post(address, settled).status_code == 302
    text.refresh_from_db()
    assert text.title == "Moje"


CENTRE = {
    "name": "Miejski Ośrodek Pomocy Społecznej",
    "short_name": "MOPS",
    "club_name": "Klub Integracji Społecznej",
    "municipality": "Miasto",
    "street": "ul. Leśna 17",
    "postal_code": "24-100",
    "town": "Puławy",
    "head_title": "Dyrektor",
    "contract_number_pattern": "{number}/{year}",
}


def save_centre(users, client_of, **typed):
    facts = CENTRE | {"row_version": Centre.objects.get().version} | typed
    return client_of(users.content).post(reverse("admin:accounts_centre_change", args=[1]), facts)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"nip": "123-456-32-19"}, "To nie jest numer NIP: ma 10 cyfr"),
        ({"regon": "123456786"}, "To nie jest numer REGON: ma 9 albo 14 cyfr"),
        ({"bank_account": "61109010140000071219812875"}, "To nie jest numer polskiego rachunku"),
    ],
)
def test_numbers_of_the_centre_are_checked_and_what_was_typed_stays(
    users, client_of, centre, typed, sentence
):
    page = save_centre(users, client_of, **typed)

    assert page.status_code == 200
    assert sentence in page.content.decode()
    (number,) = typed.values()
    assert f'value="{number}"' in page.content.decode()
    centre = Centre.objects.get()
    assert [getattr(centre, name) for name in typed] == [""]


def test_numbers_of_the_centre_are_kept_as_their_digits_and_names_as_they_are_seen(
    users, client_of, centre
):
    typed = {
        "nip": "PL 123-456-32-18",
        "regon": "123 456 785",
        "bank_account": "61-1090-1014-0000-0712-1981-2874",
        "head_name": "Jan\u200b\xa0 Dudek\ufeff",
    }

    assert save_centre(users, client_of, **typed).status_code == 302

    centre = Centre.objects.get()
    assert (centre.nip, centre.regon) == ("1234563218", "123456785")
    assert centre.bank_account == "61109010140000071219812874"
    assert centre.head_name == "Jan Dudek"


def test_the_centre_is_one_row(centre):
    other = Centre(name="Drugi", short_name="Drugi")
    other.save()
    assert Centre.objects.get().short_name == "Drugi"
    with refused("centre_is_one"):
        Centre.objects.bulk_create([Centre(pk=2, name="Trzeci")])


def test_a_conflict_stays_until_it_is_answered_for_the_row_as_it_is(users, client_of):
    text = paper_text()
    text.refresh_from_db()
    stale = posted(text, title="Moje")
    PaperText.objects.filter(pk=text.pk).update(title="Ich")
    address = reverse("admin:documents_papertext_change", args=[text.pk])
    client = client_of(users.content)
    client.post(address, stale)
    text.refresh_from_db()
    asked = stale | {"answers_for": text.version}
    assert "Obie wersje są poniżej" in client.post(address, asked).content.decode()
    PaperText.objects.filter(pk=text.pk).update(title="Jeszcze inne")
    answered = asked | {"keep-title": "mine"}
    assert "Jeszcze inne" in client.post(address, answered).content.decode()
    text.refresh_from_db()
    assert text.title == "Jeszcze inne"
    settled = answered | {"answers_for": text.version}
    assert client.post(address, settled).status_code == 302
    text.refresh_from_db()
    assert text.title == "Moje"


def test_accounts_are_filtered_by_the_polish_names_of_roles(users, client_of):
    page = client_of(users.system).get(reverse("admin:accounts_user_changelist"), {"rola": "head"})
    assert "social_worker" not in page.content.decode().replace("?rola=social_worker", "")
    assert [row.username for row in page.context["cl"].queryset] == ["head"]


def test_the_panel_leads_back_to_the_desk(users, client_of, centre):
    page = client_of(users.content).get(reverse("admin:index")).content.decode()
    assert f'<a href="{reverse("desk:start")}">Pulpit</a>' in page
    assert "MOPS Puławy" in page
    assert "Witaj" not in page
