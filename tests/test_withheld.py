"""What is sensitive of a person is told to nobody without the right, wherever the person appears.

Each free text that the history withholds gets a word found nowhere else; then every page, table to take away
and paper is read by those who may not know it.
"""

import itertools
import re

import pytest
from django.contrib import admin
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone

from contracts.models import SocialContract
from kis.desk.tracked import SOURCES
from kis.lib.records import Voidable
from kis.lib.work import DeskGroup
from participants.models import AcceptedEvidence, BenefitAnswer, EligibilityCategory
from tests.walked import walk

SENSITIVE = [source for source in SOURCES if source.sensitive]
# Read by everybody who sees the person, though the rest of the row is not.
OPEN = {
    *("BankAccount.owner", "BankAccount.number"),  # of the details
    "SocialContract.number",
    "SocialContract.worker_phone",
    "Participation.rules_version",
    *("Referral.number", "Referral.planned_time"),
    "Referral.work_advice",  # written for the place of work, without a diagnosis
}
# What a form lets choose is nobody's; nor is the head of a line of figures: it stands there of nobody, too.
CHOICES = re.compile(
    r'<(option|label)\b.*?</\1>|<th scope="row" class="of-all">.*?</th>', re.DOTALL
)
# (model, column, value): what is chosen of a list tells as much as a text.
CHOSEN = [
    ("Participation", "leaving_reason", "health"),
    ("Participation", "what_next", "pension"),
    ("FollowUp", "what_next", "cis"),
    ("Break", "reason", "illness"),
    ("Evidence", "kind", "discharge"),
    ("StatusNews", "what", "benefit_gained"),
    ("StatusNews", "cause", "refused"),
    ("Note", "is_restricted", True),
]
WITHOUT_THE_RIGHT = [
    "colleague",
    "supervisor",
    "accountant",
    "inspector",
    "content",
    "system",
    "leader",
]


def texts_of(model):
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        if is_text and not field.generated and f"{model.__name__}.{field.name}" not in OPEN:
            yield field.name


def write(source, person, **values):
    """To the person's rows and to what the history keeps of them."""
    to_owner = source.to_owner.replace("pgh_obj", "pk")
    rows = source.model._base_manager.filter(**{to_owner: person})
    rows.update(**values)
    source.events_of([person.pk]).update(**values)


def past_the_rules(cursor):
    """Neither a trigger nor a check keeps the words out. Gone with the transaction."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET LOCAL session_replication_role = replica")
    for table in {source.model._meta.db_table for source in SOURCES}:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass",
            [table],
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')


def words_for(field, value):
    return str(dict(field.choices)[value]) if field.choices else ""


@pytest.fixture(scope="module")
def markers(world, django_db_blocker):
    """Word → the column that it stands in."""
    person, number, told = world.inside.person, itertools.count(100), {}
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        past_the_rules(cursor)
        for source in SENSITIVE:
            for name in texts_of(source.model):
                word = f"Z{next(number)}"
                write(source, person, **{name: word})
                told[word] = f"{source.model.__name__}.{name}"
        for model, name, value in CHOSEN:
            source = next(source for source in SOURCES if source.model.__name__ == model)
            write(source, person, **{name: value})
            if words := words_for(source.model._meta.get_field(name), value):
                told[words] = f"{model}.{name}"
        BenefitAnswer.objects.create(
            check_made=person.benefit_checks.get(), benefit="teachers", entitled_from="2020-01-01"
        )
        told[BenefitAnswer.Benefit.TEACHERS.label] = "BenefitAnswer.benefit"
        EligibilityCategory.objects.update(
            is_sensitive=True, public_wording="Zkat", statutory_wording="Zust"
        )
        told |= {"Zkat": "EligibilityCategory", "Zust": "EligibilityCategory"}
        cursor.execute("SET LOCAL session_replication_role = origin")
    return told


def void_everything(users):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for source in SOURCES:
            if issubclass(source.model, Voidable):
                source.model._base_manager.update(
                    voided_at=timezone.now(), voided_by=users.coordinator
                )
        cursor.execute("SET LOCAL session_replication_role = origin")


def further_addresses(person):
    for contract in SocialContract.with_voided.filter(person=person):
        yield reverse("contracts:contract", args=[person.pk, contract.pk])
    yield reverse("desk:start") + "?czyje=wszystkie"
    for group in DeskGroup:
        yield reverse("desk:group", args=[group]) + "?czyje=wszystkie"
    for name in ("participants", "contracts"):
        yield reverse(f"{name}:table") + "?plik=csv"
    yield reverse("contracts:register") + "?stan=uniewazniony"
    for model in list(admin.site._registry):
        meta = model._meta
        if model not in (EligibilityCategory, AcceptedEvidence):  # which the centre words itself
            yield reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")


def found_on(world, user, markers):
    read = walk(world.client_of, user, world.inside, more=further_addresses(world.inside.person))
    return {
        url: sorted(told for word, told in markers.items() if word.lower() in words.lower())
        for url, read_there in read
        for words in [CHOICES.sub("", read_there)]
    }


# Their own entries, which nobody else may read.
OWN = {"leader": "Consultation."}


@pytest.mark.parametrize("name", WITHOUT_THE_RIGHT)
def test_without_the_right_no_page_tells_what_is_sensitive(db, world, markers, name):
    others = {word: at for word, at in markers.items() if not at.startswith(OWN.get(name, "-"))}
    pages = found_on(world, getattr(world.users, name), others)
    assert {url: told for url, told in pages.items() if told} == {}


def test_what_was_voided_tells_no_more(db, world, markers):
    void_everything(world.users)
    pages = found_on(world, world.users.colleague, markers)
    assert {url: told for url, told in pages.items() if told} == {}


# Of the scene's person there is none, or none in a state that a page tells of.
NOT_TOLD = {
    *("Refusal", "StatusCheck", "Approval", "ReviewAttempt"),
    "Restriction",  # of somebody else in the scene: nothing may be entered of whom it is of
}


def test_to_whom_has_the_right_it_is_told(db, world, markers):
    """Else the words would stand nowhere, and nobody without the right could be seen to read them."""
    live = found_on(world, world.users.coordinator, markers)
    void_everything(world.users)
    pages = [*live.values(), *found_on(world, world.users.coordinator, markers).values()]
    told_of = {name.split(".")[0] for told in pages for name in told}
    assert told_of == {name.split(".")[0] for name in markers.values()} - NOT_TOLD
