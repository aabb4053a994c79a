import pytest


@pytest.fixture(autouse=True)
def mail(settings):
    """With a server of mail: Django's own, which keeps what it is given in `mailoutbox`."""
    settings.HAS_MAIL = True
    settings.DEFAULT_FROM_EMAIL = "kis@example.pl"
    settings.PROGRAM_ADDRESS = "https://kis.example.pl"
