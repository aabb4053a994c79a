"""Who sees whom, who writes about whom, and who reads what is sensitive: one table for all roles."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.http import Http404

from participants.file import PersonFile
from participants.models import CaseAccess, Person
from participants.scope import as_saved, readable_file, writable_file
from tests.factories import PersonFactory

DAY = timedelta(days=1)


@pytest.fixture
def people(users, on):
    """People by what they are to `users.worker`."""
    known = {
        "own": PersonFactory(responsible=users.worker),
        "another's": PersonFactory(responsible=users.colleague),
        "in PSU only": PersonFactory(responsible=users.worker, area="psu"),
        "of another part": PersonFactory(responsible=users.worker, area="families"),
        "gone from the club": PersonFactory(responsible=users.worker),
        "led by the head": PersonFactory(responsible=users.head),
    }
    known["gone from the club"].areas.update(ends_on=on - DAY)
    for name, first, last in (
        ("given today", on, on),
        ("given for good", on, None),
        ("given till yesterday", on - DAY, on - DAY),
        ("given from tomorrow", on + DAY, None),
    ):
        known[name] = PersonFactory(responsible=users.colleague)
        give(known[name], users.worker, first, last, by=users.coordinator)
    give(known["led by the head"], users.colleague, on, None, by=users.coordinator)
    return known


def give(person, user, starts_on, ends_on, *, by):
    CaseAccess.objects.create(
        person=person,
        user=user,
        why="deputy",
        reason="urlop",
        starts_on=starts_on,
        ends_on=ends_on,
        given_by=by,
    )


HIDDEN = {"of another part"}
VISIBLE = {
    *("own", "another's", "in PSU only", "gone from the club", "led by the head"),
    *("given today", "given for good", "given till yesterday", "given from tomorrow"),
}
OF_THE_WORKER = {"own", "in PSU only", "gone from the club", "given today", "given for good"}
OF_THE_COLLEAGUE = {
    *("another's", "given today", "given for good", "given till yesterday", "given from tomorrow"),
    "led by the head",  # and given to this colleague
}
# user → whom they see, whom they write about, whose sensitive facts they read
SCOPES = {
    "worker": (VISIBLE, OF_THE_WORKER, OF_THE_WORKER),
    "colleague": (VISIBLE, OF_THE_COLLEAGUE, OF_THE_COLLEAGUE),
    "coordinator": (VISIBLE, VISIBLE, VISIBLE),
    "head": (VISIBLE, set(), VISIBLE),
    **dict.fromkeys(
        ["supervisor", "accountant", "content", "system", "inspector"], (set(), set(), set())
    ),
}


@pytest.mark.parametrize("role", SCOPES)
def test_everybody_sees_writes_and_reads_within_their_scope(users, people, on, role):
    user = getattr(users, role)
    seen, written, read = SCOPES[role]

    def names(found):
        numbers = set(found.values_list("pk", flat=True))
        return {name for name, person in people.items() if person.pk in numbers}

    assert set(people) == VISIBLE | HIDDEN
    assert names(Person.objects.visible_to(user)) == seen
    assert names(Person.objects.writable_by(user, on)) == written
    assert names(Person.objects.with_sensitive_for(user, on)) == read


@pytest.mark.parametrize("role", SCOPES)
def test_one_person_is_answered_as_the_whole_register_is(users, people, on, role):
    user = getattr(users, role)
    seen, written, read = SCOPES[role]
    for name in people:
        person = Person.objects.get(pk=people[name].pk)
        assert person.is_writable_by(user, on) is (name in written)
        if name in seen:
            assert PersonFile(person, user, on).sensitive is (name in read)


def given(ask, user, person, on):
    try:
        return ask(SimpleNamespace(user=user, method="GET"), person.pk, on)
    except Http404:
        return None


@pytest.mark.parametrize("role", SCOPES)
def test_the_page_of_a_person_asks_the_same_in_one_query(
    users, people, on, role, django_assert_num_queries
):
    seen, written, _ = SCOPES[role]
    user = getattr(users, role)
    assert user.roles  # read before
    for name, known in people.items():
        with django_assert_num_queries(1):
            file = given(readable_file, user, known, on)
            assert (file is not None) is (name in seen)
            if file:
                assert file.person == known
                assert file.person.responsible == known.responsible
                assert file.writable is (name in written)
        assert (given(writable_file, user, known, on) is not None) is (name in written)


@pytest.mark.parametrize(("sent", "asked"), [({}, 0), ({"last_name": "Nowa"}, 1)])
def test_under_a_form_that_was_sent_the_file_is_read_again_as_it_is_saved(
    users, people, on, sent, asked, django_assert_num_queries
):
    request = SimpleNamespace(user=users.worker, POST=sent)
    file = writable_file(request, people["own"].pk, on)
    saved, file.person.last_name = file.person.last_name, "Nowa"
    with django_assert_num_queries(asked):
        shown = as_saved(request, file)
    assert shown.person.last_name == (saved if sent else "Nowa")
