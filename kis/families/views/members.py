"""The members of a family: what art. 16 lets the assistant know of each; added, changed, ended."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.families import members
from kis.families.forms.member import (
    EndMemberForm,
    FindForm,
    MemberForm,
    NewMemberForm,
    PersonForm,
)
from kis.families.known import known_of
from kis.families.models import FamilyMember
from kis.families.models.family import parents_first
from kis.families.overview import may_write
from kis.families.scope import readable_family
from kis.families.tabs import family_page
from kis.families.views.act import act_page
from kis.families.views.entering import written_family
from kis.lib.refusals import carried_out
from participants.guards import SENTENCES
from participants.models import Person, Restriction
from participants.register import look_up
from participants.scope import LedOn

WRITE = permission_required("families.write_family", raise_exception=True)
TAB = "families:members"
SEES_REGISTER = "participants.view_register"
SHOWN = 20


@permission_required("families.view_family", raise_exception=True)
@require_GET
def family_members(request, pk):
    file = readable_family(request, pk)
    rows = file.family.members.select_related("person__merged_into", "family")
    context = {
        "rows": [_shown(row, file.on) for row in parents_first(rows)],
        "may_write": may_write(file),
    }
    return family_page(request, file, "families/members.html", TAB, context)


def _shown(row, on):
    known = known_of(row)
    missing = [words for words, value in known if not value]
    return row, known, missing, row.ends_on is not None and row.ends_on < on


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def member_new(request, pk):
    """Typed: the same person where the register knows one, else a new one."""
    file = written_family(request, pk)
    row = FamilyMember(family=file.family, starts_on=file.on)
    form = NewMemberForm(
        request.POST or None,
        instance=row,
        initial={"starts_on": file.on},
        asks_for_pesel=request.user.has_perm(SEES_REGISTER),
    )
    found = {}

    def act():
        _, found["is_known"] = members.add_typed(row, form.new_person, form.typed, on=file.on)

    if carried_out(request, form, act):
        if found["is_known"]:
            messages.info(
                request,
                "Ta osoba jest już w rejestrze: dołączono ją do rodziny. Jej dane zostają takie, jak tam.",
            )
        else:
            messages.success(request, f"Zapisano: {row.person}.")
        return redirect(TAB, pk)
    hint = "Tylko to, co asystent może wiedzieć (art. 16 ustawy o wspieraniu rodziny)."
    return act_page(request, file, form, "Dodaj osobę do rodziny", back=TAB, hint=hint)


@permission_required([SEES_REGISTER, "families.write_family"], raise_exception=True)
@require_http_methods(["GET", "POST"])
def member_find(request, pk):
    """Of the register, only whom the reader sees there."""
    file = written_family(request, pk)
    form = FindForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = look_up(request.user, file.on, words=form.cleaned_data["words"])
    context = {"form": form, "found": found, "people": found[:SHOWN] if found else []}
    return family_page(request, file, "families/member_find.html", TAB, context)


@permission_required([SEES_REGISTER, "families.write_family"], raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def member_add(request, pk, person_pk):
    file = written_family(request, pk)
    people = Person.objects.visible_to(request.user)
    person = get_object_or_404(people, pk=person_pk)
    row = FamilyMember(family=file.family, person=person, starts_on=file.on)
    form = MemberForm(request.POST or None, instance=row, initial={"starts_on": file.on})
    if carried_out(request, form, lambda: members.add_known(row, person, on=file.on)):
        messages.success(request, f"Dołączono do rodziny: {person}.")
        return redirect(TAB, pk)
    return act_page(request, file, form, f"Dołącz do rodziny: {person}", back=TAB)


def _member(file, member_pk) -> FamilyMember:
    """Raises LedOn while the processing of the person's data is restricted."""
    rows = file.family.members.select_related("person__merged_into", "family")
    row = get_object_or_404(rows, pk=member_pk)
    files = Person.objects.files_of(row.person.merged_into_id or row.person_id)
    if Restriction.objects.in_force().filter(person__in=files).exists():
        raise LedOn(SENTENCES["processing_restricted"], TAB, file.family.pk)
    return row


@WRITE
@require_http_methods(["GET", "POST"])
def member_edit(request, pk, member_pk):
    file = written_family(request, pk)
    row = _member(file, member_pk)
    form = MemberForm(request.POST or None, instance=row)
    if carried_out(request, form, form.save):
        messages.success(request, f"Zapisano: {row.person}.")
        return redirect(TAB, pk)
    return act_page(request, file, form, f"{row.person} w rodzinie", back=TAB)


@WRITE
@require_http_methods(["GET", "POST"])
def member_end(request, pk, member_pk):
    file = written_family(request, pk)
    row = _member(file, member_pk)
    form = EndMemberForm(request.POST or None, instance=row, on=file.on)
    if carried_out(request, form, form.save):
        messages.success(request, f"Zapisano, do kiedy w rodzinie: {row.person}.")
        return redirect(TAB, pk)
    return act_page(request, file, form, f"Koniec pobytu w rodzinie: {row.person}", back=TAB)


@WRITE
@require_http_methods(["GET", "POST"])
def member_person(request, pk, member_pk):
    """Names and address of somebody whom nobody else of the office leads."""
    file = written_family(request, pk)
    person = _member(file, member_pk).person
    person = person.merged_into or person
    if not members.is_of_families_alone(person):
        raise Http404
    form = PersonForm(request.POST or None, instance=person)
    if carried_out(request, form, form.save):
        messages.success(request, f"Zapisano: {person}.")
        return redirect(TAB, pk)
    return act_page(request, file, form, f"Dane osoby: {person}", back=TAB)
