"""Entering hours: the month sheet of a place, the supervisor's phone, the attendance list."""
