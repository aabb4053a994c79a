"""What a rehearsal concludes from what was answered and what was found."""

from deploy.local.rehearse.judging import gap, judged
from deploy.local.rehearse.saving import LABEL, Save, Saver

KEYS = [letter * 22 for letter in "ABCD"]


def save(key, *, answered=True, doubtful=None):
    return Save(key, 1.0, answered_at=5.0 if answered else None, doubtful_at=doubtful)


def note(key):
    return f"{LABEL} {key}"


def test_what_was_answered_and_is_found_once_is_neither_lost_nor_doubled():
    verdict = judged([save(KEYS[0])], [note(KEYS[0]), "rozmowa"], {})
    assert (verdict.answered, verdict.lost, verdict.doubled) == (1, [], [])


def test_what_was_answered_and_is_not_found_is_lost():
    assert judged([save(KEYS[0]), save(KEYS[1])], [note(KEYS[1])], {}).lost == [KEYS[0]]


def test_what_was_never_answered_is_not_lost_and_is_named():
    verdict = judged([save(KEYS[0], answered=False, doubtful=2.0)], [], {})
    assert (verdict.lost, verdict.unanswered, verdict.answered) == ([], [KEYS[0]], 0)


def test_a_key_found_twice_is_doubled():
    assert judged([save(KEYS[0])], [note(KEYS[0])] * 2, {}).doubled == [KEYS[0]]


def test_of_the_doubtful_those_are_kept_that_were_taken_before_the_doubt():
    saves = [save(KEYS[0], doubtful=2.0), save(KEYS[1], doubtful=2.0), save(KEYS[2])]
    verdict = judged(saves, map(note, KEYS[:3]), {KEYS[0]: 1.5, KEYS[1]: 2.5, KEYS[2]: 1.0})
    assert (verdict.doubtful, verdict.kept) == (KEYS[:2], [KEYS[0]])


def test_the_gap_is_between_the_last_before_and_the_first_after():
    assert gap([4.0, 1.0, 2.0, 3.9], at=2.5) == 1.9


def test_without_a_moment_after_it_the_gap_is_endless():
    assert gap([1.0, 2.0], at=2.5) == float("inf")
    assert gap([], at=1) == float("inf")


def test_a_form_carries_the_key_of_its_save():
    sent = Saver([1], "sessionid=x; csrftoken=abc", 7, "30.11.2026").form(save(KEYS[0]))
    assert f"form_key={KEYS[0]}" in sent
    assert "csrfmiddlewaretoken=abc" in sent
