"""Forms that create something, as people send them: for the tests that send them twice."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.urls import reverse

from contracts.models import SocialContract
from participants.models import (
    BenefitCheck,
    Evidence,
    HouseholdMember,
    Job,
    LabourOfficePeriod,
    Note,
    Person,
)
from psu.models import StatusNews
from tests.factories import PersonFactory
from tests.participants.made import category, established

KEY = "k" * 22


def a_person(users):
    return [PersonFactory(responsible=users.worker).pk]


def a_category(users):
    row = established(PersonFactory(responsible=users.worker), category(), by=users.worker)
    return [row.person_id, row.pk]


@dataclass(frozen=True)
class Creating:
    """`arguments` makes what the address needs and gives its arguments."""

    name: str
    model: type[models.Model]
    typed: dict[str, str]
    arguments: Callable = a_person

    def __str__(self):
        return self.name

    def address(self, users) -> str:
        return reverse(self.name, args=self.arguments(users))

    def sent(self, users, key=KEY) -> dict[str, str]:
        return self.typed | {"responsible": users.worker.pk, "form_key": key}


NOTE = Creating(
    "participants:note_new",
    Note,
    {"day": "23.11.2025", "hour": "9:30", "kind": "call", "text": "Potwierdziła termin."},
)
FORMS = [
    NOTE,
    Creating(
        "participants:labour_period_new",
        LabourOfficePeriod,
        {"kind": "registered", "starts_on": "1.03.2025", "ends_on": "30.04.2025"},
    ),
    Creating(
        "participants:job_new",
        Job,
        {"starts_on": "1.03.2020", "ends_on": "30.04.2021", "position": "magazynier"},
    ),
    Creating(
        "participants:household_member_new",
        HouseholdMember,
        {"relation": "child", "name": "Ola", "born_in": "2019"},
    ),
    Creating(
        "participants:evidence_new",
        Evidence,
        {"kind": "ruling", "issued_on": "3.11.2025", "is_indefinite": "on"},
        a_category,
    ),
    Creating(
        "psu:news_new",
        StatusNews,
        {"what": "status_lost", "starts_on": "14.11.2025", "letter": "PUP, pismo z 20.11"}
        | {"received_on": "23.11.2025"},
    ),
    Creating(
        "participants:benefits_new",
        BenefitCheck,
        {"none": "on", "asked_on": "23.11.2025", "basis": "oświadczenie"}
        | {"ask_again_on": "23.11.2030"},
    ),
    Creating(
        "participants:new", Person, {"last_name": "Nowak", "first_name": "Jan"}, lambda users: []
    ),
    Creating("contracts:new", SocialContract, {"type": "B"}),
]


def key_of(client, address: str) -> str:
    page = client.get(address).content.decode()
    return re.search(r'name="form_key" value="([^"]+)"', page)[1]
