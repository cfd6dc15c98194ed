"""Starting a command, and turning whatever goes wrong into one sentence and an exit status."""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module
from typing import TYPE_CHECKING

import click

from vankien.cli.common import CallError, language, language_option, say, set_language
from vankien.cli.usage import usage_sentence
from vankien.model import UnreadableFile

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

OWN = (
    "text",
    "outline",
    "figures",
    "check",
    "collate",
    "compare",
    "packs",
    "prove",
    "synthesis",
    "verify-paper",
    "votes",
)


class _Commands(click.Group):
    """Our commands and, by the entry points `vankien.commands`, the site's; each is imported when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*OWN, *sorted(_site_commands())]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in OWN:
            command = import_module(f"vankien.cli.{cmd_name.replace('-', '_')}").command()
        else:
            entry = _site_commands().get(cmd_name)
            command = entry.load() if entry else None
        return command if isinstance(command, click.Command) else None


def _site_commands() -> dict[str, EntryPoint]:
    from importlib.metadata import entry_points  # slow, and our own commands need no look-up

    return {entry.name: entry for entry in entry_points(group="vankien.commands")}


def main(args: list[str] | None = None) -> None:
    """Run a command; exit 0, 1 (something blocking was found) or 2 (one sentence on standard error)."""
    arguments = sys.argv[1:] if args is None else list(args)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    set_language(arguments)
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone (| head); the interpreter must not complain of it at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        status = 0
    sys.exit(status)


def _run(arguments: list[str]) -> int:
    try:
        status = _commands().main(arguments, "vankien", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except BrokenPipeError:
        raise
    except (KeyboardInterrupt, click.Abort):
        return 130
    except click.exceptions.Exit as request:
        return request.exit_code
    except Exception as error:
        if os.environ.get("VANKIEN_DEBUG"):
            traceback.print_exc()
        click.echo(" ".join(_sentence(error).splitlines()), err=True)
        return 2


def _sentence(error: Exception) -> str:
    if isinstance(error, UnreadableFile):
        return say("file", error.reason, **error.params)
    if isinstance(error, CallError):
        return say("call", error.reason, **error.params)
    if isinstance(error, click.UsageError):
        return usage_sentence(error)
    if callable(spoken := getattr(error, "sentence", None)):
        return str(spoken(language()))
    return say("call", "unexpected", kind=type(error).__name__)


def _commands() -> click.Group:
    group = _Commands(
        "vankien", help=say("help", "vankien"), no_args_is_help=False, invoke_without_command=True
    )
    group.context_settings = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
    group.callback = _overview
    group.params = [
        click.Option(["--version"], is_flag=True, expose_value=False, is_eager=True, callback=_version,
                     help=say("help", "version")),
        language_option(),
    ]  # fmt: skip
    return group


def _overview() -> None:
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def _version(context: click.Context, option: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        click.echo(f"vankien {version('vankien')}")
        context.exit()
