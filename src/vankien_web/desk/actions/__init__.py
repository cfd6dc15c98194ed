"""What is done across the rooms."""

from vankien_web.desk.actions.archive import take_archive

__all__ = ["take_archive"]
