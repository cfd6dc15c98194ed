"""python -m vankien: the command line."""

from vankien.cli import main

main()
