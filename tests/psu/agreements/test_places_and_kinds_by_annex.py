"""An annex brings places and kinds of work, or takes them away, from its day on."""

import pytest
from django.urls import reverse

from psu.agreements.covered import keep_from
from psu.models import AgreementAnnex, AgreementKind, AgreementPlace, Referral
from tests.psu.agreements.test_annexes import annex, typed
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    WorkKindFactory,
    WorkPlaceFactory,
    work,
)
from tests.psu.guarded import day
from tests.refused import name_of_refusal, refused

LAST, FIRST = day("2025-06-30"), day("2025-07-01")


@pytest.fixture
def library(users):
    return WorkPlaceFactory(name="Biblioteka")


@pytest.fixture
def papers(users):
    return WorkKindFactory(name="Prace biurowe")


def moved(agreement, *, since="2025-07-01", places=None, kinds=None, **changed):
    """An annex after which the agreement names these places and kinds, where they change."""
    made = annex(agreement, since=since, **changed)
    keep_from(
        made,
        agreement.places_on(made.valid_from) if places is None else places,
        agreement.kinds_on(made.valid_from) if kinds is None else kinds,
    )
    return made


def test_a_place_comes_from_the_annexs_day(agreement, place, library):
    moved(agreement, places=[place, library])
    sent = ReferralFactory(agreement=agreement, place=library)
    with refused("workday_place"):
        work(sent, LAST, 2)
    work(sent, FIRST, 2)


def test_a_place_goes_from_the_annexs_day(agreement, place, library):
    sent = ReferralFactory(agreement=agreement, place=place)
    moved(agreement, places=[library])
    work(sent, LAST, 2)
    with refused("workday_place"):
        work(sent, FIRST, 2)


def test_a_kind_comes_and_another_goes_from_the_annexs_day(agreement, place, papers):
    sent = ReferralFactory(agreement=agreement, place=place)
    before = sent.kind
    moved(agreement, kinds=[papers])
    work(sent, LAST, 2, kind=before)
    with refused("workday_kind"):
        work(sent, FIRST, 2, kind=before)
    work(sent, FIRST, 2, kind=papers)
    assert [list(agreement.kinds_on(each)) for each in (LAST, FIRST)] == [[before], [papers]]


def test_an_annex_under_days_worked_is_refused(agreement, place, library, papers):
    work(ReferralFactory(agreement=agreement, place=place), FIRST, 2)
    with refused("agreement_place_under_days"):
        moved(agreement, places=[library])
    with refused("agreement_kind_under_days"):
        moved(agreement, kinds=[papers])
    moved(agreement, since="2025-07-02", places=[library], kinds=[papers])


def test_a_voided_annex_leaves_the_places_as_they_were_before(agreement, place, library, users):
    moved(agreement, places=[library]).void(by=users.worker, reason="pomyłka")
    assert list(agreement.places_on(FIRST)) == [place]
    with refused("workday_place"):
        work(ReferralFactory(agreement=agreement, place=library), FIRST, 2)
    work(ReferralFactory(agreement=agreement, place=place), FIRST, 2)
    again = moved(agreement, since="2025-08-01", places=[library])
    assert [list(agreement.places_on(day(each))) for each in ("2025-07-31", "2025-08-01")] == [
        [place],
        [library],
    ]
    assert AgreementPlace.objects.get(place=place).ends_on == day("2025-07-31")
    assert again.number in {str(row.from_annex.number) for row in _brought(library)}


def _brought(place):
    return AgreementPlace.objects.not_undone().filter(place=place)


def test_an_annex_whose_place_has_days_is_not_voided(agreement, place, library, users):
    made = moved(agreement, places=[place, library])
    work(ReferralFactory(agreement=agreement, place=library), FIRST, 2)
    assert name_of_refusal(made.void, by=users.worker, reason="x") == "agreement_place_under_days"


