"""Văn kiện: from a Word draft to its findings."""
