"""Art. 1 ust. 2–3a ustawy o zatrudnieniu socjalnym, with the days around each border."""

from datetime import date

import pytest

from participants.eligibility import (
    AskedEntitlements,
    Entitlement,
    EvidencePaper,
    Ground,
    answer,
    good_until,
    last_day_by_law,
    missing_benefits,
    missing_ground,
    missing_information,
    tells_of_temporary_protection,
)

EARLIER = EvidencePaper(date(2026, 5, 4), date(2026, 11, 3))
NOW = EvidencePaper(date(2026, 11, 16), date(2026, 12, 18))
FOR_GOOD = EvidencePaper(date(2026, 11, 16), None)


def ground(*papers, **facts):
    return Ground(established_on=date(2026, 11, 16), papers=papers, **facts)


@pytest.mark.parametrize(
    ("on", "missing"),
    [
        (date(2026, 11, 15), ["Kategorię uprawniającą ustalono dopiero 16.11.2026."]),
        (date(2026, 11, 16), []),
        (date(2026, 12, 18), []),
        (
            date(2026, 12, 19),
            ["Dokument kategorii wygasł 18.12.2026. Dodaj ważny dokument."],
        ),
    ],
)
def test_a_category_holds_from_its_day_as_long_as_its_evidence(on, missing):
    assert missing_ground(on, [ground(NOW)]) == missing


@pytest.mark.parametrize(
    ("on", "missing"),
    [
        (date(2026, 11, 30), []),
        (
            date(2026, 12, 1),
            ["Kategoria uprawniająca skończyła się 30.11.2026. Ustal kategorię."],
        ),
    ],
)
def test_an_ended_category_holds_through_its_last_day(on, missing):
    assert missing_ground(on, [ground(FOR_GOOD, ends_on=date(2026, 11, 30))]) == missing


@pytest.mark.parametrize(
    ("on", "missing"),
    [
        (date(2026, 11, 19), ["Dokument kategorii wystawiono dopiero 20.11.2026."]),
        (date(2026, 11, 20), []),
    ],
)
def test_evidence_counts_from_the_day_it_was_issued(on, missing):
    assert missing_ground(on, [ground(EvidencePaper(date(2026, 11, 20), None))]) == missing


def test_nothing_established_is_said():
    assert missing_ground(date(2026, 11, 20), []) == ["Nie ustalono kategorii uprawniającej."]


def test_a_category_without_a_paper_is_not_enough():
    assert missing_ground(date(2026, 11, 20), [ground()]) == [
        "Brakuje dokumentu potwierdzającego kategorię."
    ]


def test_a_newer_paper_takes_over_from_an_expired_one():
    assert missing_ground(date(2026, 11, 20), [ground(EARLIER, NOW)]) == []


def test_a_further_category_with_good_evidence_is_enough():
    assert missing_ground(date(2026, 11, 20), [ground(EARLIER), ground(NOW)]) == []


def test_the_conditions_need_words():
    (sentence,) = missing_ground(date(2026, 11, 20), [ground(NOW, is_described=False)])

    assert sentence.startswith("Nie opisano, na czym polega wykluczenie")


def test_the_open_category_needs_its_reason():
    (sentence,) = missing_ground(date(2026, 11, 20), [ground(NOW, lacks_reason=True)])

    assert sentence == "Kategoria spoza listy ustawy wymaga powodu. Uzupełnij powód."


def test_two_halves_of_two_categories_do_not_make_a_whole_one():
    halves = [ground(NOW, is_described=False), ground(EARLIER)]

    (sentence,) = missing_ground(date(2026, 11, 20), halves)

    assert sentence.startswith("Żadna z ustalonych kategorii nie ma naraz")


NONE = AskedEntitlements(asked_on=date(2026, 11, 16), ask_again_on=date(2027, 2, 16))


@pytest.mark.parametrize(
    ("on", "missing"),
    [
        (
            date(2026, 11, 15),
            ["Brakuje odpowiedzi o świadczeniach wykluczających. Zapytaj i wpisz odpowiedź."],
        ),
        (date(2026, 11, 16), []),
        (date(2027, 2, 15), []),
        (
            date(2027, 2, 16),
            [
                "Świadczenia wykluczające są do ponownego sprawdzenia od 16.02.2027 "
                "(poprzednio 16.11.2026)."
            ],
        ),
    ],
)
def test_an_answer_holds_from_its_day_until_it_is_due_again(on, missing):
    assert missing_benefits(on, [NONE]) == missing


@pytest.mark.parametrize(
    ("on", "excluded"),
    [(date(2026, 11, 30), False), (date(2026, 12, 1), True), (date(2027, 3, 1), True)],
)
def test_entitlement_excludes_from_its_day(on, excluded):
    retires = AskedEntitlements(
        asked_on=date(2026, 11, 16),
        ask_again_on=date(2027, 2, 16),
        entitlements=(Entitlement("emerytura", date(2026, 12, 1)),),
    )

    missing = missing_benefits(on, [retires])

    assert missing == (
        [
            "Od 1.12.2026 osoba ma prawo do świadczenia, które wyklucza udział (art. 1 ust. 3): "
            "emerytura."
        ]
        if excluded
        else []
    )


@pytest.mark.parametrize(
    ("on", "excluded"),
    [(date(2026, 11, 13), False), (date(2026, 11, 14), True), (date(2026, 11, 19), True)],
)
def test_news_of_a_right_reaches_back_to_the_day_it_began(on, excluded):
    asked = AskedEntitlements(asked_on=date(2026, 11, 2), ask_again_on=date(2027, 2, 2))
    news = AskedEntitlements(
        asked_on=date(2026, 11, 20),
        ask_again_on=date(2027, 2, 20),
        entitlements=(Entitlement("zasiłek dla bezrobotnych", date(2026, 11, 14)),),
    )

    assert bool(missing_benefits(on, [asked, news])) is excluded


