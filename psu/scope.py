"""Who of psu's readers sees people, and through what."""

from kis.accounts.rights import Role


def sees_people(user) -> bool:
    """Coordinator and head. An accountant sees people through pay lists, an inspector once named by one."""
    return bool(user.roles & {Role.COORDINATOR, Role.HEAD})


def sees_paid_people(user) -> bool:
    """Names, numbers and accounts on pay lists, and scans of signed lists."""
    return sees_people(user) or Role.ACCOUNTANT in user.roles
