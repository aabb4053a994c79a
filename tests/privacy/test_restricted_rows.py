"""Every kind of row that leads to a person is held back by the database while processing is restricted."""

import pytest
from django.db import connection, models

from contracts.models import Annex, AnnexText, Refusal
from contracts.models.annex import TEXTS
from kis.activities.models import Attendance
from kis.desk.models import Mailing
from kis.families.models import AccompanyingRequest
from kis.privacy.held import HELD
from kis.privacy.models import DataRequest, DestructionItem, Erasure
from kis.programmes.models import Provider
from participants.guards import NotWhileRestricted
from participants.models import (
    BankAccount,
    BenefitAnswer,
    BenefitCheck,
    CaseAccess,
    CaseOpening,
    InspectedPerson,
    MailConsent,
    Person,
    Restriction,
    ToldApart,
)
from psu.models import (
    Accident,
    Notice,
    PayLine,
    PaymentCorrection,
    PersonMonth,
    StatusCheck,
    StatusNews,
    WorkDay,
    WorkEvent,
)
from tests.privacy.leading import leading_to_a_person
from tests.privacy.test_restriction import SINCE, restrict
from tests.refused import refused

GOES_ON = {
    DataRequest: "o prawa osoby wolno prosić zawsze",
    Restriction: "samo ograniczenie",
    DestructionItem: "spis do brakowania: sprawa z ograniczeniem trwa, więc do niego nie trafia",
    Erasure: "dowód usunięcia danych",
    CaseAccess: "kto prowadzi sprawę, to sprawa ośrodka",
    CaseOpening: "wgląd z powodem: dane wolno czytać",
    InspectedPerson: "kontrola czyta, co jej wolno z mocy prawa",
    ToldApart: "że dwie karty to dwie osoby, nie mówi o żadnej nic nowego",
    BankAccount: "wypłata tego, co się osobie należy",
    MailConsent: "zgodę zawsze wolno cofnąć",
    Attendance: "należne za to, co się odbyło",
    WorkDay: "godziny, za które osobie się płaci",
    WorkEvent: "zdarzenie przy pracy i jego skutki prawne",
    PersonMonth: "rozliczenie pracy",
    PayLine: "wypłata i rozliczenie środków publicznych",
    PaymentCorrection: "poprawka wypłaty",
    StatusNews: "od statusu zależy, czy wolno pracować",
    StatusCheck: "od statusu zależy, czy wolno pracować",
    Accident: "dokument, którego żąda prawo",
    Notice: "zawiadomienie, którego żąda prawo",
    AccompanyingRequest: "osoba sama prosi o pomoc, za jej zgodą (art. 18 ust. 2 RODO)",
    Provider: "umowa ośrodka z tym, kto świadczy usługi",
    Mailing: "przypomnienie dla pracownika, same numery",
}
HELD_BACK = sorted(leading_to_a_person() - set(GOES_ON), key=lambda model: model._meta.label)
WAYS = {held.model: held for held in HELD}


def test_what_goes_on_has_no_such_guard():
    assert [model for model in GOES_ON if guards_of(model)] == []


@pytest.mark.parametrize("model", HELD_BACK, ids=lambda model: model._meta.label)
def test_no_row_comes_changes_or_goes(model, world, db):
    """Another guard may refuse it as well, so this one is asked alone."""
    person = world.inside.person
    row = a_row_of(model, person, world.users)
    restrict(person, world.users)
    table, columns = model._meta.db_table, copied(model)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        for trigger in guards_of(model):
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER "{trigger}"')
    first = columns.split(", ")[0]
    for statement in (
        f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM "{table}" WHERE id = %s',
        f'UPDATE "{table}" SET {first} = {first} WHERE id = %s',
        f'DELETE FROM "{table}" WHERE id = %s',
    ):
        if model is Person and not statement.startswith("DELETE"):
            continue  # the new one is not restricted; what may change of it has tests above
        with refused("processing_restricted"), connection.cursor() as cursor:
            cursor.execute(statement, [row.pk])


def a_row_of(model, person, users):
    """One of the scene; of the few kinds that it lacks one is made."""
    if row := WAYS[model].rows_of([person.pk]).order_by("pk").first():
        return row
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{model._meta.db_table}" DISABLE TRIGGER USER')
    contract = person.contracts.first()
    facts = {
        Refusal: {"contract": contract, "on": SINCE, "who": "x", "noted_by": users.worker},
        AnnexText: {
            "annex": Annex.objects.filter(contract__person=person).first(),
            "field": TEXTS[0],
        },
        BenefitAnswer: {
            "check_made": BenefitCheck.objects.filter(person=person).first(),
            "benefit": "retirement",
            "entitled_from": SINCE,
        },
    }
    return model.objects.create(**facts[model])


def copied(model) -> str:
    return ", ".join(
        f'"{field.column}"'
        for field in model._meta.concrete_fields
        if not field.primary_key and not isinstance(field, models.GeneratedField)
    )


def guards_of(model) -> list[str]:
    return [
        guard.get_pgid(model)
        for guard in model._meta.triggers
        if isinstance(guard, NotWhileRestricted)
    ]
