"""A password is long and not one that everybody tries; nothing else is asked of it."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "password",
    [
        "zielony rower w stodole",
        "stodołarower",
        "żółtażabawstawie",
        "a b c d e f g",
        "długie hasło ze spacją na końcu ",
        "x" * 20 + "stodoła rower" + "y" * 100,
    ],
)
def test_words_without_digits_and_signs_are_enough(password, users, centre):
    validate_password(password, users.worker)


@pytest.mark.parametrize(
    "password",
    [
        "MopsPulawy2026!",
        "M0p$Puławy-2026",
        "haslo-mops-2026",
        "QwertyQwerty123",
        "aaaaaaaaaaaaaaaa",
        "123456789012345",
        "Klub Integracji Społecznej 2026",
        "passwordpassword",
    ],
)
def test_what_everybody_here_would_try_is_refused(password, users, centre):
    with pytest.raises(ValidationError):
        validate_password(password, users.worker)


def test_eleven_signs_are_too_few(users, centre):
    with pytest.raises(ValidationError, match="za krótkie"):
        validate_password("rower stodo", users.worker)
