"""The visit or the request that is asked for, within the families that the user sees."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from kis.families.models import AccompanyingRequest, Assignment, Visit
from kis.families.scope import FamilyFile, own_family, readable_family


def readable_visit(request, pk: int, *, act: str = "view") -> tuple[FamilyFile, Visit]:
    visit = get_object_or_404(Visit.with_voided.told().select_related("voided_by"), pk=pk)
    family = visit.cooperation.family_id
    return readable_family(request, family, act=act, kind="family_visit", number=pk), visit


def own_visit(request, pk: int) -> tuple[FamilyFile, Visit]:
    """Of the assistant whose visit it is, while the family is theirs."""
    visit = get_object_or_404(Visit.objects.told(), pk=pk)
    file = own_family(request, visit.cooperation.family_id, kind="family_visit", number=visit.pk)
    if visit.assistant.user_id != request.user.pk:
        raise Http404
    return file, visit


def own_request(request, pk: int) -> tuple[FamilyFile, AccompanyingRequest]:
    row = get_object_or_404(AccompanyingRequest.objects.told(), pk=pk)
    return own_family(request, row.cooperation.family_id), row


def own_assignment(file: FamilyFile) -> Assignment:
    """By which the user works with the family: of the day, or the next one."""
    rows = Assignment.objects.filter(
        cooperation__family=file.family, assistant__user=file.user
    ).select_related("assistant", "cooperation")
    assignment = rows.on(file.on).first() or rows.filter(starts_on__gt=file.on).last()
    if assignment is None:
        raise Http404
    return assignment
