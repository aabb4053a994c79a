"""An agreement entered by mistake goes while nothing stands on it."""

import pytest
from django.apps import apps
from django.urls import reverse

from psu.models import AgreedRate, Agreement, AgreementPeriod, EligibleList
from tests.psu.agreements.test_annexes import annex
from tests.psu.factories import AgreementFactory, ReferralFactory
from tests.psu.guarded import day


@pytest.fixture
def client(client_of, users):
    return client_of(users.coordinator)


def address(agreement):
    return reverse("psu:agreement_delete", args=[agreement.pk])


def page_of(client, agreement):
    return client.get(reverse("psu:agreement", args=[agreement.pk])).text


def test_it_goes_with_its_parts_and_its_history_stays(client, agreement):
    AgreementPeriod.objects.create(
        agreement=agreement, starts_on=day("2025-02-01"), ends_on=day("2025-03-01"), persons=3
    )
    other = AgreementFactory()
    assert address(agreement) in page_of(client, agreement)
    assert "wpisane przez pomyłkę" in client.get(address(agreement)).text

    page = client.post(address(agreement), follow=True).text

    assert "Usunięto porozumienie 4/2025." in page
    assert "Tego porozumienia już nie ma." in client.post(address(agreement), follow=True).text
    assert list(Agreement.objects.all()) == [other]
    assert AgreedRate.objects.get().agreement == other
    assert not AgreementPeriod.objects.exists()
    events = apps.get_model("psu.AgreementEvent").objects.filter(number="4/2025")
    assert events.filter(pgh_label="delete").count() == 1


def listed(agreement, users):
    EligibleList.objects.create(
        agreement=agreement,
        year=2025,
        number=1,
        written_on=day("2025-06-01"),
        written_by=users.coordinator,
    )


@pytest.mark.parametrize(
    ("stands", "named", "is_offered"),
    [
        (lambda deal, users: ReferralFactory(agreement=deal), "skierowania PUP", False),
        (lambda deal, users: annex(deal, persons=2), "aneksy do porozumień", False),
        (listed, "listy osób", True),
    ],
)
def test_it_stays_while_something_stands_on_it(client, users, agreement, stands, named, is_offered):
    stands(agreement, users)
    assert (address(agreement) in page_of(client, agreement)) == is_offered
    page = client.post(address(agreement)).text
    assert "Nie można tego usunąć: korzystają z tego inne wpisy (" in page
    assert named in page
    assert "Nie zapisano" not in page
    assert Agreement.objects.exists()
    assert agreement.rates.exists()
