"""What participants tells in the head of a person's file: category, stay in the club, the next step."""

from django.urls import reverse

from kis.lib.dates import polish
from kis.lib.worded import worded
from participants.file import DUE, GOOD, LATE, LOOK, NEUTRAL, Fact, Step, state_until
from participants.models import Participation, Person
from participants.person_answer import PersonAnswer, Recorded, recorded


def recorded_once(person: Person) -> Recorded:
    """For one request's pages: head, next step and tab ask for the same rows."""
    if not hasattr(person, "_recorded"):
        person._recorded = recorded(person)
    return person._recorded


def answer_once(person: Person, on) -> PersonAnswer:
    return recorded_once(person).answer(on, person.information_given_on)


def last_stay_once(person: Person):
    if not hasattr(person, "_last_stay"):
        person._last_stay = next(iter(_last_stay(person.pk, person=person)), None)
    return person._last_stay


@worded()
def _last_stay(person_pk: int):
    return Participation.objects.filter(person=person_pk).order_by("-starts_on")[:1]


def category_facts(person: Person, on, sensitive: bool) -> list[Fact]:
    answer = answer_once(person, on)
    if answer.main is None:
        return [Fact("Kategoria: nieustalona", DUE)]
    name = f"Kategoria: {answer.main.category.name_for(sensitive=sensitive)}"
    if not sensitive:
        return [Fact(name)]
    if answer.has_evidence:
        end = f"dokument do {polish(answer.good_until)}" if answer.good_until else "bezterminowo"
        return [Fact(f"{name} – {end}", state_until(answer.good_until, on))]
    if answer.expired_on:
        return [Fact(f"{name} – dokument wygasł {polish(answer.expired_on)}", LATE)]
    return [Fact(f"{name} – brak dokumentu", DUE)]


def participation_facts(person: Person, on, sensitive: bool) -> list[Fact]:
    stay = last_stay_once(person)
    if stay is None:
        return [Fact("Udział w KIS: jeszcze nie rozpoczęty", NEUTRAL)]
    if stay.ends_on and stay.ends_on < on:
        outcome = stay.get_outcome_display()
        return [Fact(f"Udział w KIS: {outcome} {polish(stay.ends_on)}", NEUTRAL)]
    if stay.starts_on > on:
        return [Fact(f"Udział w KIS: od {polish(stay.starts_on)}", LOOK)]
    text = f"Udział w KIS: trwa od {polish(stay.starts_on)}"
    if stay.planned_end_on < on:
        return [Fact(f"{text}, planowany koniec minął {polish(stay.planned_end_on)}", LATE)]
    state = state_until(stay.planned_end_on, on)
    if state == GOOD:
        return [Fact(text, GOOD)]
    return [Fact(f"{text}, planowany koniec {polish(stay.planned_end_on)}", state)]


def eligibility_step(person: Person, on, user) -> Step | None:
    """Category, its evidence, the question about benefits: in the order of the work.

    Nothing for a person whose stay in the club is over: coming again is the worker's decision.
    """
    stay = last_stay_once(person)
    if stay and stay.ends_on and stay.ends_on < on:
        return None
    answer = answer_once(person, on)
    if answer.main is None:
        label, name = "ustal kategorię", "participants:eligibility_new"
    elif not answer.has_evidence:
        label, name = "dodaj dokument kategorii", "participants:eligibility"
    elif not any(not check.voided_at for check in recorded_once(person).checks):
        label, name = "zapytaj o świadczenia", "participants:benefits_new"
    elif answer.missing:
        label, name = "uzupełnij kategorię", "participants:eligibility"
    else:
        return None
    return Step(label, reverse(name, args=[person.pk]))
