"""Each fault, planted past the guards, is found: that one and no other."""

import pytest
from django.utils import timezone

from kis.desk.consistency.checking import RULES, check
from kis.desk.models import Finding
from tests.desk.consistency import family_plants, programme_plants  # noqa: F401 - fill PLANTS
from tests.desk.consistency.plants import PLANTS

pytestmark = pytest.mark.django_db


def test_a_healthy_office_has_no_finding(office):
    """The demonstration, made by the acts of the program."""
    assert check(timezone.now()).failed == []
    assert list(Finding.objects.values("rule", "number", "person_number", "day", "name")) == []


def test_every_rule_has_its_fault():
    assert set(PLANTS) == set(RULES)


@pytest.mark.parametrize("rule", PLANTS)
def test_a_fault_past_the_guards_is_found_and_no_other(rule, office):
    plant, broken = PLANTS[rule]
    plant()
    assert check(timezone.now()).failed == []
    assert set(Finding.objects.values_list("rule", flat=True)) == broken
