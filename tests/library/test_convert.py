"""Other formats through LibreOffice: with it, the text; without it, one sentence with the command."""

import base64
import shutil
import subprocess
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from library import hostile_factory as make
from vankien.model import UnreadableFile
from vankien.word import as_docx, convert, read, read_apart
from vankien.word.strip import strip_links

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
)
RTF = r"{\rtf1\ansi{\fonttbl{\f0 Times New Roman;}}\f0 \u272?\u7843?ng b\u7897? link to import\par\b Hai\par}"


def odt(path, body, **others):
    content = (
        f'<?xml version="1.0"?><office:document-content {SPACES} xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'office:version="1.2"><office:body><office:text>{body}</office:text></office:body></office:document-content>'
    )
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        out.writestr("content.xml", content)
        out.writestr("META-INF/manifest.xml", others.pop("manifest", "<manifest/>"))
        for name, data in others.items():
            out.writestr(name, data)
    return path


def texts(path, **more):
    """The blocks, or the one error that a machine without LibreOffice must give."""
    try:
        return [b.text for b in read(path, **more).blocks]
    except UnreadableFile as error:
        assert OFFICE is None
        assert error.reason == "no_libreoffice"
        return None


def test_without_libreoffice_one_sentence_with_the_command(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    path = odt(tmp_path / "a.odt", "<text:p>Đảng bộ</text:p>")
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert (caught.value.reason, caught.value.params) == (
        "no_libreoffice",
        {"format": "odt", "file": "a.odt"},
    )


def test_odt_and_rtf(tmp_path):
    path = odt(tmp_path / "a.odt", "<text:h>Đảng bộ</text:h><text:p>xã Quảng Tâm</text:p>")
    assert texts(path) in (["Đảng bộ", "xã Quảng Tâm"], None)
    (tmp_path / "b.doc").write_text(RTF, encoding="ascii")
    assert texts(tmp_path / "b.doc") in (["Đảng bộ link to import", "Hai"], None)


def test_the_true_kind_is_kept_apart_too(tmp_path):
    (tmp_path / "b.doc").write_text(RTF, encoding="ascii")
    try:
        assert read_apart(tmp_path / "b.doc").format == "rtf"
    except UnreadableFile as error:
        assert OFFICE is None
        assert error.reason == "no_libreoffice"


def test_a_web_page_named_doc(tmp_path):
    path = tmp_path / "a.doc"
    path.write_text("<html><body><p>Đảng bộ</p><p>xã <b>Quảng Tâm</b></body></html>", encoding="utf-8")
    assert texts(path) in (["Đảng bộ", "xã Quảng Tâm"], None)


def test_a_single_file_web_page(tmp_path):
    page = base64.b64encode("<html><body><p>Đảng bộ</p></body></html>".encode()).decode()
    path = tmp_path / "a.doc"
    path.write_text(
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
        f"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{page}\n--b--\n",
        encoding="ascii",
    )
    assert texts(path) in (["Đảng bộ"], None)


class Listener(BaseHTTPRequestHandler):
    asked: list = []  # noqa: RUF012

    def do_GET(self):
        self.asked.append(self.path)
        self.send_error(404)

    def __getattr__(self, name):
        if name.startswith("do_"):
            return self.do_GET
        raise AttributeError(name)

    def log_message(self, *args):
        pass


def test_no_link_is_followed(tmp_path):
    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    secret = tmp_path / "secret.txt"
    secret.write_text("mat khau", encoding="ascii")
    picture = f'<draw:image xlink:href="{address}/a.png"/>'
    frame = f'<draw:frame svg:width="1in" svg:height="1in">{picture}</draw:frame>'
    linked = (
        f'<text:section text:name="s"><text:section-source xlink:href="{secret.as_uri()}"/></text:section>'
    )
    odt(tmp_path / "a.odt", f"<text:p>Đảng{frame}</text:p>{linked}")
    field = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{address}/b.png"}}{{\fldrslt x}}}}'
    (tmp_path / "b.rtf").write_text(RTF.replace(r"\par", field + r"\par", 1), encoding="ascii")
    page = (
        f'<html><link href="{address}/c.css" rel="stylesheet"><img src="{address}/d.png"><p>Đảng</p></html>'
    )
    (tmp_path / "c.html").write_text(page, encoding="utf-8")
    try:
        assert texts(tmp_path / "a.odt") in (["Đảng"], None)
        texts(tmp_path / "b.rtf")
        assert texts(tmp_path / "c.html") in (["Đảng"], None)
    finally:
        server.shutdown()
        server.server_close()
    assert Listener.asked == []


def test_what_is_stripped(tmp_path):
    frame = '<draw:frame><draw:image xlink:href="http://x.example/a.png"/></draw:frame>'
    link = '<text:a xlink:href="http://x.example">x</text:a>'
    path = odt(tmp_path / "a.odt", f"<text:p>{frame}{link}</text:p>", **{"Basic/m.xml": "<x/>"})
    with zipfile.ZipFile(strip_links(path, "odt", tmp_path / "b.odt")) as package:
        assert package.namelist() == ["mimetype", "content.xml", "META-INF/manifest.xml"]
        content = package.read("content.xml").decode()
    assert "a.png" not in content
    assert 'href="http://x.example"' in content
    rtf = tmp_path / "a.rtf"
    rtf.write_bytes(rb'{\rtf1 DDE LINK {\field{\*\fldinst { DDEAUTO "c:\\x"}}{\fldrslt LINK}}}')
    stripped = strip_links(rtf, "rtf", tmp_path / "b.rtf").read_bytes()
    assert stripped == rb'{\rtf1 DDE LINK {\field{\*\fldinst { QUOTE "c:\\x"}}{\fldrslt LINK}}}'


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ({"manifest": "<manifest><encryption-data/></manifest>"}, "encrypted"),
        ({"styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}, "entities"),
        ({"styles.xml": "<a>" + " " * 40_000_000 + "</a>"}, None),
    ],
)
def test_hostile_odt(tmp_path, others, expected):
    path = odt(tmp_path / "a.odt", "<text:p>x</text:p>", **others)
    with pytest.raises(UnreadableFile) as caught:
        strip_links(path, "odt", tmp_path / "b.odt")
    assert caught.value.reason == expected or expected is None


def fake_office(folder, script):
    tool = folder / "bin" / "soffice"
    tool.parent.mkdir()
    tool.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
    tool.chmod(0o755)
    return tool


def test_one_cold_retry_and_the_file_not_the_status_decides(tmp_path, monkeypatch):
    made = make.simple(tmp_path / "made.docx", "lần hai")
    script = f"test -e {tmp_path}/once || {{ touch {tmp_path}/once; exit 0; }}; cp {made} draft.docx; exit 3"
    tool = fake_office(tmp_path, script)
    monkeypatch.setattr(convert, "_soffice", lambda: str(tool))
    (tmp_path / "a.rtf").write_text(RTF, encoding="ascii")
    (tmp_path / "work").mkdir()
    out = convert.to_docx(tmp_path / "a.rtf", "rtf", tmp_path / "work")
    assert [b.text for b in read(out).blocks] == ["lần hai"]


def test_a_converter_that_hangs_is_killed_with_its_children(tmp_path, monkeypatch):
    tool = fake_office(tmp_path, f"sleep 61 & echo $! >> {tmp_path}/pids; wait")
    monkeypatch.setattr(convert, "_soffice", lambda: str(tool))
    (tmp_path / "a.rtf").write_text(RTF, encoding="ascii")
    (tmp_path / "work").mkdir()
    with pytest.raises(UnreadableFile) as caught:
        convert.to_docx(tmp_path / "a.rtf", "rtf", tmp_path / "work", seconds=0.5)
    assert caught.value.reason == "not_converted"
    pids = (tmp_path / "pids").read_text().split()
    alive = subprocess.run(
        ["ps", "-o", "stat=", "-p", ",".join(pids)], capture_output=True, text=True, check=False
    )
    assert [s for s in alive.stdout.split() if not s.startswith("Z")] == []


def test_as_docx(tmp_path):
    path = make.simple(tmp_path / "a.doc", "x")
    assert as_docx(path, tmp_path) == path
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    assert as_docx(tmp_path / "a.txt", tmp_path) is None
