"""People as papers name them, and how their sentences begin and end."""

from __future__ import annotations

from vankien.text import fold
from vankien_web.units.models import Person


def called(person: Person, title: str) -> str:
    """ "đồng chí Lê Anh Xuân – Bí thư Thành ủy"; posts without names are called by their name alone."""
    shown = title if title and fold(title) not in fold(person.name) else ""
    return f"đồng chí {person.name}" + (f" – {shown}" if shown else "")


def capital(text: str) -> str:
    """With a capital at the start of a sentence; the rest as it is."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """With a small letter first, as it stands inside a sentence; the rest as it is."""
    return text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """As it stands in a list of sentences: a capital first, a full stop last."""
    told = capital(text.strip())
    return told if told.endswith((".", "!", "?", "…", ":", ";")) else f"{told}."
