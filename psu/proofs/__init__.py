"""What stands behind a place's month: the signed list and the supervisor's word."""
