"""Socially useful work in figures, each with its rows, and whether any limit is exceeded."""
