from contracts.guards.breach import BREACH_NOTE_IS_KEPT
from participants.models import Note


class BreachNote(Note):
    """The same rows, seen from the floor that ends contracts on them: here hangs the rule that keeps them."""

    class Meta:
        proxy = True
        verbose_name = "notatka o niedotrzymaniu"
        verbose_name_plural = "notatki o niedotrzymaniu"
        triggers = [BREACH_NOTE_IS_KEPT]
