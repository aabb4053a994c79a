"""Prints and refusals: a print is made of a locked contract, and void only in a draft."""

from contracts.guards.steps import print_life

SENTENCES = {
    "print_of_locked_contract": "Wydruk do podpisu powstaje tylko z kontraktu zamkniętego do podpisu.",
    "print_is_kept": "Wydruku nie można zmienić ani usunąć.",
}

PRINT_LIFE = print_life(
    "print_life",
    "contracts_socialcontract",
    "contract",
    unlocked="print_of_locked_contract",
    kept="print_is_kept",
    sentences=SENTENCES,
)
