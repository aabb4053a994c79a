"""Papers about one person's work: the slip of a month, the certificate, the statement for the file."""
