from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.utils import timezone

from kis.accounts.entry import found, is_let_in
from kis.accounts.rights import RIGHTS


class RightsBackend(ModelBackend):
    """Answers from the table of rights by the user's roles; rights are never given one by one."""

    def authenticate(self, request, username=None, password=None, **credentials):
        """The demonstration's password opens nothing where real people's data may be."""
        if password == "demo" and not settings.DEMO:  # noqa: S105 - it is no secret
            return None
        return super().authenticate(request, username=username, password=password, **credentials)

    def get_user(self, user_id):
        """Nobody who is not let in: whatever a session says, each request asks. One query for all of it."""
        on = timezone.localdate()
        user = found(int(user_id), on)
        return user if user and is_let_in(user, on) else None

    def get_all_permissions(self, user_obj, obj=None):
        # Of a single row nothing is answered: whose rows a user sees, the querysets decide (visible_to).
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        return {right for right, roles in RIGHTS.items() if roles & user_obj.roles}

    def has_perm(self, user_obj, perm, obj=None):
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return False
        # Asked many times a page: the one right is looked up, no set of all is built.
        return bool(RIGHTS.get(perm, frozenset()) & user_obj.roles)

    def has_module_perms(self, user_obj, app_label):
        return any(right.split(".")[0] == app_label for right in self.get_all_permissions(user_obj))
