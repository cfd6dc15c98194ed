"""Reading in a child process: the same result, typed errors intact, and an end whatever happens."""

import os
import subprocess
import sys
import time

import pytest

from library import hostile_factory as make
from vankien.model import UnreadableFile
from vankien.word import apart, read, read_apart, read_many


def test_the_same_document_as_in_this_process(tmp_path):
    path = make.simple(tmp_path / "a.docx", "Đảng bộ xã", "Quảng Tâm 12,5%")
    assert read_apart(path) == read(path)


def test_typed_errors_cross_the_process(tmp_path):
    path = make.repeated(tmp_path / "bomb.docx", b"<w:p/>" * 100_000, 20)
    with pytest.raises(UnreadableFile) as caught:
        read_apart(path, name="Dự thảo.docx")
    assert caught.value.reason == "too_many_paragraphs"
    assert caught.value.params == {"file": "Dự thảo.docx", "limit": "100.000"}


def test_names_that_are_no_utf8_and_names_like_options(tmp_path):
    path = tmp_path / os.fsdecode(b"-d\xff.txt")
    path.write_text("Đảng bộ", encoding="utf-8")
    assert read_apart(path).blocks[0].text == "Đảng bộ"


def test_a_child_that_takes_too_long_is_ended(tmp_path):
    path = make.simple(tmp_path / "a.docx", "x")
    with pytest.raises(UnreadableFile) as caught:
        read_apart(path, seconds=0.01)
    assert caught.value.reason == "too_slow"


def test_a_child_that_needs_too_much_memory(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Đảng bộ\n" * 90_000, encoding="utf-8")
    with pytest.raises(UnreadableFile) as caught:
        read_apart(path, megabytes=48)
    assert caught.value.reason == "too_heavy"
    assert caught.value.params["file"] == "a.txt"


def test_a_module_of_the_working_folder_is_not_run(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit('taken over')", encoding="utf-8")
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert len(read_apart(tmp_path / "a.txt").blocks) == 1


def test_ending_a_child_ends_what_it_started():
    code = "import subprocess,sys; p = subprocess.Popen(['sleep', '60']); print(p.pid, flush=True); p.wait()"
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True)
    grandchild = int(child.stdout.readline())
    apart._end(child)
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and not gone(grandchild):
        time.sleep(0.05)
    assert gone(grandchild)


def gone(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:  # noqa: PTH123
            return file.read().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_many_files_each_with_its_own_fate(tmp_path):
    good = [make.simple(tmp_path / f"{n}.docx", f"Bản {n}") for n in range(5)]
    bomb = make.repeated(tmp_path / "bomb.docx", b"<w:p/>" * 100_000, 20)
    files = [str(path) for path in (*good[:2], bomb, tmp_path / "none.docx", *good[2:])]
    found = read_many(files)
    assert [found[n] for n in (0, 1, 4, 5, 6)] == [read(path, name=str(path)) for path in good]
    assert [found[n].reason for n in (2, 3)] == ["too_many_paragraphs", "missing"]
    assert found[2].params["file"] == str(bomb)


def test_a_file_that_takes_too_much_harms_no_other(tmp_path):
    heavy = tmp_path / "nang.txt"
    heavy.write_text("Đảng bộ\n" * 90_000, encoding="utf-8")
    good = [str(make.simple(tmp_path / f"{n}.docx", "x")) for n in range(3)]
    found = read_many([good[0], str(heavy), *good[1:]], megabytes=60)
    assert found[1].reason == "too_heavy"
    assert [found[n].blocks[0].text for n in (0, 2, 3)] == ["x"] * 3
    assert {e.reason for e in read_many(good, seconds=0.001)} == {"too_slow"}
