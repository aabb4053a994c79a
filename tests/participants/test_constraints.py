"""What the database refuses whoever writes: rows made past every form."""

from datetime import date

import pytest
from django.db import connection

from kis.lib.refusals import Refused, refused_by_database
from participants.models import (
    Area,
    BankAccount,
    BenefitAnswer,
    CaseAccess,
    Eligibility,
    EligibilityCategory,
    Evidence,
    HouseholdMember,
    Job,
    LabourOfficePeriod,
    Note,
    Participation,
    Person,
)
from tests.contracts.made import signed
from tests.factories import PersonFactory
from tests.participants.made import category, established, paper, question, stay

DAY, NEXT = date(2026, 11, 23), date(2026, 11, 24)


def refused(act) -> str:
    with pytest.raises(Refused) as refusal, refused_by_database():
        act()
    return str(refusal.value)


def test_the_same_pesel_twice(person):
    assert "Osoba z tym numerem PESEL" in refused(
        lambda: PersonFactory(responsible=person.responsible, pesel=person.pesel)
    )


def test_people_without_pesel_are_many(users):
    for _each in range(2):
        PersonFactory(responsible=users.worker, pesel="")


@pytest.mark.parametrize("pesel", ["123", "8105041235a"])
def test_a_pesel_that_is_not_eleven_digits(pesel, person):
    assert refused(lambda: Person.objects.update(pesel=pesel)) == "Numer PESEL ma 11 cyfr."


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u200e", "\u202a", "\u00ad", "\u2069"])
@pytest.mark.parametrize("column", ["last_name", "first_name", "second_name"])
def test_a_name_with_a_sign_that_nobody_sees(column, unseen, person):
    name = f"Ewa{unseen}"

    # Past the column, which would drop it.
    def write():
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE participants_person SET {column} = %s", [name])

    assert "są znaki, których nie widać" in refused(write)


@pytest.mark.parametrize("number", ["6110901014", "61-1090-1014-0000-0712-198", "x" * 26])
def test_an_account_that_is_not_26_digits(number, person):
    row = BankAccount.objects.create(person=person, starts_on=DAY, number="6" * 26)

    assert refused(lambda: BankAccount.objects.filter(pk=row.pk).update(number=number)) == (
        "Numer rachunku ma 26 cyfr."
    )


@pytest.mark.parametrize("facts", [{"identity_kind": "passport"}, {"identity_number": "XY 1"}])
def test_half_an_identity_document(facts, person):
    assert "Podaj i rodzaj, i numer" in refused(lambda: Person.objects.update(**facts))


@pytest.mark.parametrize(("starts_on", "fits"), [(DAY, False), (NEXT, True)])
def test_an_area_overlapping_the_same_area(starts_on, fits, person):
    Area.objects.update(ends_on=DAY)

    def again():
        return Area.objects.create(person=person, kind="kis", starts_on=starts_on)

    assert again() if fits else refused(again) == "Osoba jest już w tym obszarze."


def test_an_area_is_entered_once(person):
    first = Area.objects.enter(person, Area.Kind.PSU, DAY)

    assert Area.objects.enter(person, Area.Kind.PSU, NEXT) == first


@pytest.mark.parametrize(("valid_from", "fits"), [(DAY, False), (NEXT, True)])
def test_two_wordings_of_one_category_on_a_day(valid_from, fits, db):
    first = category()
    EligibilityCategory.objects.filter(pk=first.pk).update(valid_to=DAY)

    def again():
        first.pk, first.valid_from, first.valid_to = None, valid_from, None
        first._state.adding = True
        first.save()
        return True

    assert again() if fits else refused(again).startswith("W tym czasie obowiązuje już inne")


@pytest.mark.parametrize(("on", "fits"), [(DAY, False), (NEXT, True)])
def test_two_main_categories_on_a_day(on, fits, person):
    established(person, category(5), ends_on=DAY, end_reason="ustała przyczyna")

    def again():
        return established(person, category(8), on=on)

    assert again() if fits else refused(again).startswith("Osoba ma już kategorię główną.")


def test_a_further_category_stands_beside_the_main_one(person):
    established(person, category(5))

    assert established(person, category(8), is_main=False)


def test_the_same_category_twice(person):
    established(person, category(5))

    sentence = refused(lambda: established(person, category(5), is_main=False))

    assert sentence == "Ta kategoria jest już ustalona. Dodaj do niej dokument."


def test_a_voided_category_makes_room(person, users):
    established(person, category(5)).void(by=users.coordinator, reason="pomyłka")

    assert established(person, category(5))


def test_a_category_ended_without_a_reason(person):
    established(person)

    assert "dlaczego" in refused(lambda: Eligibility.objects.update(ends_on=DAY))


@pytest.mark.parametrize(
    "facts",
    [
        {"is_indefinite": True, "valid_until": DAY},
        {"is_indefinite": False, "valid_until": None},
        {"is_indefinite": False, "valid_until": date(2025, 1, 1)},
        {"is_indefinite": False, "valid_until": DAY, "extended_until": NEXT},
        {"is_indefinite": False, "valid_until": DAY, "extended_basis": "ustawa"},
        {
            "is_indefinite": False,
            "valid_until": DAY,
            "extended_until": DAY,
            "extended_basis": "ustawa",
        },
    ],
)
def test_evidence_that_contradicts_itself(facts, person):
    paper(established(person))

    assert refused(lambda: Evidence.objects.update(**facts))


