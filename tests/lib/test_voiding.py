import pytest

from kis.lib.refusals import Refused
from psu.models import StatusNews
from tests.psu.factories import StatusNewsFactory


@pytest.fixture
def news(users, person):
    return StatusNewsFactory(person=person, entered_by=users.worker)


@pytest.mark.parametrize(
    ("by", "reason", "said"),
    [
        ("coordinator", " ", "Podaj powód unieważnienia"),
        ("worker", "pomyłka", "nie ta, która go zrobiła"),
    ],
)
def test_an_entry_is_voided_by_a_second_person_for_a_reason(users, news, by, reason, said):
    with pytest.raises(Refused, match=said):
        news.void(by=getattr(users, by), reason=reason)
    assert StatusNews.objects.exists()


def test_a_voided_entry_is_given_out_to_whoever_asks_for_it_alone(users, news):
    news.void(by=users.coordinator, reason=" pomyłka ")
    assert not StatusNews.objects.exists()
    assert StatusNews.with_voided.get().void_reason == "pomyłka"
    with pytest.raises(Refused, match="już unieważniony"):
        news.void(by=users.coordinator, reason="jeszcze raz")
