"""Part I of the contract, type by type: which field stands under which heading, in the order of the form."""

from contracts.models import SocialContract

PARTS = {
    "A": (
        "Część I A. Ocena sytuacji życiowej i ustalone cele",
        "Część II A. Ustalone działania",
    ),
    "B": (
        "Część I B. Ocena sytuacji i ustalone cele",
        "Część II B. Ustalone działania",
    ),
}

GOALS = "goals"  # stands for main goal and detailed goals together

SECTIONS = {
    "A": [
        ("causes", "Przyczyny trudnej sytuacji życiowej i czym są spowodowane"),
        (
            "strengths",
            "Możliwości (mocne strony) osoby lub rodziny i wsparcie w otoczeniu",
        ),
        ("limits", "Ograniczenia po stronie osoby lub rodziny i bariery w otoczeniu"),
        (GOALS, "Cele"),
        ("expected_effects", "Przewidywane efekty"),
    ],
    "B": [
        ("causes", "Przyczyny pozostawania bez pracy"),
        ("qualifications", "Kwalifikacje, umiejętności i doświadczenie"),
        ("strengths", "Możliwości (mocne strony) osoby i wsparcie w otoczeniu"),
        ("limits", "Ograniczenia w podjęciu pracy i bariery w otoczeniu"),
        ("past_actions", "Dotychczasowe działania i powody niepowodzenia"),
        (GOALS, "Cele"),
        ("expected_effects", "Przewidywane efekty"),
    ],
}


def sections_of(contract: SocialContract) -> list[tuple[str, str, str]]:
    """(number and heading, field, text); the field `goals` has no text of its own."""
    return [
        (f"{number}. {heading}", field, "" if field == GOALS else getattr(contract, field))
        for number, (field, heading) in enumerate(SECTIONS[contract.type], start=1)
    ]


def label(contract_type: str, field: str) -> str:
    """The heading of a field in that type of contract, empty where the type has no such section."""
    return dict(SECTIONS[contract_type]).get(field, "")
