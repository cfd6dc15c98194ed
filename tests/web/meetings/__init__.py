"""Meetings: prepared, called, held, their agenda and papers."""
