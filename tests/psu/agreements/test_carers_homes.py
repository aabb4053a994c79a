"""Work at the home of a carer of a disabled person: household duties, written out, and no care."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from psu.models import WorkPlace
from tests.psu.factories import AgreementFactory, ReferralFactory, WorkPlaceFactory

pytestmark = pytest.mark.django_db

NO_CARE = "Bez pielęgnacji, higieny i podawania leków."
HOME = {"kind": WorkPlace.Kind.CARER_HOME, "household_duties": "zakupy, sprzątanie"}


@pytest.mark.parametrize(
    ("kind", "duties", "is_sound"),
    [
        (WorkPlace.Kind.CARER_HOME, "zakupy", True),
        (WorkPlace.Kind.CARER_HOME, " ", False),
        (WorkPlace.Kind.COMMUNITY, "", True),
        (WorkPlace.Kind.COMMUNITY, "zakupy", False),
    ],
)
def test_a_carers_home_names_the_duties_and_no_other_place_does(kind, duties, is_sound):
    place = WorkPlace(name="Dom", kind=kind, household_duties=duties)
    if is_sound:
        place.clean()
        return
    with pytest.raises(ValidationError) as refused:
        place.clean()
    assert "household_duties" in refused.value.message_dict


def test_the_agreement_and_the_persons_tab_say_what_may_be_done_there(client_of, users, centre):
    home = WorkPlaceFactory(name="Dom pani A.", **HOME)
    agreement = AgreementFactory(place=home)
    referral = ReferralFactory(agreement=agreement, place=home)
    coordinator = client_of(users.coordinator)
    for name, number in (("agreement", agreement.pk), ("person", referral.person_id)):
        page = coordinator.get(reverse(f"psu:{name}", args=[number])).text
        assert "Obowiązki domowe: zakupy, sprzątanie." in page
        assert NO_CARE in page


def test_another_place_says_nothing_of_care(client_of, users, centre):
    referral = ReferralFactory()
    page = client_of(users.coordinator).get(reverse("psu:person", args=[referral.person_id])).text
    assert NO_CARE not in page


def test_what_else_an_agreement_names_is_kept_and_shown(client_of, users, centre):
    town = AgreementFactory(
        number="W-7/2026",
        is_application=True,
        financing="40 % budżet gminy, 60 % Fundusz Pracy",
        refund_dates="do 20. dnia następnego miesiąca",
        information="e-Doręczenia",
        monitoring="kontrole raz na kwartał",
    )
    page = client_of(users.coordinator).get(reverse("psu:agreement", args=[town.pk])).text
    assert "Wniosek W-7/2026" in page
    for said in (town.financing, town.refund_dates, town.information, town.monitoring):
        assert said in page
