"""The same form from two connections that really overlap: one of them saves, the other leads there."""

import pytest

from kis.accounts.models import SavedForm
from participants.models import Note
from tests.accounts.creating import FORMS, KEY, NOTE
from tests.psu.connections import all_together, race

pytestmark = pytest.mark.django_db(transaction=True)
SAID = "Ponowne wysłanie niczego nie dodało."


def posting(client_of, user, address, sent, **options):
    """A window of its own with the same key, as a second press sends it."""
    client = client_of(user)
    return lambda: client.post(address, sent, **options)


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_the_second_waits_for_the_first_and_leads_to_what_it_saved(form, client_of, users, centre):
    address = form.address(users)
    before = form.model.objects.count()
    sent = form.sent(users)

    response = race(
        posting(client_of, users.worker, address, sent),
        posting(client_of, users.worker, address, sent, follow=True),
    )

    assert form.model.objects.count() == before + 1
    assert response.redirect_chain == [(SavedForm.objects.get().leads_to, 302)]
    assert SAID in response.content.decode()


def test_the_second_saves_where_the_first_was_refused(client_of, users, centre):
    address = NOTE.address(users)

    response = race(
        posting(client_of, users.worker, address, {"form_key": KEY, "text": ""}),
        posting(client_of, users.worker, address, NOTE.sent(users)),
    )

    assert response.status_code == 302
    assert Note.objects.count() == 1


def test_eight_presses_at_one_moment_make_one_note(client_of, users, centre):
    address = NOTE.address(users)
    presses = [posting(client_of, users.worker, address, NOTE.sent(users)) for _ in range(8)]

    answers = all_together(presses)

    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.url for answer in answers}) == 1
    assert Note.objects.count() == 1
    assert SavedForm.objects.count() == 1
