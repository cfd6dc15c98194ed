"""The tutorial is true: its commands run, its corrections correct, its buttons and pictures exist."""

import re
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest
from docx import Document

from vankien import checks, word

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")
SAMPLE = ROOT / "src/vankien_web/drafts/samples/xa-quang-tam.docx"
COMMANDS = re.findall(r"^\.venv/bin/(vankien .+)$", TEXT, re.MULTILINE)
ADDED = re.findall(r"^\| \d+ \| (.+?) \| (.+?) \|$", TEXT, re.MULTILINE)


def found(file):
    draft = checks.prepare(word.read(file), pack="dang-2019", unit="xa-phuong", kind="political_report")
    return checks.run(draft)


def paragraph(document, words):
    return next(p for p in document.paragraphs if words in p.text)


@pytest.mark.once
@pytest.mark.parametrize("command", COMMANDS)
def test_its_commands_run(command, tmp_path):
    _, verb, *rest = command.split()
    file, *options = rest
    program = Path(sys.executable).with_name("vankien")
    ran = subprocess.run([program, verb, ROOT / file, *options], cwd=tmp_path, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (1 if verb == "check" else 0, "")
    assert [(tmp_path / name).exists() for name in options if name.endswith((".docx", ".html"))] in (
        [],
        [True, True],
    )


@pytest.mark.once
def test_it_counts_the_findings_of_the_sample():
    severities = [f.severity for f in found(SAMPLE)]
    errors, warnings = severities.count("error"), severities.count("warning")
    assert f"**{errors} điểm phải sửa và {warnings} điểm cần xem lại**" in TEXT


@pytest.mark.once
def test_its_corrections_leave_nothing_to_mend(tmp_path):
    document = Document(str(SAMPLE))
    assert len(ADDED) == 13
    for words, text in ADDED:
        place = paragraph(document, words)
        new = deepcopy(place._p)
        place._p.addnext(new)
        added = next(p for p in document.paragraphs if p._p is new)
        added.text = text
    wrong, right = re.findall(r"sửa `(.+?)` thành `(.+?)`", TEXT)[0]
    place = paragraph(document, wrong)
    place.text = place.text.replace(wrong, right)
    document.save(str(tmp_path / "da-sua.docx"))
    assert [(f.code, f.params) for f in found(tmp_path / "da-sua.docx")] == []


@pytest.mark.django_db
def test_its_buttons_are_on_the_pages(signed_in, work):
    client = signed_in
    page = client.get("/ra-soat/").content.decode()
    address = client.post("/ra-soat/ban-mau/xa-quang-tam/").headers["Location"]
    work()
    page += client.get(address).content.decode()
    bold = re.findall(r"\*\*(.+?)\*\*", TEXT, re.DOTALL)
    names = {n for n in bold if len(n) > 2 and n[0].isalpha() and not n.startswith("http")}
    assert len(names) > 9
    assert sorted(n for n in names if n not in page) == []


def test_its_pictures_are_there_and_small():
    pictures = re.findall(r"!\[.+?\]\((.+?)\)", TEXT)
    assert len(pictures) == 2
    assert all(0 < (ROOT / "docs" / p).stat().st_size < 300_000 for p in pictures)
    assert len(TEXT.splitlines()) <= 120
