"""What frames every official paper: letterhead, number, place and date, title; signature and recipients."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from vankien.outputs.papers.measures import Measures
from vankien.outputs.papers.model import Paper, Signature
from vankien.outputs.papers.sheet import Sheet
from vankien.outputs.papers.widths import text_width
from vankien.outputs.papers.xml import cell, paragraph, row, rule, table
from vankien.titles import version_mark

_BLANK = "\u00a0" * 6  # room that an office leaves for what is written by hand
_LEFT = 0.43  # of the page's width belongs to the issuer
_LEAST_RULE = 12.0


@dataclass(frozen=True, slots=True)
class Signer:
    """A signature as it is printed: lines of authority, the post, the name."""

    authority: Annotated[tuple[str, ...], "quyen_han"]
    post: Annotated[str, "chuc_vu"]
    name: Annotated[str, "ho_ten"]


@dataclass(frozen=True, slots=True)
class Frame:
    """The fields that every form has. `left` signs only where two sign (the secretary of a meeting)."""

    superior: Annotated[str, "co_quan_cap_tren"]
    body: Annotated[str, "co_quan"]
    number: Annotated[str, "so_ky_hieu"]
    dated: Annotated[str, "dia_danh_ngay_thang"]
    draft: Annotated[str, "du_thao_lan"]
    subject: Annotated[str, "trich_yeu"]
    recipients: Annotated[tuple[str, ...], "noi_nhan"]
    left: Annotated[Signer | None, "nguoi_ky_trai"]
    right: Annotated[Signer | None, "nguoi_ky"]


def frame(paper: Paper, measures: Measures) -> Frame:
    """A paper's frame in the wording of its format."""
    issuer, signers = paper.issuer, [_signer(s, measures) for s in paper.signatures]
    return Frame(
        superior=issuer.superior.upper(),
        body=issuer.body.upper(),
        number=_number(paper, measures),
        dated=f"{issuer.place}, {_day(paper.dated, measures)}",
        draft=version_mark(paper.draft) if paper.draft else "",
        subject=paper.subject,
        recipients=_recipients(paper.recipients, measures),
        left=signers[0] if len(signers) > 1 else None,
        right=signers[-1] if signers else None,
    )


def _number(paper: Paper, measures: Measures) -> str:
    """ "Số 12-TB/ThU", "Số: 05/BC-UBND"; room for the number until it is given; "" for an unnumbered kind."""
    if not paper.symbol:
        return ""
    how = measures.rule("number")
    number = _BLANK if paper.number is None else str(paper.number)
    if how.get("leading_zero") and paper.number is not None:
        number = f"{paper.number:02}"
    joints = ("-", "/") if how.get("separator") == "-" else ("/", "-")
    symbol = f"{joints[0]}{paper.symbol}{joints[1]}{paper.issuer.owner}"
    return f"Số{':' if how.get('colon') else ''} {number}{symbol}"


def _day(day: date | None, measures: Measures) -> str:
    if day is None:
        return f"ngày {_BLANK} tháng {_BLANK} năm {_BLANK}"
    how = measures.rule("place_date")
    shown = f"{day.day:02}" if day.day < how.get("zero_days_below", 0) else str(day.day)
    month = f"{day.month:02}" if day.month in how.get("zero_months", ()) else str(day.month)
    return f"ngày {shown} tháng {month} năm {day.year}"


def _recipients(names: tuple[str, ...], measures: Measures) -> tuple[str, ...]:
    """Each with what ends it; the archive last."""
    if not names:
        return ()
    plain = [name.strip().rstrip(",;.") for name in names if name.strip()]
    if not any(name.casefold().startswith("lưu") for name in plain):
        plain.append(str(measures.rule("recipients")["last"][0]))
    return (*(name + measures.item_end for name in plain[:-1]), plain[-1] + ".")


def _signer(signature: Signature, measures: Measures) -> Signer:
    authority = []
    if signature.on_behalf:
        authority.append(f"{_mark(signature.mark, measures)} {signature.on_behalf.upper()}".strip())
    if signature.deputy:
        authority.append(f"{_mark('K/T', measures)} {signature.deputy.upper()}")
    return Signer(tuple(authority), signature.post.upper(), signature.name)


