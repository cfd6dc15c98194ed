"""The command line's contract: JSON alone on standard output, exit status, one sentence for a fault."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from library import hostile_factory as make
from vankien.cli import main
from vankien.cli.common import plain
from vankien.word import read

VANKIEN = [sys.executable, "-m", "vankien"]


@pytest.fixture
def draft(tmp_path):
    return make.simple(
        tmp_path / "Dự thảo.docx",
        "BÁO CÁO CHÍNH TRỊ",
        "I. Kết quả thực hiện",
        "1. Kinh tế: Thu nhập bình quân đầu người năm 2019 đạt 49,7 triệu đồng.",
        "II. Phương hướng",
    )


@pytest.fixture
def call(capsys):
    """Runs a command in this process: (exit status, standard output, standard error)."""

    def run(*args):
        with pytest.raises(SystemExit) as end:
            main([str(a) for a in args])
        out, err = capsys.readouterr()
        return end.value.code or 0, out, err

    return run


def one_sentence(err):
    return err.count("\n") == 1 and err.strip().endswith((".", "`")) and "Traceback" not in err


def test_text(call, draft):
    status, out, err = call("text", draft)
    assert (status, err) == (0, "")
    assert out.splitlines()[1] == "I. Kết quả thực hiện"
    status, out, err = call("text", draft, "--json")
    assert json.loads(out)[1] == {"block": 1, "text": "I. Kết quả thực hiện", "part": "body"}
    assert (status, err) == (0, "")


def test_outline(call, draft):
    status, out, err = call("outline", draft, "--json")
    assert json.loads(out)[:2] == [
        {"level": 1, "number": "I", "title": "Kết quả thực hiện", "block": 1},
        {"level": 2, "number": "1", "title": "Kinh tế", "block": 2},
    ]
    assert (status, err) == (0, "")
    assert "  1. Kinh tế" in call("outline", draft)[1]


def test_figures(call, draft):
    status, out, err = call("figures", draft, "--json")
    (figure,) = json.loads(out)
    keys = {"block", "start", "end", "surface", "value", "total", "unit", "comparator", "period", "topic"}
    assert keys | {"indicator", "role"} <= figure.keys()
    assert (figure["value"], figure["unit"], figure["total"]) == (49.7, "triệu đồng", None)
    assert (status, err) == (0, "")
    assert "49,7 triệu đồng" in call("figures", draft)[1]


def test_check(call, draft):
    status, out, err = call("check", draft, "--json")
    answer = json.loads(out)
    assert answer["pack"]["id"] == "dang-2019"
    keys = {"code", "severity", "message", "hint", "authority", "place", "params"}
    assert all(finding.keys() >= keys for finding in answer["findings"])
    codes = {finding["code"] for finding in answer["findings"]}
    assert {"VK201", "VK203"} <= codes
    assert (status, err) == (1, "")
    status, out, err = call("check", draft)
    assert (status, err) == (1, "")
    assert "VK201" in out


def test_check_writes_the_annotated_draft_and_the_report(call, draft, tmp_path):
    docx, html = tmp_path / "out.docx", tmp_path / "out.html"
    before = draft.read_bytes()
    status, out, err = call("check", draft, "--docx", docx, "--html", html, "--json", "--lang", "en")
    assert (status, err) == (1, "")
    assert "theme" in json.loads(out)["findings"][0]["message"] + out
    assert html.read_text(encoding="utf-8").lstrip().startswith("<!")
    assert call("text", docx)[1] == call("text", draft)[1]
    assert draft.read_bytes() == before


def test_the_draft_is_never_overwritten(call, draft):
    before = draft.read_bytes()
    for option in ("--docx", "--html"):
        status, out, err = call("check", draft, option, draft)
        assert (status, out) == (2, "")
        assert one_sentence(err)
    assert draft.read_bytes() == before


def test_a_text_file_becomes_word_to_carry_its_comments(call, tmp_path):
    path, target = tmp_path / "a.txt", tmp_path / "ra.docx"
    path.write_text("Đảng bộ xã\nBáo cáo chính trị", encoding="utf-8")
    status, _, err = call("check", path, "--docx", target)
    assert (status, err) == (1, "")
    assert call("text", target)[1] == call("text", path)[1]
    assert read(target).comments


def test_a_name_that_is_no_text_can_be_reported(call, draft, tmp_path):
    odd = draft.rename(tmp_path / os.fsdecode(b"d\xff.docx"))
    assert call("check", odd, "--html", tmp_path / "a.html")[0] == 1
    status, _, err = call("check", odd, "--html", tmp_path)
    assert (status, one_sentence(err)) == (2, True)


def test_reference_data(call, draft, tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Mã", "Chỉ tiêu", "Đơn vị tính", "Kỳ", "Giá trị", "Nguồn"])
    sheet.write_row(1, 0, ["thu_nhap_bq", "Thu nhập", "triệu đồng", 2019, 47.5, "Chi cục Thống kê"])
    book.close()
    _, out, err = call("check", draft, "--reference", tmp_path / "a.xlsx", "--json")
    assert "VK408" in {f["code"] for f in json.loads(out)["findings"]}
    status, out, err = call("check", draft, "--reference", draft, "--json")
    assert (status, out) == (2, "")
    assert one_sentence(err)


def test_packs(call):
    status, out, _ = call("packs", "--json")
    listed = {pack["id"]: pack for pack in json.loads(out)}
    assert (status, {"dang-2019", "dang-2025", "cong-doan-2023"} <= listed.keys()) == (0, True)
    assert json.loads(call("packs", "list", "--json")[1]) == json.loads(out)
    shown = json.loads(call("packs", "show", "dang-2019", "--json")[1])
    assert shown["indicators"]["ho_ngheo"]["authority"]["source"] is not None
    assert {"xa-phuong", "co-quan"} <= {outline["unit"] for outline in shown["outlines"]}
    assert json.loads(call("packs", "--json", "show", "dang-2019")[1]) == shown
    for args in (["packs"], ["packs", "show", "dang-2025"]):
        assert "dang-2025" in call(*args)[1]


def test_packs_lint(call, tmp_path):
    status, out, _ = call("packs", "lint", tmp_path, "--json")
    assert (status, json.loads(out)["valid"]) == (1, False)
    status, out, err = call("packs", "lint", tmp_path / "none")
    assert (status, out, one_sentence(err)) == (2, "", True)


@pytest.mark.parametrize(
    ("args", "named"),
    [
        (["--pack", "dang-1930"], "dang-2019"),
        (["--unit", "lang"], "co-quan-dang"),
        (["--kind", "bao-cao"], "political_report"),
        (["--phase", "cuoi"], "submitted"),
        (["--pack", "cong-doan-2023"], "cong-doan-co-so"),
    ],
)
def test_unknown_ids_are_answered_with_the_valid_ones(call, draft, args, named):
    for language in ("vi", "en"):
        status, out, err = call("check", draft, *args, "--json", "--lang", language)
        assert (status, out, one_sentence(err)) == (2, "", True)
        assert named in err


@pytest.mark.parametrize(
    "args",
    [["nope"], ["text"], ["text", "a", "b"], ["text", "--nope", "a"], ["check", "a", "--pack"],
     ["packs", "x"], ["text", "none.docx"], ["outline", "."], ["figures", ""], ["text", "a", "--lang", "fr"],
     ["text", "--json=1", "a"], ["text", "a\nb.docx"]],
)  # fmt: skip
def test_wrong_calls(call, args):
    for language in ("vi", "en"):
        extra = [] if "--lang" in args or args[-1] == "--pack" else ["--lang", language]
        status, out, err = call(*args, *extra)
        assert (status, out, one_sentence(err)) == (2, "", True)


def test_help_is_in_the_language_of_the_user(call, monkeypatch):
    assert "Rà soát dự thảo" in call("--help")[1]
    assert "--reference" in call("check", "--help")[1]
    monkeypatch.setenv("VANKIEN_LANG", "en")
    assert "Check a draft" in call()[1]
    assert call("--version")[0] == 0


def test_an_unforeseen_error_is_a_sentence(call, draft, monkeypatch):
    monkeypatch.setattr("vankien.word.read_apart", lambda *a, **k: 1 / 0)
    status, out, err = call("text", draft)
    assert (status, out, one_sentence(err)) == (2, "", True)
    assert "ZeroDivisionError" in err
    monkeypatch.setenv("VANKIEN_DEBUG", "1")
    assert "Traceback" in call("text", draft)[2]


def test_numbers_in_json():
    from decimal import Decimal

    assert plain(Decimal("12.50")) == 12.5
    assert plain(Decimal("3E+6")) == 3_000_000
    assert plain((Decimal("0.1"), Decimal(86))) == [0.1, 86]
    assert plain(Decimal("1234567890123456.789")) == "1234567890123456.789"


def run(*args, **more):
    return subprocess.run([*VANKIEN, *map(str, args)], capture_output=True, check=False, **more)


def test_a_plain_terminal_gets_utf8(draft):
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = run("text", draft, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Kết quả thực hiện" in done.stdout.decode("utf-8")


def test_a_reader_that_leaves_early(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Đảng bộ xã\n" * 50_000, encoding="utf-8")
    with subprocess.Popen([*VANKIEN, "text", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as job:
        job.stdout.readline()
        job.stdout.close()
        assert job.stderr.read() == b""
        assert job.wait() == 0


def test_an_interrupted_command_says_nothing(tmp_path):
    import signal

    path = tmp_path / "a.txt"
    path.write_text("Đảng bộ xã Quảng Tâm lần thứ XXVII\n" * 90_000, encoding="utf-8")
    command, pipe = [*VANKIEN, "check", path], subprocess.PIPE
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job is deaf to it
    with subprocess.Popen(command, stdout=pipe, stderr=pipe) as job:
        signal.signal(signal.SIGINT, heard)
        children = Path(f"/proc/{job.pid}/task/{job.pid}/children")
        while not children.read_text():  # it reads the draft in a process of its own: past the start
            time.sleep(0.05)
        job.send_signal(signal.SIGINT)
        assert b"Traceback" not in job.stderr.read()
        assert job.wait() == 130


def test_django_is_not_loaded(draft):
    code = (
        "import sys; from vankien.cli import main\n"
        "try: main(sys.argv[1:])\nfinally: print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, "text", str(draft)], capture_output=True, check=False)
    modules = done.stderr.decode().split()
    assert "click" in modules
    assert not {"django", "rich", "lxml", "sqlite3", "jinja2"} & set(modules)