def test_a_right_that_a_later_answer_no_longer_names_has_ended():
    had = AskedEntitlements(
        asked_on=date(2026, 9, 1),
        ask_again_on=date(2026, 12, 1),
        entitlements=(Entitlement("zasiłek dla bezrobotnych", date(2026, 8, 1)),),
    )

    assert missing_benefits(date(2026, 11, 15), [had, NONE])
    assert missing_benefits(date(2026, 11, 16), [had, NONE]) == []


@pytest.mark.parametrize(
    ("informed_on", "missing"),
    [
        (None, ["Nie przekazano informacji o danych osobowych (art. 13 RODO)."]),
        (date(2026, 11, 20), []),
        (
            date(2026, 11, 21),
            [
                "Informację o danych osobowych przekazano dopiero 21.11.2026. "
                "Wybierz dzień nie wcześniejszy albo popraw tę datę w zakładce „Dane”."
            ],
        ),
    ],
)
def test_the_information_on_personal_data_comes_first(informed_on, missing):
    assert missing_information(date(2026, 11, 20), informed_on) == missing


def test_everything_that_is_missing_is_said_at_once():
    found = answer(date(2026, 11, 20), grounds=[], questions=[], informed_on=None)

    assert not found.eligible
    assert len(found.missing) == 3


def test_nothing_missing_is_eligible():
    found = answer(
        date(2026, 11, 20),
        grounds=[ground(NOW)],
        questions=[NONE],
        informed_on=date(2026, 11, 16),
    )

    assert found.eligible
    assert found.good_until == date(2026, 12, 18)


@pytest.mark.parametrize(
    ("papers", "until"),
    [
        ([NOW], date(2026, 12, 18)),
        ([NOW, FOR_GOOD], None),
        ([EARLIER], None),
        ([NOW, EvidencePaper(date(2026, 11, 18), date(2027, 1, 18))], date(2027, 1, 18)),
    ],
)
def test_evidence_is_good_until_the_last_paper_that_is_good_now(papers, until):
    assert good_until(date(2026, 11, 20), [ground(*papers)]) == until


def test_evidence_of_a_category_that_does_not_hold_promises_no_longer_time():
    long_paper = EvidencePaper(date(2026, 11, 16), date(2027, 11, 16))
    grounds = [ground(NOW), ground(long_paper, is_described=False)]
    found = answer(
        date(2026, 11, 20),
        grounds=grounds,
        questions=[AskedEntitlements(date(2026, 11, 20), date(2027, 2, 20))],
        informed_on=date(2026, 11, 16),
    )
    assert found.eligible
    assert found.good_until == date(2026, 12, 18)
    assert good_until(date(2026, 11, 20), grounds[1:]) == date(2027, 11, 16)


PROGRAMME = EvidencePaper(date(2026, 3, 2), date(2026, 11, 30), is_programme=True)
NEXT_PROGRAMME = EvidencePaper(date(2026, 12, 10), date(2027, 3, 31), is_programme=True)
ENDED = (
    "Indywidualny program trwał do 30.11.2026 i z tym dniem kategoria skończyła się sama. Dodaj następny "
    "program albo zakończ tę kategorię i ustal inną, jeśli osoba ją spełnia."
)


@pytest.mark.parametrize(
    ("on", "missing"),
    [
        (date(2026, 11, 30), []),
        (date(2026, 12, 1), [ENDED]),
        (date(2026, 12, 9), [ENDED]),
        (date(2026, 12, 10), []),
        (date(2027, 3, 31), []),
    ],
)
def test_a_category_ends_with_its_programme_whatever_certificate_is_still_good(on, missing):
    held = ground(PROGRAMME, NEXT_PROGRAMME, FOR_GOOD)

    assert missing_ground(on, [held]) == missing
    assert good_until(on, [held]) == (None if missing else held.programme_until(on))


def test_another_category_that_holds_stands_beside_an_ended_programme():
    day = date(2026, 12, 1)

    assert missing_ground(day, [ground(PROGRAMME), ground(NOW)]) == []
    assert good_until(day, [ground(PROGRAMME), ground(NOW)]) == date(2026, 12, 18)


def test_a_programme_without_an_end_ends_nothing():
    goes_on = EvidencePaper(date(2026, 3, 2), None, is_programme=True)

    assert ground(PROGRAMME, goes_on).programme_until(date(2027, 1, 1)) is None
    assert missing_ground(date(2027, 1, 1), [ground(PROGRAMME, goes_on)]) == []


@pytest.mark.parametrize(
    ("issued_on", "last"),
    [
        (date(2026, 3, 1), date(2027, 2, 28)),
        (date(2027, 3, 1), date(2028, 2, 29)),
        (date(2026, 3, 15), date(2027, 3, 14)),
        (date(2028, 2, 29), date(2029, 2, 27)),
    ],
)
def test_twelve_months_end_on_the_eve_of_their_day(issued_on, last):
    assert last_day_by_law(issued_on, 12) == last


@pytest.mark.parametrize(
    ("code", "words", "tells"),
    [
        (7, "zaświadczenie o ochronie czasowej", True),
        (7, "PESEL UKR", True),
        (7, "pesel ukr", True),
        (7, "czasowa ochrona", True),
        (7, "decyzja Szefa Urzędu do Spraw Cudzoziemców, obywatel Ukrainy", False),
        (7, "", False),
        (9, "PESEL UKR", False),
    ],
)
def test_temporary_protection_is_heard_beside_the_category_of_refugees_alone(code, words, tells):
    assert tells_of_temporary_protection(code, "", words) is tells
