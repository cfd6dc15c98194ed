"""Moved: `vankien.secrecy`. This name goes with the old draft room."""

from vankien.secrecy import stamp

__all__ = ["stamp"]
