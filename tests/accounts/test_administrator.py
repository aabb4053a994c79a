"""The command that makes the first account, asked in Polish at a keyboard."""

import getpass

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from kis.accounts.models import User
from kis.accounts.rights import Role

pytestmark = pytest.mark.django_db
PASSWORD = "zielony rower w stodole"


@pytest.fixture
def answer(monkeypatch, capsys):
    """Runs the command with these answers; gives what was asked, and what was said."""

    def run(*answers):
        given, asked = iter(answers), []

        def reply(question):
            asked.append(question)
            if (typed := next(given, None)) is None:
                raise EOFError
            return typed

        monkeypatch.setattr("builtins.input", reply)
        monkeypatch.setattr(getpass, "getpass", reply)
        call_command("administrator")
        assert next(given, None) is None
        return asked, "".join(capsys.readouterr())

    return run


def test_the_first_account_is_asked_for_in_polish_and_may_make_the_others(answer):
    asked, said = answer("admin", "Adam", "Szpak", PASSWORD, PASSWORD)
    assert asked == [
        "Nazwa użytkownika: ",
        "Imię: ",
        "Nazwisko: ",
        "Hasło (nie widać go przy pisaniu): ",
        "Hasło jeszcze raz: ",
    ]
    assert "co najmniej 12 znaków" in said
    assert "Założono konto administratora systemu: admin." in said
    user = authenticate(username="admin", password=PASSWORD)
    assert (str(user), user.roles) == ("Adam Szpak", {Role.SYSTEM_ADMIN})
    assert user.has_perm("accounts.add_user")


def test_what_is_wrong_is_told_and_asked_again(answer):
    wrong = [
        "jan kos",
        "admin",
        "",
        "Adam",
        "Szpak",
        "krótkie",
        PASSWORD,
        "inne",
        PASSWORD,
        PASSWORD,
    ]
    _, said = answer(*wrong)
    for sentence in ("poprawną nazwę użytkownika", "To pole nie może być puste", "za krótkie"):
        assert sentence in said
    assert "Hasła są różne" in said
    assert authenticate(username="admin", password=PASSWORD)


def test_an_administrator_who_forgot_the_password_gets_a_new_one(answer, users):
    _, said = answer("system", PASSWORD, PASSWORD)
    assert "Zmieniono hasło konta system." in said
    assert authenticate(username="system", password=PASSWORD) == users.system


@pytest.mark.parametrize(("login", "is_active"), [("worker", True), ("system", False)])
def test_another_account_is_not_touched(answer, users, login, is_active):
    User.objects.filter(username=login).update(is_active=is_active)
    before = User.objects.values_list("password", flat=True).get(username=login)
    with pytest.raises(CommandError, match="nie jest to czynne konto administratora"):
        answer(login)
    assert User.objects.values_list("password", flat=True).get(username=login) == before


def test_what_is_broken_off_leaves_nothing(answer):
    with pytest.raises(CommandError, match="Nic nie zmieniono"):
        answer("admin", "Adam", "Szpak", PASSWORD)
    assert not User.objects.exists()
