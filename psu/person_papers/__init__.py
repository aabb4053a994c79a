"""Papers about people's work: the slip of a month, certificate, statement for the file, a month's record."""
