"""Inside or outside the municipality is decided by where the person lives, not by a registration."""

import pytest
from django.urls import reverse

from participants.models import Person
from participants.residence import residence

OURS = ["Puławy", "Gołąb"]
ELSEWHERE, HOMELESS = "poza gminą", "Osoba bezdomna"


@pytest.mark.parametrize(
    ("facts", "is_ours", "words"),
    [
        ({"town": "Puławy"}, True, ""),
        ({"town": " PULAWY "}, True, ""),
        ({"town": "gołąb"}, True, ""),
        ({"town": ""}, None, ""),
        ({"town": "Puławy", "registered_address": "ul. Długa 3, 24-130 Gołąb"}, True, ""),
        ({"town": "Puławy", "registered_address": "Lublin, ul. Puławska 4"}, True, "zameldowanie"),
        ({"town": "Lublin"}, False, ELSEWHERE),
        ({"town": "Lublin", "registered_address": "Puławy, Lubelska 1"}, False, "nie zmienia"),
        ({"town": "Puławy Górne"}, False, ELSEWHERE),
        ({"town": "", "is_homeless": True}, None, "wpisz ostatnie zameldowanie"),
        (
            {"is_homeless": True, "last_registered_address": "24-100 Puławy, Wróblewskiego 2"},
            True,
            "",
        ),
        (
            {"is_homeless": True, "last_registered_address": "ul. Puławska 4, Radom"},
            False,
            HOMELESS,
        ),
        # Where a homeless person sleeps decides only in urgent cases.
        (
            {"is_homeless": True, "town": "Puławy", "last_registered_address": "Radom"},
            False,
            "ust. 3",
        ),
    ],
)
def test_residence_decides_and_says_the_consequence(facts, is_ours, words):
    found = residence(OURS, **{"town": ""} | facts)
    assert found.is_ours is is_ours
    assert words in found.sentence
    assert bool(found.sentence) == bool(words)


def test_without_localities_nothing_is_said_of_a_town():
    assert residence([], town="Radom").is_ours is None
    assert residence([" "], town="Radom").sentence == ""


def test_the_details_say_it(client_of, users, centre, person):
    centre.localities = "Puławy, Gołąb\nBorowa"
    centre.save()
    Person.objects.filter(pk=person.pk).update(town="Borowa")
    client, address = client_of(users.worker), reverse("participants:details", args=[person.pk])
    assert "poza gminą" not in client.get(address).text
    Person.objects.filter(pk=person.pk).update(town="Radom")
    assert "Mieszka poza gminą (Radom)" in client.get(address).text
    # Where the application is decided as well, before anybody is admitted.
    for page in ("application", "application_decide"):
        told = client.get(reverse(f"participants:{page}", args=[person.pk])).text
        assert "Ustal z tamtym ośrodkiem" in told
    Person.objects.filter(pk=person.pk).update(town="Gołąb", registered_address="Radom, Żwirki 3")
    assert "zameldowanie ma poza nią" in client.get(address).text
