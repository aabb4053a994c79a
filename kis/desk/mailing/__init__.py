"""What the program writes by e-mail: counts of the desk to workers, days to people who asked for it, what
changed in an account and invitations to it."""
