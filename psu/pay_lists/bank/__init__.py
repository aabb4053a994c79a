"""The files that a bank pays a list by: who is on them, what they hold, how they are made and given out."""
