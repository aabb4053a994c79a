"""What the database holds about contracts against everybody: forms, imports and SQL alike."""
