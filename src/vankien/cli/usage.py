"""A wrong call as one sentence in the user's language: the argument parser itself speaks English only."""

from __future__ import annotations

import click

from vankien.cli.common import say


def usage_sentence(error: click.UsageError) -> str:
    """What is wrong with the call, and where to look."""
    command = error.ctx.command_path if error.ctx else "vankien"
    return say("call", _key(error), command=command, **_params(error))


def _key(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        return "no_such_option"
    if isinstance(error, click.MissingParameter):
        return "missing_parameter"
    if isinstance(error, click.BadParameter):
        return "bad_choice" if _choices(error) else "bad_parameter"
    if isinstance(error, click.BadOptionUsage):
        return "option_with_value" if "does not take" in error.message else "option_without_value"
    if error.message.startswith("No such command"):
        return "no_such_command"
    return "extra_argument"


def _params(error: click.UsageError) -> dict[str, str]:
    words = {"given": "", "valid": ""}
    if isinstance(error, click.NoSuchOption | click.BadOptionUsage):
        words["given"] = error.option_name
    elif isinstance(error, click.BadParameter) and error.param:
        words["given"] = (
            error.param.opts[0] if error.param.opts[0].startswith("-") else error.param.human_readable_name
        )
        words["valid"] = _choices(error)
    elif error.ctx and isinstance(error.ctx.command, click.Group):
        words["given"] = _quoted(error.message)
        words["valid"] = ", ".join(error.ctx.command.list_commands(error.ctx))
    else:
        words["given"] = _quoted(error.message)
    return words


def _choices(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    return ", ".join(map(str, kind.choices)) if isinstance(kind, click.Choice) else ""


def _quoted(message: str) -> str:
    """The word that the parser put in quotes, or what stands in its brackets."""
    for opening, closing in (("'", "'"), ("(", ")")):
        if opening in message:
            return message.split(opening, 1)[1].rsplit(closing, 1)[0]
    return message
