"""What can be done to figures: each verb checks, writes and records in one transaction."""
