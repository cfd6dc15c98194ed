"""Whether a folder is a valid pack, each problem one exact sentence that names file and key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from vankien.packs.errors import PackError
from vankien.packs.loader import HEAD, format_table, read_file, sources, table
from vankien.packs.meaning import dates, marks, meaning_problems, patterns
from vankien.packs.shape import Problem, Table, format_problems, missing_problems, own_problems
from vankien.sentences import sentence

Files = dict[str, Table]


def lint(folder: str | Path, language: str = "vi") -> list[str]:
    """What is wrong with the pack in this folder, in the order of its files; empty where it is valid."""
    home = Path(folder)
    if not (home / HEAD).is_file():
        return [sentence("pack_lint", "no_head", language, folder=str(home), file=HEAD)]
    files: Files = {}
    found = [_say("bad_file", language, error=e.sentence(language)) for e in _read(home, files)]
    for file, data in files.items():
        check = _format(data) if file.startswith("formats/") else own_problems(data)
        found += [_place(file, problem, language) for problem in check]
    return found or list(_whole(home, files, language))


def _read(home: Path, files: Files) -> Iterator[PackError]:
    for path in (*sorted(home.glob("*.toml")), *sorted(home.glob("formats/*.toml"))):
        try:
            files[path.relative_to(home).as_posix()] = read_file(path)
        except PackError as error:
            yield error


def _whole(home: Path, files: Files, language: str) -> Iterator[str]:
    """What shows only once the pack is laid over what it extends."""
    try:
        whole = table(home.resolve())
        for id in whole.get("formats", []):
            format_table(id, home)
    except PackError as error:
        yield _say("bad_file", language, error=error.sentence(language))
        return
    wrong = [*own_problems(whole), *missing_problems(whole)]
    problems: Iterable[Problem] = wrong or meaning_problems(whole, sources() | whole.get("sources", {}))
    for problem in problems:
        yield _place(_file_of(problem[0], files), problem, language)


def _format(data: Table) -> Iterator[Problem]:
    yield from format_problems(data)
    yield from dates("valid", data.get("valid", {}))
    yield from marks("", data, sources())
    yield from patterns(data.get("rules", {}))


def _file_of(key: str, files: Files) -> str:
    """The file that says most of the dotted key."""
    return max(files, key=lambda file: (_depth(key.split("."), files[file]), file == HEAD))


def _depth(keys: list[str], data: Any) -> int:
    if not keys or not isinstance(data, dict) or keys[0] not in data:
        return 0
    return 1 + _depth(keys[1:], data[keys[0]])


def _place(file: str, problem: Problem, language: str) -> str:
    key, reason, params = problem
    return sentence("pack_lint", reason, language, file=file, key=key, **params)


def _say(reason: str, language: str, **params: str) -> str:
    return sentence("pack_lint", reason, language, **params)
