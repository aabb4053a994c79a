"""What the register puts on the start page."""

from datetime import date

from django.urls import reverse

from kis.lib.work import Work
from participants.models import Person
from participants.register import Group, in_group


def work(user, on: date) -> list[Work]:
    """People of the register whom the user sees, by the filter that opens them; nothing without the right."""
    if not user.has_perm("participants.view_register"):
        return []
    people = Person.objects.visible_to(user).filter(merged_into=None)
    return [
        Work(
            title,
            in_group(people, group, on).count(),
            f"{reverse('participants:list')}?grupa={group}",
        )
        for title, group in (
            ("Zgłoszenia: osoby, które nie zaczęły udziału", Group.APPLICATIONS),
            ("Uczestnicy teraz", Group.NOW),
        )
    ]
