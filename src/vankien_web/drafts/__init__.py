"""Drafts: what offices bring, version by version, what the machine found in each, and the page on which it is read."""
