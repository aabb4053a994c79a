"""What waits on the desk, to workers who want to be written to."""

import datetime

import pytest

from kis.accounts.models import User
from kis.desk.mailing.tasks import send_due
from kis.desk.models import Mailing
from participants.models import Area, Note
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
WARSAW = datetime.timezone(datetime.timedelta(hours=1))
MONDAY = datetime.datetime(2026, 11, 23, 7, tzinfo=WARSAW)
DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)


@pytest.fixture
def worker(users):
    """Wants a digest each day, and a reminder of yesterday waits."""
    User.objects.filter(pk=users.worker.pk).update(digest="daily", email="wrona@example.pl")
    person = PersonFactory(responsible=users.worker, last_name="Sekretna")
    Note.objects.create(
        person=person, kind="call", text="x", author=users.worker, remind_on=MONDAY - DAY
    )
    return users.worker


def test_it_says_how_much_waits_and_where_and_nobody_s_name(worker, mailoutbox):
    assert send_due(MONDAY) == 1
    (sent,) = mailoutbox
    assert sent.to == ["wrona@example.pl"]
    assert sent.from_email == "kis@example.pl"
    assert "Zgłoszenia: 1" in sent.body
    assert "po terminie i pilne: 1" in sent.body
    assert "https://kis.example.pl/" in sent.body
    assert "Sekretna" not in sent.body + sent.subject
    row = Mailing.objects.get()
    assert (row.kind, row.user, row.day, row.state) == ("digest", worker, MONDAY.date(), "sent")


def test_it_comes_once_a_day_however_often_the_hour_strikes(worker, mailoutbox):
    for hour in range(6):
        send_due(MONDAY + hour * HOUR)
    assert len(mailoutbox) == 1
    send_due(MONDAY + DAY)
    assert len(mailoutbox) == 2


@pytest.mark.parametrize(
    "at",
    [
        MONDAY - DAY,  # Sunday
        datetime.datetime(2026, 11, 11, 9, tzinfo=WARSAW),  # Independence Day
        MONDAY.replace(hour=5),
        MONDAY.replace(hour=20),
    ],
)
def test_it_does_not_come_on_free_days_and_at_night(worker, mailoutbox, at):
    assert send_due(at) == 0
    assert mailoutbox == []


def test_a_weekly_one_comes_on_the_first_day_of_work_or_later_where_that_was_missed(
    worker, mailoutbox
):
    User.objects.filter(pk=worker.pk).update(digest="weekly")
    send_due(MONDAY + 2 * DAY)  # the server was down on Monday and on Tuesday
    for day in range(3, 7):
        send_due(MONDAY + day * DAY)
    assert len(mailoutbox) == 1
    send_due(MONDAY + 7 * DAY)
    assert len(mailoutbox) == 2


@pytest.mark.parametrize(
    "facts", [{"digest": "never"}, {"email": ""}, {"is_active": False}], ids=str
)
def test_who_does_not_want_it_or_is_gone_gets_none(worker, mailoutbox, facts):
    User.objects.filter(pk=worker.pk).update(**facts)
    assert send_due(MONDAY) == 0
    assert not Mailing.objects.exists()


def test_where_nothing_waits_nothing_comes_and_it_is_not_looked_up_again(worker, mailoutbox):
    Note.objects.update(remind_on=None)
    Area.objects.update(ends_on=MONDAY.date() - 9 * DAY)
    assert send_due(MONDAY) == 0
    assert mailoutbox == []
    assert Mailing.objects.get().state == "empty"


def test_without_a_server_of_mail_nothing_is_sent_and_nothing_taken_for_sent(
    worker, mailoutbox, settings
):
    settings.HAS_MAIL = False
    assert send_due(MONDAY) == 0
    assert not Mailing.objects.exists()


def test_the_choice_is_made_on_a_page_of_one_s_own(users, client_of):
    client = client_of(users.worker)
    page = client.get("/moje-ustawienia/").content.decode()
    assert "Konto nie ma adresu e-mail" in page
    answer = client.post("/moje-ustawienia/", {"digest": "weekly"}, follow=True)
    assert "Zapisano ustawienia" in answer.content.decode()
    users.worker.refresh_from_db()
    assert users.worker.digest == "weekly"
    assert client.post("/moje-ustawienia/", {"digest": "hourly"}).status_code == 200
    users.worker.refresh_from_db()
    assert users.worker.digest == "weekly"


def test_without_a_server_of_mail_the_pages_say_so(users, client_of, settings):
    settings.HAS_MAIL = False
    own = client_of(users.worker).get("/moje-ustawienia/").content.decode()
    assert "nie ma ustawionego serwera poczty" in own
    state = client_of(users.system).get("/stan-programu/").content.decode()
    assert "EMAIL_URL" in state
