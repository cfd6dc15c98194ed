"""Tin hội nghị: a news item with a captioned photograph; no letterhead, no number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from vankien.outputs.papers.form import Form
from vankien.outputs.papers.model import Content
from vankien.outputs.papers.sheet import Sheet, bold


@dataclass(frozen=True, slots=True)
class Photo:
    """`image`: the bytes of a JPEG or PNG; empty where only the caption is printed."""

    caption: Annotated[str, "chu_thich"]
    image: Annotated[bytes, "anh"] = b""


@dataclass(frozen=True, slots=True)
class News(Content):
    """The title is the paper's `subject`. `author` signs it; `published` None: not yet."""

    lead: Annotated[str, "mo_dau"]
    paragraphs: Annotated[tuple[str, ...], "cac_doan"]
    photos: Annotated[tuple[Photo, ...], "cac_anh"] = ()
    author: Annotated[str, "tac_gia"] = ""
    published: Annotated[datetime | None, "dang_luc"] = None


def draw(sheet: Sheet) -> None:
    sheet.text("{{ trich_yeu }}", style="Title")
    sheet.when("dang_luc")
    sheet.text("{{ dang_luc }}", style="Centred")
    sheet.end("if")
    sheet.text(bold("{{ mo_dau }}"))
    sheet.each("a in cac_anh")
    sheet.when("a.anh")
    sheet.text("{{ a.anh }}", style="Picture")
    sheet.end("if")
    sheet.text("{{ a.chu_thich }}", style="Caption")
    sheet.end()
    sheet.each("d in cac_doan")
    sheet.text("{{ d }}")
    sheet.end()
    sheet.when("tac_gia")
    sheet.text("{{ tac_gia }}", style="Author")
    sheet.end("if")


FORM = Form("tin-hoi-nghi", "", "", News, draw, letterhead=False)
