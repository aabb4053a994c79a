from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.posting import nothing_saved
from kis.lib.refusals import carried_out
from participants.files import whole
from participants.forms.merging import MergeForm, OtherFileForm, ReasonForm
from participants.merging import merge, take_back, tell_apart, unmerge, why_not
from participants.models import Merge, Person, ToldApart
from participants.pair_search import probable_pairs
from participants.pairs import pair_of, read_pairs
from participants.register import look_up
from participants.scope import LedOn, lead_back_if_restricted

RIGHT = "participants.merge_people"
PAGE_SIZE = 10
MOST_CHOSEN = 20
LONGEST_NUMBER = 18  # digits


@permission_required(RIGHT, raise_exception=True)
@require_GET
def pairs(request):
    """Who may be the same; nothing is ever merged by itself. Further pages begin behind somebody's file."""
    after = request.GET.get("za", "")
    after = int(after) if after.isdecimal() and len(after) < LONGEST_NUMBER else None
    stretch = probable_pairs(request.user, most=PAGE_SIZE, after=after)
    shown = read_pairs(stretch.found)
    for pair in shown:
        for person in (pair.first, pair.second):
            record(request, "view", kind="person", number=person.pk, person=person.pk)
    context = {"pairs": shown, "reached": stretch.reached, "is_later": after is not None}
    return render(request, "participants/pairs.html", context)


@permission_required(RIGHT, raise_exception=True)
@require_GET
def told_apart(request):
    """What was decided: files told apart, and files that were merged."""
    people = Person.objects.visible_to(request.user).values("pk")
    apart = ToldApart.objects.filter(undone_at=None, first__in=people, second__in=people)
    merged = Merge.objects.filter(undone_at=None, person__in=people)
    context = {
        "page": Paginator(apart.select_related("first", "second", "told_by"), PAGE_SIZE).get_page(
            request.GET.get("strona")
        ),
        "merges": Paginator(
            merged.select_related("person", "into", "merged_by"), PAGE_SIZE
        ).get_page(request.GET.get("karty")),
    }
    return render(request, "participants/told_apart.html", context)


def _file(request, pk) -> Person:
    people = Person.objects.visible_to(request.user).select_related("responsible")
    return get_object_or_404(people, pk=pk)


def _two(request, pk, other_pk) -> tuple[Person, Person]:
    one, other = _file(request, pk), _file(request, other_pk)
    if one == other:
        raise Http404
    return one, other


def _merged_meanwhile(request, one: Person, other: Person):
    """Where a window leads that was opened before somebody merged one of the two; None for two files."""
    if not (one.merged_into_id or other.merged_into_id):
        return None
    if whole(one) == whole(other):
        messages.info(request, "Te karty są już połączone.")
        return nothing_saved(redirect("participants:details", whole(one)))
    messages.info(request, "Jedną z tych kart połączono już z inną. Niczego nie zapisano.")
    return nothing_saved(redirect("participants:pairs"))


