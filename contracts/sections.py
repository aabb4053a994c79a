"""Part II of the form, type by type: which box stands over which field, in the order of the form."""

import string

from contracts.models import SocialContract

GOALS = "goals"  # stands for main goal and detailed goals together

# Box → field, and the short words of screens; the paper has the form's own (contracts.official_form).
BOXES = {
    "A": [
        ("II.1", "causes", "Przyczyny trudnej sytuacji życiowej"),
        ("II.2", "strengths", "Możliwości osoby lub rodziny"),
        ("II.3", "limits", "Ograniczenia lub bariery"),
        ("II.4", GOALS, "Cele"),
    ],
    "B": [
        ("II.1", "causes", "Przyczyny aktualnej sytuacji"),
        ("II.2", "strengths", "Możliwości osoby oraz występujące w środowisku"),
        ("II.3", "limits", "Ograniczenia lub bariery"),
        ("II.4", "past_actions", "Od kiedy bez pracy i jakie były podejmowane działania"),
        ("II.5", "failure_reasons", "Przyczyny niepowodzenia tych działań"),
        ("II.6", "effects_to_support", "Efekty podjętych działań wymagające dalszego wsparcia"),
        ("II.7", GOALS, "Cele"),
    ],
}

# Fields of contracts printed before the program knew the form's boxes; shown where they hold something.
OF_OLD_LAYOUT = [
    ("qualifications", "Kwalifikacje, umiejętności i doświadczenie"),
    ("expected_effects", "Przewidywane efekty"),
]


def sections_of(contract: SocialContract) -> list[tuple[str, str, str]]:
    """(box and heading, field, text); the field `goals` has no text of its own."""
    boxes = [
        (f"{box} {heading}", field, "" if field == GOALS else getattr(contract, field))
        for box, field, heading in BOXES[contract.type]
    ]
    old = [(heading, field, getattr(contract, field)) for field, heading in OF_OLD_LAYOUT]
    return [*boxes, *(section for section in old if section[2])]


def label(contract_type: str, field: str) -> str:
    """The heading of a field in that type of contract, empty where the type has no such box."""
    for box, name, heading in BOXES[contract_type]:
        if name == field:
            return f"{box} {heading}"
        if name == GOALS and field == "main_goal":
            return f"{box}.1 Cel główny lub cele główne"
    return ""


def letter(position: int) -> str:
    """a, b … z, then aa, ab: the form has a–e or a–f and goes on."""
    letters = string.ascii_lowercase
    first, last = divmod(position, len(letters))
    return (letters[first - 1] if first else "") + letters[last]
