"""The desk in offices of all sizes: it shows three rows of each group, however many people stand behind."""

from django.urls import reverse

from deploy.local.bench.aims import Figure
from deploy.local.bench.between_sizes import BETWEEN_SIZES
from deploy.local.bench.kinds import COORDINATOR, SOCIAL_WORKER
from deploy.local.bench.office import Office
from deploy.local.bench.pages import Visitor, in_turns
from kis.accounts.models import User

LOGINS = {"pulpit koordynatorki": COORDINATOR, "pulpit pracownika socjalnego": SOCIAL_WORKER}


def desks(one: Office, other: Office, rounds: int):
    """The other office's desks in those of the first."""
    for title, login in LOGINS.items():
        opened = {"one": _desk_of(one, login), "other": _desk_of(other, login)}
        times = in_turns(opened, rounds)
        milliseconds = f"{times['one']:.0f} i {times['other']:.0f} ms"
        yield Figure(f"{title}: {milliseconds}", times["other"] / times["one"], BETWEEN_SIZES)


def _desk_of(office: Office, login: str):
    visitor = office(lambda its: Visitor(User.objects.get(username=login)))
    return lambda: office(lambda its: visitor.get(reverse("desk:start")))