@permission_required(RIGHT, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def person_merge(request, pk, other_pk):
    one, other = _two(request, pk, other_pk)
    if settled := _merged_meanwhile(request, one, other):
        return settled
    for person in (one, other):
        lead_back_if_restricted(person)
    pair = pair_of(one, other)
    form = MergeForm(request.POST or None, pair=pair)

    def act():
        stays, goes = _chosen(pair, form.cleaned_data["stays"])
        merge(goes, into=stays, by=request.user, reason=form.cleaned_data["reason"])

    if carried_out(request, form, act):
        stays, goes = _chosen(pair, form.cleaned_data["stays"])
        messages.success(request, f"Karta nr {goes.pk} ({goes}) jest teraz połączona z tą.")
        return redirect("participants:details", stays.pk)
    for person in (pair.first, pair.second):
        record(request, "view", kind="person", number=person.pk, person=person.pk)
    stays, goes = _chosen(pair, pair.to_stay.pk)
    refused = "" if form.is_bound else why_not(goes, into=stays, by=request.user)
    context = {"form": form, "pair": pair, "stays": stays, "goes": goes, "refused": refused}
    return render(request, "participants/merge.html", context)


@permission_required(RIGHT, raise_exception=True)
@require_http_methods(["GET", "POST"])
def merge_choose(request, pk):
    """Which other file is the same person's, where the list of probable ones does not name it."""
    file = _file(request, pk)
    if file.merged_into_id:
        return redirect("participants:details", file.merged_into_id)
    form = OtherFileForm(request.POST or None)
    found = None
    if form.is_valid():
        people = look_up(request.user, timezone.localdate(), words=form.words)[:MOST_CHOSEN]
        found = [row for row in people if row.pk != file.pk]
    record(request, "view", kind="person", number=pk, person=pk)
    context = {"file": file, "form": form, "found": found}
    return render(request, "participants/merge_choose.html", context)


def _chosen(pair, number) -> tuple[Person, Person]:
    """The file that stays and the one that will point to it."""
    return (pair.first, pair.second) if pair.first.pk == number else (pair.second, pair.first)


@permission_required(RIGHT, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def person_tell_apart(request, pk, other_pk):
    one, other = _two(request, pk, other_pk)
    if settled := _merged_meanwhile(request, one, other):
        return settled
    form = ReasonForm(request.POST or None, label="Po czym poznać, że to różne osoby")
    if carried_out(
        request,
        form,
        lambda: tell_apart(one, other, by=request.user, reason=form.cleaned_data["reason"]),
    ):
        messages.success(request, f"Zapisano: {one} i {other} to różne osoby.")
        return redirect("participants:pairs")
    return _reason_page(
        request,
        form,
        title="To różne osoby",
        words=f"{one} (karta nr {one.pk}) i {other} (karta nr {other.pk}) nie będą już pokazywane razem.",
        submit="Zapisz: to różne osoby",
        back="participants:pairs",
    )


@permission_required(RIGHT, raise_exception=True)
@require_http_methods(["GET", "POST"])
def told_apart_undo(request, row_pk):
    people = Person.objects.visible_to(request.user).values("pk")
    rows = ToldApart.objects.filter(first__in=people, second__in=people)
    apart = get_object_or_404(rows.select_related("first", "second"), pk=row_pk)
    if apart.undone_at and not request.POST:
        raise LedOn("To już cofnięto.", "participants:told_apart")
    form = ReasonForm(request.POST or None, label="Dlaczego to cofasz")
    if carried_out(
        request, form, lambda: take_back(apart, by=request.user, reason=form.cleaned_data["reason"])
    ):
        messages.success(request, "Cofnięto. Te karty znów są na liście prawdopodobnych powtórzeń.")
        return redirect("participants:pairs")
    return _reason_page(
        request,
        form,
        title="Cofnij: to różne osoby",
        words=f"{apart.first} (karta nr {apart.first_id}) i {apart.second} (karta nr {apart.second_id}): "
        f"{apart.reason}",
        submit="Cofnij",
        back="participants:told_apart",
    )


@permission_required(RIGHT, raise_exception=True)
@require_http_methods(["GET", "POST"])
def person_unmerge(request, pk):
    """Of the file that points to another: a correction, kept in the history."""
    file = _file(request, pk)
    if not file.merged_into_id:
        raise LedOn("Ta karta nie jest połączona z inną.", "participants:details", pk)
    lead_back_if_restricted(file)
    first = file.merged_into
    form = ReasonForm(request.POST or None, label="Dlaczego karty mają być rozłączone")
    if carried_out(
        request, form, lambda: unmerge(file, by=request.user, reason=form.cleaned_data["reason"])
    ):
        messages.success(request, f"Rozłączono karty: {first} i {file}.")
        return redirect("participants:details", file.pk)
    record(request, "view", kind="person", number=file.pk, person=file.pk)
    return _reason_page(
        request,
        form,
        title="Rozłącz karty",
        words=f"Karta nr {file.pk} ({file}) przestanie wskazywać na kartę {first}. Wszystkie wpisy zostaną "
        "tam, gdzie je zapisano.",
        submit="Rozłącz",
        back="participants:told_apart",
        warns=True,
    )


def _reason_page(request, form, **words):
    return render(request, "participants/reason.html", {"form": form, **words})
