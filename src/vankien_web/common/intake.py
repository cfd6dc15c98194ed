"""A file that somebody brings is read, in a process of its own, before anything of it is stored."""

from django.conf import settings

from vankien import secrecy, word
from vankien.model import Document, UnreadableFile
from vankien_web.common.storage import Staged


def read(file: Staged, name: str) -> Document:
    """Raises UnreadableFile; its reason is "secret" for a secrecy stamp where the site is on a network."""
    document = word.read_apart(
        file.path,
        name=name,
        seconds=settings.VANKIEN_READ_SECONDS,
        megabytes=settings.VANKIEN_READ_MEGABYTES,
    )
    if settings.VANKIEN_PROFILE == "networked" and secrecy.stamp(document):
        raise UnreadableFile("secret", file=name)
    return document
