"""Drafts: what offices bring, version by version, what the machine found, the page on which it is read."""
