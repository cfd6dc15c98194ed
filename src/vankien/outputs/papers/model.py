"""What an official paper is made from: plain data, no clock, no Word.

A field's `Annotated` name is what an office writes in a template: `{{ hoi_nghi }}`; what it means is said in
`sentences/*/papers.toml` [paper_field].
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues a paper. `format`: the id of a format in `packs/formats`; `owner`: of the symbol ("ThU").

    `superior` and `body`: the two lines of the letterhead ("Đảng bộ tỉnh Thanh Hóa", "Thành ủy Thanh Hóa"),
    printed in capitals; `superior` may be empty. `place` stands before the date ("Thanh Hóa").
    """

    format: str
    superior: str
    body: str
    place: str
    owner: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, with which authority.

    `mark` + `on_behalf`: "T/M" + "BAN THƯỜNG VỤ" (written "TM." in a state paper); `deputy`: in whose stead
    ("CHỦ TỊCH" gives "KT. CHỦ TỊCH"); `post` is the signer's own. `name` may be empty: not signed yet.
    """

    post: str
    name: str = ""
    mark: str = ""
    on_behalf: str = ""
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which state of which record made the paper; carried in the file for `verify`."""

    record: str
    state: str


@dataclass(frozen=True, slots=True)
class Content:
    """What only one form says; each form has its own."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of one form. `number` and `dated` are None until it is issued: left blank as offices do.

    `symbol`: of the kind ("TB"); empty where the paper bears no number. `subject`: the trích yếu, which
    follows the kind's name. `recipients`: without the dash; the archive ("Lưu Văn phòng") is added where none
    is named. Two signatures: secretary left, chair right. `draft`: prints "Dự thảo lần n".
    """

    form: str
    issuer: Issuer
    symbol: str
    number: int | None
    dated: date | None
    subject: str
    recipients: tuple[str, ...]
    signatures: tuple[Signature, ...]
    content: Content
    stamp: Stamp
    draft: int | None = None
