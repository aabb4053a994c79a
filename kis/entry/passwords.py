"""What a password may be beside its length: not one that everybody tries. No rule about signs."""

import re

from django.core.exceptions import ValidationError

from kis.accounts.models import Centre

# Words of this house that whoever guesses begins with; those of the centre's own row come with them.
HOUSE_WORDS = [
    "mops",
    "kis",
    "psu",
    "klub",
    "integracji",
    "spolecznej",
    "osrodek",
    "pomocy",
    "opieki",
]
COMMON_WORDS = ["haslo", "password", "admin", "qwerty", "zaq", "polska", "kocham", "witaj", "lato"]
COMMON_WORDS += ["zima", "wiosna", "jesien", "user", "test", "demo", "start", "abc", "asdf"]
PLAIN = str.maketrans("ąćęłńóśźż013457@$!", "acelnoszzoieastasi")


def plain(text: str) -> str:
    """Without Polish letters and the usual stand-ins for letters: H@sł0 is haslo."""
    return text.lower().translate(PLAIN)


def without(words: list[str], password: str) -> str:
    """What is left of it without these words, digits and signs."""
    rest = re.sub(r"\d+$", "", password.lower())
    rest = plain(rest)
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return re.sub(r"[^a-z]", "", rest)


class NoKnownWords:
    """A password is more than words of this house, or of everybody's, with digits behind them."""

    FEWEST = 5  # letters of one's own

    def validate(self, password, user=None):
        if len(set(without(self._words(), password))) < self.FEWEST:
            raise ValidationError(
                "To hasło łatwo zgadnąć: to prawie same znane słowa, nazwa ośrodka albo powtórzenia. Dodaj "
                "jedno lub dwa zwykłe słowa, których nikt z nim nie połączy.",
                code="password_of_known_words",
            )

    def get_help_text(self):
        return (
            "Najlepiej 15 znaków albo więcej: kilka zwykłych słów. Cyfry ani znaki nie są potrzebne, a hasła "
            "nie trzeba zmieniać co jakiś czas."
        )

    def _words(self) -> list[str]:
        centre = Centre.objects.current()
        names = f"{centre.short_name} {centre.municipality} {centre.town} {centre.club_name}"
        own = [plain(word) for word in re.findall(r"\w{3,}", names)]
        return [*own, *HOUSE_WORDS, *COMMON_WORDS]
