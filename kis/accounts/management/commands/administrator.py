"""The account that makes all the others, by whoever rules the server."""

import getpass

from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.journal.models import ACCOUNT, AccessEntry


class Command(BaseCommand):
    help = (
        "Zakłada konto administratora systemu. Administratorowi, który już je ma, daje nowe hasło. "
        "Nazwę, imię, nazwisko i hasło czyta z klawiatury."
    )

    def handle(self, *args, **options):
        try:
            self.stdout.write(self.settle())
        except (EOFError, KeyboardInterrupt):
            raise CommandError("Przerwano. Nic nie zmieniono.") from None

    def settle(self) -> str:
        """What was done, in a sentence."""
        login = self.ask_for("username", "Nazwa użytkownika: ")
        user = User.objects.filter(username=login).first()
        if user is None:
            facts = {
                "username": login,
                "first_name": self.ask_for("first_name", "Imię: "),
                "last_name": self.ask_for("last_name", "Nazwisko: "),
            }
            password = self.ask_for_password(User(**facts))
            with transaction.atomic():
                User.objects.create_superuser(password=password, **facts)
            return f"Założono konto administratora systemu: {login}."
        if Role.SYSTEM_ADMIN not in user.roles or not user.is_active:
            raise CommandError(
                f"Konto {login} już jest, ale nie jest to czynne konto administratora systemu. Załóż inne; "
                "zmienić to może administrator systemu na stronie Użytkownicy."
            )
        self.stdout.write(f"{user} ma już konto {login}. Wpisz nowe hasło.")
        user.set_password(self.ask_for_password(user))
        with transaction.atomic():
            user.save(update_fields=["password"])
            # Nobody of the program did it: whoever rules the server.
            AccessEntry.objects.create(act="password_changed", kind=ACCOUNT, number=user.pk)
        return f"Zmieniono hasło konta {login}."

    def ask_for(self, name: str, question: str) -> str:
        """Until it is such as the column takes."""
        while True:
            try:
                return User._meta.get_field(name).clean(input(question).strip(), None)
            except ValidationError as refused:
                self.refuse(refused)

    def ask_for_password(self, user: User) -> str:
        """Twice the same, and such as anybody's must be."""
        self.stdout.write(" ".join(password_validators_help_texts()))
        while True:
            password = getpass.getpass("Hasło (nie widać go przy pisaniu): ")
            try:
                validate_password(password, user)
            except ValidationError as refused:
                self.refuse(refused)
                continue
            if getpass.getpass("Hasło jeszcze raz: ") == password:
                return password
            self.stderr.write("Hasła są różne. Wpisz je od nowa.")

    def refuse(self, refused: ValidationError) -> None:
        for sentence in refused.messages:
            self.stderr.write(sentence)
