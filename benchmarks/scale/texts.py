"""Documents that were really read and checked, once each, to be copied into many rows."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any, get_args

from django.conf import settings
from django.db import transaction

from vankien import checks, packs, word
from vankien.model import Phase
from vankien.serial import to_data
from vankien_web.common import storage
from vankien_web.common.entries import Entry
from vankien_web.drafts.actions.examination import _rows
from vankien_web.drafts.models import Draft, Reading, StoredFinding, Version

PACK, KIND = "dang-2019", "political_report"
_SAMPLES = ("xa-quang-tam.docx", "co-quan-ubnd-thanh-pho.docx", "co-quan-thanh-uy.docx")
_LIGHT = """Chủ đề: "Tăng cường xây dựng Đảng trong sạch, vững mạnh"
Phần thứ nhất. Kết quả thực hiện nghị quyết
1. Tỷ lệ hộ nghèo giảm từ 4,1% xuống 1,2%.
2. Thu nhập bình quân đạt 42 triệu đồng/người/năm.
Phần thứ hai. Phương hướng, nhiệm vụ
1. Phấn đấu đến năm 2025 không còn hộ nghèo.
"""


@dataclass(frozen=True)
class Text:
    """A file in the store, what was read in it and what was found."""

    file_name: str
    sha256: str
    size: int
    content: Any
    outline: Any
    findings: list[dict[str, Any]]
    passages: list[tuple[int, str]]

    @property
    def open(self) -> dict[str, int]:
        return dict(Counter(f["severity"] for f in self.findings if f["severity"]))

    def reading(self, version: int) -> Reading:
        return Reading(version_id=version, content=self.content, outline=self.outline)

    def rows(self, version: int) -> list[StoredFinding]:
        return [StoredFinding(version_id=version, **f) for f in self.findings]

    def entries(self, number: int, title: str) -> list[Entry]:
        return [
            Entry(part=f"b{block}", title=title, text=text, place={"block": block, "version": number})
            for block, text in self.passages
        ]


def light() -> Text:
    return _text("du-thao.txt", _LIGHT.encode(), "xa-phuong")


def samples() -> list[Text]:
    folder = resources.files("vankien_web.drafts.samples")
    units = ("xa-phuong", "co-quan", "co-quan-dang")
    return [
        _text(name, folder.joinpath(name).read_bytes(), unit)
        for name, unit in zip(_SAMPLES, units, strict=True)
    ]


def _text(name: str, data: bytes, unit: str) -> Text:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        document = word.read(path)
    with storage.staged([data], settings.VANKIEN_UPLOAD_BYTES) as file, transaction.atomic():
        file.place()
    draft = checks.prepare(document, pack=packs.load(PACK), unit=unit, kind=KIND)
    version = Version(draft=Draft(), phase="draft")
    version.reading = Reading(content=to_data(document))
    found = _rows(version, {phase: checks.run(replace(draft, phase=phase)) for phase in get_args(Phase)})
    fields = ("number", "code", "severity", "severities", "params", "place", "authority", "fingerprint")
    return Text(
        name,
        file.sha256,
        file.size,
        to_data(document),
        to_data(tuple(draft.sections)),
        [{field: getattr(row, field) for field in fields} for row in found],
        [(block.index, block.text) for block in document.blocks if block.part in ("body", "table")],
    )
