"""The report for the council: years side by side, and what of it may leave the office."""
