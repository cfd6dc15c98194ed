"""Meetings on drafts, what was said in them, what was concluded, asked for and answered, and the papers."""
