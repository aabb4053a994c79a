"""Work with families in a year (art. 179 ust. 1 of the act on supporting families)."""
