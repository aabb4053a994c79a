"""What a supervisor reports and the coordinator settles."""
