"""An account that is switched off is logged in nowhere, also when it is switched on again."""

from django.db.models.signals import post_save

from kis.accounts.models import User
from kis.entry.sessions import end_all


def _end_logins(sender, instance, **kwargs):
    if not instance.is_active:
        end_all(instance)


def connect() -> None:
    post_save.connect(_end_logins, sender=User, dispatch_uid="entry_switched_off")