def test_a_place_that_went_may_come_back(agreement, place, library):
    moved(agreement, places=[library])
    moved(agreement, since="2025-09-01", places=[place])
    found = [
        [str(each) for each in agreement.places_on(day(text))]
        for text in ("2025-06-30", "2025-07-01", "2025-08-31", "2025-09-01")
    ]
    assert found == [[str(place)], ["Biblioteka"], ["Biblioteka"], [str(place)]]


def test_what_an_annex_did_is_moved_by_no_sql(agreement, place, library, users):
    made = moved(agreement, places=[library])
    later = annex(agreement, since="2025-10-01")
    foreign = annex(AgreementFactory(place=place, number="obce"))
    went, came = AgreementPlace.objects.filter(agreement=agreement).order_by("pk")
    row = AgreementPlace.objects.filter(pk=went.pk)
    assert name_of_refusal(row.update, until_annex=later) == "agreement_part_gone"
    assert name_of_refusal(row.update, until_annex=None) == "agreement_part_gone"
    row = AgreementPlace.objects.filter(pk=came.pk)
    assert name_of_refusal(row.update, until_annex=foreign) == "agreement_part_of_another"
    assert name_of_refusal(row.update, from_annex=None) == "agreement_part_stays"
    assert name_of_refusal(row.update, place=place) == "agreement_part_stays"
    assert (
        name_of_refusal(
            AgreementKind.objects.create,
            agreement=agreement,
            kind=WorkKindFactory(),
            from_annex=foreign,
        )
        == "agreement_part_of_another"
    )
    work(ReferralFactory(agreement=agreement, place=library), FIRST, 2)
    assert name_of_refusal(row.delete) == "agreement_place_under_days"
    assert name_of_refusal(row.update, until_annex=made) == "agreement_place_under_days"


def test_one_place_is_named_once(agreement, place):
    with refused("agreement_place_once"):
        AgreementPlace.objects.create(agreement=agreement, place=place)


# screens


def test_the_annex_is_filled_in_with_the_places_and_kinds_that_hold(
    client_of, users, agreement, place, library, papers
):
    client = client_of(users.coordinator)
    address = reverse("psu:agreement_annex_new", args=[agreement.pk])
    form = client.get(address).context["form"]
    kind = agreement.kinds.get()
    assert (form.initial["places"], form.initial["kinds"]) == ([place.pk], [kind.pk])
    sent = typed(agreement, places=[library.pk], kinds=[kind.pk, papers.pk])
    page = client.post(address, sent, follow=True).text
    assert "od 1.07.2025" in page
    assert "do 30.06.2025" in page
    assert list(agreement.places_on(FIRST)) == [library]
    assert set(agreement.kinds_on(FIRST)) == {kind, papers}
    form = client.get(address).context["form"]
    assert form.initial["places"] == [library.pk]
    edit = client.get(reverse("psu:agreement_edit", args=[agreement.pk])).context["form"]
    assert edit.initial["places"] == [place.pk]


def test_an_annex_refused_by_days_keeps_what_was_typed_and_saves_nothing(
    client_of, users, agreement, place, library
):
    work(ReferralFactory(agreement=agreement, place=place), FIRST, 2)
    address = reverse("psu:agreement_annex_new", args=[agreement.pk])
    sent = typed(agreement, places=[library.pk], kinds=[agreement.kinds.get().pk], number="7a")
    page = client_of(users.coordinator).post(address, sent).text
    assert "W jednym z miejsc jest wpis z 1.07.2025" in page
    assert 'value="7a"' in page
    assert not AgreementAnnex.objects.exists()
    assert list(agreement.places_on(FIRST)) == [place]


def test_a_referral_is_to_a_place_of_its_first_day(agreement, place, library):
    moved(agreement, places=[place, library])
    early = Referral(agreement=agreement, place=library, starts_on=LAST)
    assert "place" in early._outside_agreement()
    later = Referral(agreement=agreement, place=library, starts_on=FIRST)
    assert "place" not in later._outside_agreement()
