"""The tab *Dokumenty*: papers of psu, each for who may open it."""

import re

import pytest

from tests.desk.test_documents import told

pytestmark = pytest.mark.django_db


def test_papers_of_psu_are_told_to_whom_they_are_open(world):
    """See tests.psu.access: an accident with its scan, a certificate and a statement."""
    person, users = world.inside.person, world.users
    whats = [what for _, what, _ in told(person, users.coordinator)]
    assert any(re.fullmatch(r"protokół wypadku nr \d+/2025, podpisany", what) for what in whats)
    assert any("zaświadczenie o wykonywaniu prac nr" in what for what in whats)
    assert any("zestawienie dla pracownika socjalnego nr" in what for what in whats)
    to_worker = [what for _, what, _ in told(person, users.worker)]
    assert not any("wypadku" in what or "zawiadomienie" in what for what in to_worker)
