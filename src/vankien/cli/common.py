"""What the commands share: the user's language, reading a file, choosing a pack, printing JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vankien.model import Document, UnreadableFile
from vankien.sentences import LANGUAGES, sentence
from vankien.serial import number

if TYPE_CHECKING:
    from vankien.packs.model import Pack

_language: ContextVar[str] = ContextVar("language", default="vi")
_Function = TypeVar("_Function", bound=Callable[..., Any])
DEFAULTS = {"pack": "dang-2019", "unit": "xa-phuong", "kind": "political_report"}


class CallError(Exception):
    """A call that cannot be carried out. `reason` keys the sentence in `sentences/*.toml` [call]."""

    def __init__(self, reason: str, **params: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.params = params


def set_language(arguments: Sequence[str]) -> None:
    """From `--lang`, wherever it stands, else VANKIEN_LANG, else Vietnamese."""
    wanted = os.environ.get("VANKIEN_LANG", "")
    for word, following in pairwise([*arguments, ""]):
        if word == "--lang":
            wanted = following
        elif word.startswith("--lang="):
            wanted = word.removeprefix("--lang=")
    _language.set(wanted if wanted in LANGUAGES else "vi")


def language() -> str:
    return _language.get()


def say(table: str, key: str, **params: Any) -> str:
    """A sentence in the user's language."""
    return sentence(table, key, language(), **params)


def language_option() -> click.Option:
    return click.Option(
        ["--lang"], type=click.Choice(LANGUAGES), expose_value=False, help=say("help", "lang")
    )


def make(name: str, function: Callable[..., Any], *params: click.Parameter) -> click.Command:
    """A command with the options that all share; its help is in the user's language."""
    return click.Command(
        name,
        callback=function,
        params=[*params, language_option()],
        help=say("help", name),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )


def file_argument() -> click.Argument:
    return click.Argument(["file"], metavar=say("help", "file"))


def json_option() -> click.Option:
    return click.Option(["--json", "as_json"], is_flag=True, help=say("help", "json"))


def pack_options() -> list[click.Parameter]:
    return [
        click.Option([f"--{name}"], default=value, show_default=True, help=say("help", name))
        for name, value in DEFAULTS.items()
    ]


def read(file: str) -> Document:
    """The draft, parsed in a child process with limits."""
    from vankien.word import read_apart

    return read_apart(Path(file), name=file)


def choose(pack_id: str, unit: str, kind: str) -> Pack:
    """The pack, once it is known to have an outline for this unit and kind. Else the valid ids are named."""
    from vankien import packs

    pack = packs.load(pack_id)
    if unit not in pack.units:
        raise CallError("unknown_unit", pack=pack.id, given=unit, valid=", ".join(pack.units))
    kinds = [k for u, k in pack.outlines if u == unit]
    if kind not in kinds:
        raise CallError("unknown_kind", pack=pack.id, unit=unit, given=kind, valid=", ".join(kinds))
    return pack


def refuse_overwriting(sources: Sequence[str], *targets: str | None) -> None:
    """Raises UnreadableFile where a file to be written is one that is read, or cannot be written."""
    for target in filter(None, targets):
        if Path(target).resolve() in {Path(source).resolve() for source in sources}:
            raise UnreadableFile("overwrites_draft", file=target)
        if Path(target).is_dir() or not Path(target).absolute().parent.is_dir():
            raise UnreadableFile("unwritable", file=target)


@contextmanager
def writing(target: str | Path) -> Iterator[None]:
    """Raises UnreadableFile where the system refuses the file."""
    try:
        yield
    except OSError:
        raise UnreadableFile("unwritable", file=str(target)) from None


def print_json(value: Any) -> None:
    click.echo(json.dumps(plain(value), ensure_ascii=False, indent=1))


def plain(value: Any) -> Any:
    """Dataclasses as objects with every field, decimals as numbers where a number says the same."""
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, date | Path):
        return str(value)
    return value