def _mark(mark: str, measures: Measures) -> str:
    """The mark as this format writes it: "T/M" in the Party is "TM." of the state."""
    letters = mark.replace("/", "").replace(".", "")
    known = measures.rule("signature").get("marks", [])
    return next((m for m in known if m.replace("/", "").replace(".", "") == letters), mark)


def draw_head(sheet: Sheet, title: str, body: str) -> None:
    """`body`: whose name the rule below it is measured by, where the format has one."""
    measures = sheet.measures
    left, right = measures.text_width * _LEFT, measures.text_width * (1 - _LEFT)
    rows = [
        row((cell(left, _issuer(measures, left, body)), cell(right, _nation(measures, right)))),
        row(
            (
                cell(left, _numbered(measures)),
                cell(right, paragraph("PlaceDate", "{{ dia_danh_ngay_thang }}")),
            )
        ),
    ]
    sheet.add(table((left, right), rows, lined=False))
    sheet.text(title, style="Title")
    sheet.when("trich_yeu")
    sheet.text("{{ trich_yeu }}", style="Subtitle")
    sheet.end("if")
    mark = measures.rule("subject").get("separator")
    width = measures.text_width
    sheet.add(paragraph("Separator", mark) if mark else rule(width * 0.2, width, after=10))


def _issuer(measures: Measures, room: float, body: str) -> str:
    how = measures.rule("issuing_body")
    length = max(_LEAST_RULE, min(text_width(body, measures.size("issuing_body")), room) * 0.4)
    below = paragraph("Star", how["separator"]) if how.get("separator") else rule(length, room)
    return (
        paragraph("Superior", "{%p if co_quan_cap_tren %}")
        + paragraph("Superior", "{{ co_quan_cap_tren }}")
        + paragraph("Superior", "{%p endif %}")
        + paragraph("IssuingBody", "{{ co_quan }}")
        + below
    )


def _nation(measures: Measures, room: float) -> str:
    """The national or Party header, its motto, the rule as long as the last line."""
    header, motto = measures.rule("national_header"), measures.rule("national_motto")
    lines = paragraph("National", header["text"])
    last, id = header["text"], "national_header"
    if motto:
        lines += paragraph("Motto", motto["text"])
        last, id = motto["text"], "national_motto"
    return lines + rule(min(text_width(last, measures.size(id)), room), room)


def _numbered(measures: Measures) -> str:
    return (
        paragraph("Number", "{%p if so_ky_hieu %}")
        + paragraph("Number", "{{ so_ky_hieu }}")
        + paragraph("Number", "{%p endif %}")
        + paragraph("Number", "{%p if du_thao_lan %}")
        + paragraph("DraftMark", "{{ du_thao_lan }}")
        + paragraph("Number", "{%p endif %}")
    )


def draw_foot(sheet: Sheet) -> None:
    """The signature on the right; on the left who signs first, where two sign, and the recipients."""
    width = sheet.measures.text_width
    left, right = width * 0.46, width * 0.54
    first = paragraph("Recipients", "{%p if nguoi_ky_trai %}") + _signature("nguoi_ky_trai")
    first += paragraph("Recipients", "{%p endif %}") + _list(sheet)
    second = (
        paragraph("Post", "{%p if nguoi_ky %}") + _signature("nguoi_ky") + paragraph("Post", "{%p endif %}")
    )
    sheet.text(style="BeforeSignature")
    sheet.add(table((left, right), [row((cell(left, first), cell(right, second)))], lined=False))


def _list(sheet: Sheet) -> str:
    title = sheet.measures.rule("recipients")["title"]
    return (
        paragraph("Recipients", "{%p if noi_nhan %}")
        + paragraph("RecipientsTitle", title)
        + paragraph("Recipients", "{%p for n in noi_nhan %}")
        + paragraph("Recipients", "- {{ n }}")
        + paragraph("Recipients", "{%p endfor %}")
        + paragraph("Recipients", "{%p endif %}")
    )


def _signature(who: str) -> str:
    return (
        paragraph("Authority", "{%p for q in " + who + ".quyen_han %}")
        + paragraph("Authority", "{{ q }}")
        + paragraph("Authority", "{%p endfor %}")
        + paragraph("Post", "{{ " + who + ".chuc_vu }}")
        + paragraph("Signed", "")
        + paragraph("SignerName", "{{ " + who + ".ho_ten }}")
    )
