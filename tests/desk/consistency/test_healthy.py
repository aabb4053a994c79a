"""A demonstration database keeps every rule; so do the rows that every test of pages begins with."""

import pytest
from django.utils import timezone

from kis.desk.consistency.checking import check
from kis.desk.models import Finding

pytestmark = pytest.mark.django_db


def test_a_healthy_office_has_no_finding(office):
    made = check(timezone.now())
    assert made.failed == []
    assert list(Finding.objects.values("rule", "number", "person_number", "day", "name")) == []
