"""Whose telephone or key somebody may report lost, and whom they may invite."""

from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef

from kis.accounts.models import User
from kis.accounts.rights import Role


def supervisors():
    """People who look after a place and do nothing else here: their telephone alone logs them in."""
    others = Group.objects.filter(user=OuterRef("pk")).exclude(name=Role.SUPERVISOR)
    return User.objects.with_role(Role.SUPERVISOR).filter(~Exists(others))


def is_supervisor_alone(user) -> bool:
    return user.roles == {Role.SUPERVISOR}


def may_lose(asking):
    """An administrator asks for anybody else, a coordinator for the supervisors who ring up."""
    users = User.objects.active() if Role.SYSTEM_ADMIN in asking.roles else supervisors()
    return users.exclude(pk=asking.pk)
