"""The command line: a thin face of the library, whose output other programs rely on."""

from vankien.cli.main import main

__all__ = ["main"]
