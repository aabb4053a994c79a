"""Accidents at socially useful work: from the first words to the documents that ZUS got."""
