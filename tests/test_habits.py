"""The house's habits, held by a machine: sizes, languages, locks, records, what may not be in here."""

import ast
import re
import statistics
import subprocess
from pathlib import Path

import pytest

from vankien.sentences import LANGUAGES, catalogue

ROOT = Path(__file__).resolve().parent.parent
MODULES = [p for p in sorted((ROOT / "src").rglob("*.py")) if "migrations" not in p.parts]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.splitlines()]


def test_files_stay_small():
    lengths = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in MODULES}
    assert [f"{p}: {n}" for p, n in lengths.items() if n > 400] == []
    assert statistics.median(lengths.values()) <= 120


def test_functions_stay_small():
    lengths = sorted(
        node.end_lineno - node.lineno + 1
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    )
    assert lengths[int(len(lengths) * 0.9)] <= 25


def test_every_module_says_what_it_is_for():
    silent = [
        p
        for p in MODULES
        if p.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(p.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_both_languages_say_the_same_things():
    def keys(value, prefix=""):
        if isinstance(value, dict):
            return {k for name, item in value.items() for k in keys(item, f"{prefix}.{name}")}
        return {prefix}

    first, *others = (keys(catalogue(language)) for language in LANGUAGES)
    assert all(first == other for other in others)


def test_both_languages_fill_the_same_blanks():
    def blanks(value):
        if isinstance(value, dict):
            return {name: blanks(item) for name, item in value.items()}
        return set(re.findall(r"\{(\w+)", str(value)))

    assert blanks(catalogue("vi")) == blanks(catalogue("en"))


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda p: p.name)
def test_locks_have_hashes_and_name_no_host(lock):
    text = lock.read_text(encoding="utf-8")
    pins = re.findall(r"^[\w.\[\]-]+==", text, re.MULTILINE)
    assert pins
    assert text.count("--hash=sha256:") >= len(pins)
    assert not re.search(r"https?://|--index-url|--find-links", text)


def test_readme_is_short():
    for name in ("README.md", "README.vi.md"):
        assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) < 90


def test_every_link_of_a_page_leads_somewhere():
    link = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
    lost = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in tracked()
        if path.suffix == ".md" and path.is_file()
        for target in link.findall(path.read_text(encoding="utf-8"))
        if not target.startswith(("http", "mailto:")) and not (path.parent / target).exists()
    ]
    assert lost == []


def test_the_glossary_knows_every_name_of_the_model():
    glossary = set(re.findall(r"`(\w+)`", (ROOT / "docs/glossary.md").read_text(encoding="utf-8")))
    homes = (ROOT / "src/vankien/model.py", ROOT / "src/vankien/packs/model.py")
    names = [
        node.name
        for home in homes
        for node in ast.parse(home.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    ]
    assert [name for name in names if name not in glossary] == []


def test_decision_records_are_short_and_numbered_in_a_row():
    records = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
    assert [int(p.name[:4]) for p in records] == list(range(1, len(records) + 1))
    assert [p.name for p in records if not 8 <= len(p.read_text(encoding="utf-8").splitlines()) <= 30] == []


def test_nothing_unfinished_and_nothing_foreign():
    unfinished = re.compile(
        r"\b(?:TODO|FIXME|XXX|NotImplementedError)\b|mark\.(?:skip|xfail)\b|assert True\b"
    )
    machine = re.compile(r"/(?:work|root|home)/[\w.]+/|https?://[\w.-]*(?:registry|index)[\w.-]*/")
    found = []
    for path in tracked():
        if (
            path.suffix not in {".py", ".md", ".toml", ".txt", ".html", ".css", ".yml", ""}
            or path == Path(__file__)
            or "vendor" in path.parts
        ):
            continue
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [
                f"{path.name}: {m.group()}" for m in (*unfinished.finditer(text), *machine.finditer(text))
            ]
    assert found == []
