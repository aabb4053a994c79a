"""Visits with the words of what they name by number, for lists and papers."""

from collections.abc import Iterable

from kis.families.models import AccompanyingRequest, FamilyMember, Visit, VisitTopic


def worded(visits: Iterable[Visit]) -> list[Visit]:
    """Each with `present_names` and `topic_names`. Two queries, however many they are."""
    found = list(visits)
    members = _names_of_members(number for one in found for number in one.present)
    topics = dict(VisitTopic.objects.values_list("pk", "name"))
    for one in found:
        names = [members[number] for number in one.present]
        one.present_names = [*names, one.present_other] if one.present_other else names
        one.topic_names = [topics[number] for number in one.topics]
    return found


def worded_requests(requests: Iterable[AccompanyingRequest]) -> list[AccompanyingRequest]:
    """Each with `whom_names`. One query."""
    found = list(requests)
    members = _names_of_members(number for one in found for number in one.for_whom)
    for one in found:
        one.whom_names = [members[number] for number in one.for_whom]
    return found


def _names_of_members(numbers: Iterable[int]) -> dict[int, str]:
    rows = FamilyMember.objects.filter(pk__in=set(numbers)).select_related("person")
    return {one.pk: str(one.person) for one in rows}
