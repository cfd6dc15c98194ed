"""The demonstration's meeting of 13/02/2020, held by the same verbs that its people would use."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from vankien.outline import section_named
from vankien_web.reviews import speaking
from vankien_web.reviews.actions import agenda, attendance, meetings, minutes, opinions, pictures, positions
from vankien_web.reviews.actions.agenda import ItemPlan
from vankien_web.reviews.actions.attendance import Mark
from vankien_web.reviews.models import AgendaItem, Meeting, Opinion, Presence, Subject
from vankien_web.site.demonstration.cast import Cast, Sitting, on_day, read_told

CAPTION = "Toàn cảnh hội nghị"
_HELD = date(2020, 2, 13)


def hold(cast: Cast) -> Sitting:
    """Prepared and called before the day, held and closed on it."""
    told = read_told("meeting.toml")
    plan = told["meeting"]
    with on_day(plan["planned"]):
        meeting = meetings.plan_meeting(cast.city, _plan(plan, cast), by=cast.office)
        items = {key: _item(meeting, entry, cast) for key, entry in _keyed(told["items"])}
        attendance.fill_attendance(meeting, by=cast.office)
        meeting = meetings.call_meeting(meeting, by=cast.office)
    with on_day(_HELD):
        chair = cast.people[plan["chair"]]
        _mark(meeting, plan["absent"], cast)
        meeting = meetings.open_meeting(meeting, by=chair)
        items = {key: _open(item) for key, item in items.items()}
        said = {entry["id"]: _speak(items[entry["unit"]], entry, cast) for entry in told["opinions"]}
        _stand(items, told["positions"], cast)
        for entry in told["minutes"]:
            _write_down(meeting, items.get(entry.get("unit", "")), entry, cast)
        for key, entry in _keyed(told["items"]):
            agenda.set_outcome(items[key], entry["outcome"], by=chair)
        pictures.add_picture(meeting, _picture(), CAPTION, by=cast.office)
        meeting = meetings.close_meeting(meeting, by=chair)
    return Sitting(meeting, items, said, told)


def prepare_further(sitting: Sitting, cast: Cast) -> Meeting:
    """The round to come, being prepared: the items that go back to their units return."""
    plan = sitting.told["further"]
    further = replace(_plan(plan, cast), earlier=sitting.meeting)
    meeting = meetings.plan_meeting(cast.city, further, by=cast.office)
    for item in sitting.items.values():
        if item.draft is not None:
            again = ItemPlan(
                Subject.DRAFT,
                draft=cast.draft(_code(item, cast)),
                presenter=item.presenter,
                over_gate=plan["over_gate"],
                earlier=item,
            )
            agenda.add_item(meeting, again, by=cast.office)
    return meeting


def _plan(told: Mapping[str, Any], cast: Cast) -> meetings.Plan:
    return meetings.Plan(
        title=told["title"],
        starts_at=told["starts_at"],
        ends_at=told["ends_at"],
        place=told["place"],
        convener=told["convener"],
        chair=cast.chair_post(told["chair"]),
        season=cast.season,
    )


def _keyed(entries: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for entry in entries:
        yield entry.get("unit") or entry["subject"], entry


def _item(meeting: Meeting, entry: Mapping[str, Any], cast: Cast) -> AgendaItem:
    plan = ItemPlan(
        subject=entry.get("subject", Subject.DRAFT),
        title=entry.get("title", ""),
        draft=cast.draft(entry["unit"]) if "unit" in entry else None,
        presenter=entry.get("presenter", ""),
        minutes=entry["minutes"],
        over_gate=entry.get("over_gate", ""),
    )
    return agenda.add_item(meeting, plan, by=cast.office)


def _open(item: AgendaItem) -> AgendaItem:
    """As it stands now that its meeting is open."""
    rows = AgendaItem.objects.select_related("meeting__unit", "draft__congress__unit", "version__reading")
    found: AgendaItem = rows.get(pk=item.pk)
    return found


def _code(item: AgendaItem, cast: Cast) -> str:
    unit = item.draft.congress.unit_id if item.draft and item.draft.congress else None
    return next(code for code, one in cast.tree.items() if one.pk == unit)


def _mark(meeting: Meeting, absent: list[dict[str, str]], cast: Cast) -> None:
    away = {cast.person(entry["who"]).pk: entry["reason"] for entry in absent}
    marks = [
        Mark(
            row.pk,
            Presence.EXCUSED if row.person_id in away else Presence.PRESENT,
            away.get(row.person_id, ""),
            row.number,
            row.revision,
        )
        for row in meeting.attendance.all()
    ]
    attendance.mark_attendance(meeting, marks, by=cast.office)


def _speak(item: AgendaItem, entry: Mapping[str, Any], cast: Cast) -> Opinion:
    by, about = cast.people[entry["by"]], opinions.About(item.draft, item.version)
    if item.draft and item.version and entry.get("about"):
        section = section_named(entry["about"], item.version.reading.sections)
        about = speaking.about(item.draft, item.version, {"section": section.block if section else 0})
    opinion = opinions.write_opinion(replace(about, item=item), entry["text"], kind=entry["kind"], by=by)
    opinions.send_opinion(opinion, by=by)
    opinion.refresh_from_db()
    return opinion


def _stand(items: Mapping[str, AgendaItem], entries: list[dict[str, Any]], cast: Cast) -> None:
    """How many took which position is not told: each says so."""
    for entry in entries:
        for stance in ("agree", "with_comments"):
            for username in entry.get(stance, ()):
                item, by = items[entry["unit"]], cast.people[username]
                positions.take_position(item, stance, reason="Chính kiến minh họa", by=by)


def _write_down(meeting: Meeting, item: AgendaItem | None, entry: Mapping[str, Any], cast: Cast) -> None:
    speaker = cast.person(entry["by"]) if "by" in entry else None
    minutes.save_entry(meeting, uuid4(), text=entry["text"], item=item, speaker=speaker, by=cast.office)


def _picture() -> SimpleUploadedFile:
    """No photograph: a plain hall, marked as an illustration."""
    wall, wood, paper = "#f3ead7", "#8a5a2b", "#fbfaf6"
    picture = Image.new("RGB", (1200, 675), wall)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 1200, 180), fill="#a3231f")
    pen.rectangle((360, 250, 840, 320), fill=wood)
    for row in range(3):
        for seat in range(8):
            left, top = 130 + seat * 120, 380 + row * 90
            pen.rectangle((left, top, left + 100, top + 26), fill=wood)
            pen.rectangle((left + 30, top - 14, left + 70, top + 6), fill=paper)
    text, size = "MINH HOA", 64  # Pillow's own font has no Ọ: its dot is drawn
    pen.text((600, 90), text, fill=paper, anchor="mm", font_size=size)
    dot = 600 - pen.textlength(text, font_size=size) / 2 + pen.textlength("MINH HO", font_size=size) - 25
    pen.ellipse((dot - 5, 122, dot + 5, 132), fill=paper)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return SimpleUploadedFile("minh-hoa.png", out.getvalue(), "image/png")
