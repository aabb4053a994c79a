"""The yearly report of the club: art. 18a ust. 6 of the act on social employment."""
