"""A month from the last entry to its close, and news of a lost status that reaches back."""