@pytest.mark.parametrize("make", [established, lambda p: paper(established(p)), question])
def test_voiding_by_its_own_author_or_without_a_reason(make, person, users):
    row = make(person)
    rows = type(row).with_voided.filter(pk=row.pk)
    moment = person.created_at

    for facts in (
        {"voided_by": row.author, "void_reason": "pomyłka"},
        {"voided_by": users.coordinator, "void_reason": ""},
        {"voided_by": None, "void_reason": "pomyłka"},
    ):
        sentence = refused(lambda facts=facts: rows.update(voided_at=moment, **facts))
        assert sentence == "Wpis unieważnia druga osoba i podaje powód."

    rows.update(voided_at=moment, voided_by=users.coordinator, void_reason="pomyłka")
    assert not type(row).objects.filter(pk=row.pk).exists()


def test_benefits_asked_again_before_they_were_asked(person):
    made = question(person)

    assert refused(lambda: type(made).objects.filter(pk=made.pk).update(ask_again_on=made.asked_on))


def test_one_benefit_twice_in_an_answer(person):
    made = question(person, retirement=DAY)

    assert refused(
        lambda: BenefitAnswer.objects.create(
            check_made=made, benefit="retirement", entitled_from=DAY
        )
    )


@pytest.mark.parametrize(("starts_on", "fits"), [(DAY, False), (NEXT, True)])
def test_two_accounts_on_a_day(starts_on, fits, person):
    BankAccount.objects.create(person=person, starts_on=date(2026, 1, 1), ends_on=DAY)

    def again():
        return BankAccount.objects.create(person=person, starts_on=starts_on)

    assert again() if fits else refused(again)


@pytest.mark.parametrize(
    ("model", "more"),
    [
        (LabourOfficePeriod, {}),
        (Job, {"position": "kucharz"}),
        (BankAccount, {}),
        (Area, {"kind": "psu"}),
    ],
)
def test_an_end_before_the_start(model, more, person):
    assert refused(lambda: model.objects.create(person=person, starts_on=NEXT, ends_on=DAY, **more))


def test_an_access_that_ends_before_it_starts(person, users):
    assert refused(
        lambda: CaseAccess.objects.create(
            person=person,
            user=users.colleague,
            why="deputy",
            reason="urlop",
            given_by=users.coordinator,
            starts_on=NEXT,
            ends_on=DAY,
        )
    )


def note(person):
    return Note.objects.create(person=person, kind="talk", text="x", author=person.responsible)


def way_of_payment(person):
    return BankAccount.objects.create(person=person, starts_on=DAY)


def case_access(person):
    who = person.responsible
    return CaseAccess.objects.create(
        person=person, user=who, why="deputy", reason="urlop", starts_on=DAY, given_by=who
    )


def evidence(person):
    return paper(established(person))


def answer(person):
    return question(person, retirement=DAY).answers.get()


def labour_period(person):
    return LabourOfficePeriod.objects.create(person=person, starts_on=DAY)


def job(person):
    return Job.objects.create(person=person, starts_on=DAY, position="kucharz")


def household_member(person):
    return HouseholdMember.objects.create(person=person, relation="child")


KEPT = {
    "person": lambda person: person,
    "eligibility": established,
    "evidence": evidence,
    "question": question,
    "answer": answer,
    "labour period": labour_period,
    "job": job,
    "household member": household_member,
    "participation": lambda person: stay(person, DAY),
    "note": note,
    "payment": way_of_payment,
    "access": case_access,
}


@pytest.mark.parametrize("name", KEPT)
def test_peoples_records_are_not_deleted_by_sql(name, person):
    row = KEPT[name](person)
    assert "nie usuwa się" in refused(
        lambda: row._meta.base_manager.filter(pk=row.pk)._raw_delete("default")
    )


# A stay that moves is refused as one without a contract before anything else.
@pytest.mark.parametrize(
    "name", sorted(KEPT.keys() - {"person", "evidence", "answer", "participation"})
)
def test_peoples_records_do_not_move_to_somebody_else(name, person):
    row, other = KEPT[name](person), PersonFactory(responsible=person.responsible)
    assert "nie przenosi" in refused(
        lambda: row._meta.base_manager.filter(pk=row.pk).update(person=other)
    )


def test_a_stay_does_not_move_even_to_a_person_with_a_contract(person):
    row, other = stay(person, DAY), PersonFactory(responsible=person.responsible)
    signed(other, on=DAY)
    assert "nie przenosi" in refused(
        lambda: Participation.objects.filter(pk=row.pk).update(person=other)
    )


@pytest.mark.parametrize(("make", "part_of"), [(evidence, "eligibility"), (answer, "check_made")])
def test_parts_of_a_record_do_not_move_to_another(make, part_of, person):
    row, other = make(person), make(PersonFactory(responsible=person.responsible))
    whole = {part_of: getattr(other, part_of)}
    assert "nie przenosi" in refused(
        lambda: row._meta.base_manager.filter(pk=row.pk).update(**whole)
    )


@pytest.mark.parametrize("make", [established, question, evidence])
def test_a_voided_entry_is_neither_revived_nor_mended(make, person, users):
    row = make(person)
    row.void(by=users.coordinator, reason="pomyłka")
    rows = row._meta.base_manager.filter(pk=row.pk)
    for facts in (
        {"voided_at": None, "voided_by": None, "void_reason": ""},
        {"void_reason": "inny powód"},
    ):
        assert "jest unieważniony" in refused(lambda facts=facts: rows.update(**facts))
