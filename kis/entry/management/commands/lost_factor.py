from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.entry.sessions import end_all
from kis.journal.models import ACCOUNT, AccessEntry


class Command(BaseCommand):
    help = (
        "Kasuje utracony składnik logowania administratora systemu, gdy nie ma drugiego administratora, "
        "który by to zgłosił. Pozostałym kasują go dwie osoby na stronie „Utracone telefony i klucze”."
    )

    def add_arguments(self, parser):
        parser.add_argument("login")

    @transaction.atomic
    def handle(self, *, login, **options):
        user = User.objects.active().filter(username=login).first()
        if user is None or Role.SYSTEM_ADMIN not in user.roles:
            raise CommandError(
                f"{login}: nie jest to czynne konto administratora. Nic nie zmieniono."
            )
        Authenticator.objects.filter(user_id=user.pk).delete()
        end_all(user)
        # Nobody of the program did it: whoever rules the server.
        AccessEntry.objects.create(act="factor_reset", kind=ACCOUNT, number=user.pk)
        self.stdout.write(
            f"Skasowano składnik logowania konta {login} i zakończono jego logowania."
        )
