"""Whom an older backup brings back is erased again before anybody works, by the list outside of it."""

import datetime

import pytest
from django.core.management import call_command
from django.db import connections

from kis.journal.models import AccessEntry
from kis.journal.sealing import seal
from kis.journal.verifying import Light, verify
from kis.privacy.erasing.acts import carry_out, replay, waiting
from kis.privacy.models import Destruction, DestructionItem, Erasure, RetentionClass
from kis.privacy.starting import why_not_yet
from kis.recovery.backups import backups_in
from kis.recovery.keys import identities
from kis.recovery.restoring import restore
from participants.models import Person
from tests.factories import PersonFactory
from tests.participants.made import stay
from tests.privacy.left import everywhere

D = datetime.date
TODAY = D(2026, 11, 30)


def test_a_restored_backup_is_erased_again_before_the_web_starts(
    drill, users, centre, tmp_path, keys, settings
):
    settings.ERASURES_FILE = str(tmp_path / "usuniete.jsonl")
    person = PersonFactory(responsible=users.worker, last_name="Żmudzka")
    stay(person, D(2014, 1, 7), D(2015, 6, 30))
    another = PersonFactory(responsible=users.worker, last_name="Zostaje")
    AccessEntry.objects.create(
        user=users.worker, act="view", kind="person", person_number=person.pk
    )
    seal()
    call_command("backup", folder=tmp_path, recipients=keys[0])
    (backup,) = backups_in(tmp_path)
    RetentionClass.objects.create(
        code="club", symbol="B10", source="wykaz akt", valid_from=D(2011, 1, 1)
    )
    made = Destruction.objects.create(proposed_on=TODAY, proposed_by=users.coordinator)
    DestructionItem.objects.create(
        destruction=made,
        person=person,
        symbol="B10",
        ended_on=D(2015, 6, 30),
        due_from=D(2026, 1, 1),
    )
    made.approve(number="OP.1", consent_on=TODAY, assessment="", on=TODAY, by=users.head)
    carry_out(made.pk, on=TODAY)
    assert why_not_yet() == ""

    restore(backup.dump, identities(keys[1]), connections[drill].settings_dict)
    own = connections["default"]
    connections["default"] = connections[drill]
    try:
        assert Person.objects.get(pk=person.pk).last_name == "Żmudzka"
        assert "wróciły z kopią" in why_not_yet()
        with pytest.raises(SystemExit):
            call_command("replay_erasures", check=True)
        call_command("replay_erasures")
        assert everywhere("Żmudzka") == []
        assert Person.objects.get(pk=another.pk).last_name == "Zostaje"
        assert Erasure.objects.get().is_replayed
        assert why_not_yet() == ""
        assert waiting() == []
        assert replay() == []
        assert verify().light is not Light.RED
    finally:
        connections["default"] = own
