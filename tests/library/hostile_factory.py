"""Word packages from XML text, honest and hostile; PDF files from positioned lines."""

import zipfile
import zlib
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'
)
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def document(body, before=""):
    return f'<?xml version="1.0"?>{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def package(path: Path, main, **others) -> Path:
    """A .docx whose main part is `main`; `others` are further members by name."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", TYPES)
        out.writestr("_rels/.rels", RELATIONS)
        out.writestr("word/document.xml", main)
        for name, data in others.items():
            out.writestr(name, data)
    return path


def simple(path: Path, *texts) -> Path:
    return package(path, document("".join(map(paragraph, texts))))


def repeated(path: Path, piece: bytes, times: int) -> Path:
    """A main part that repeats `piece`, written as a stream, so that the test itself stays small."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", TYPES)
        out.writestr("_rels/.rels", RELATIONS)
        start, end = document("\0").split("\0")
        with out.open("word/document.xml", "w") as member:
            member.write(start.encode())
            for _ in range(times):
                member.write(piece)
            member.write(end.encode())
    return path


def liar(path: Path, piece: bytes, times: int) -> Path:
    """A package whose directory says that the main part unfolds to ten bytes, with their right checksum."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(packer.compress(piece) for _ in range(times)) + packer.flush()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as out:
        out.writestr("[Content_Types].xml", TYPES)
        out.writestr("_rels/.rels", RELATIONS)
        out.writestr("word/document.xml", packed)
    data = bytearray(path.read_bytes())
    entry = data.rfind(b"PK\x01\x02")
    local = int.from_bytes(data[entry + 42 : entry + 46], "little")
    data[entry + 10 : entry + 12] = data[local + 8 : local + 10] = (8).to_bytes(2, "little")
    data[entry + 16 : entry + 20] = zlib.crc32(piece[:10]).to_bytes(4, "little")
    data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    path.write_bytes(data)
    return path


def pdf(path: Path, *pages, encrypt=False) -> Path:
    """Each page is a list of (x, y, text[, bold]) in points; every character is 7 points wide, 14 high."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    letters = sorted({c for page in pages for line in page for c in line[2]})
    codes = {c: n for n, c in enumerate(letters, 1)}
    fonts = [_font(objects, codes, name) for name in ("AAAAAA+Tinos", "BBBBBB+Tinos-Bold")]
    kids = []
    for page in pages:
        shown = "".join(
            f"BT /F{int(bool(bold and bold[0]))} 14 Tf {x} {y} Td "
            f"<{''.join(f'{codes[c]:04x}' for c in text)}> Tj ET\n"
            for x, y, text, *bold in page
        )
        objects.append(f"<</Length {len(shown)}>>\nstream\n{shown}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R"
            f"/Resources<</Font<</F0 {fonts[0]} 0 R/F1 {fonts[1]} 0 R>>>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    return _write_pdf(path, objects, encrypt)


def _font(objects, codes, name):
    table = "\n".join(f"<{n:04x}> <{ord(c):04x}>" for c, n in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 "
        f"begincodespacerange <0000> <ffff> endcodespacerange\n{len(codes)} beginbfchar\n{table}\nendbfchar\n"
        "endcmap end end"
    )
    objects.append(f"<</Length {len(cmap)}>>\nstream\n{cmap}\nendstream")
    unicode = len(objects)
    objects.append(
        f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[0 -200 500 800]/ItalicAngle 0/Ascent 800"
        "/Descent -200/CapHeight 700/StemV 80>>"
    )
    objects.append(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        f"/Supplement 0>>/FontDescriptor {len(objects)} 0 R/DW 500/CIDToGIDMap/Identity>>"
    )
    objects.append(
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{len(objects)} 0 R]"
        f"/ToUnicode {unicode} 0 R>>"
    )
    return len(objects)


def _write_pdf(path, objects, encrypt):
    trailer = ""
    if encrypt:
        zeros = "<" + "00" * 32 + ">"
        objects.append(f"<</Filter/Standard/V 1/R 2/O {zeros}/U {zeros}/P -4>>")
        trailer = f"/Encrypt {len(objects)} 0 R/ID[<00><00>]"
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF".encode()
    path.write_bytes(out)
    return path
