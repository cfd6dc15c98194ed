"""The progress board as an Excel sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from vankien.outputs.workbook import Heading, write_table
from vankien_web.common import clock
from vankien_web.congresses.board import Row, directive, kind_name, stage_words
from vankien_web.congresses.models import Season
from vankien_web.units.models import Unit


def progress_sheet(season: Season, unit: Unit, rows: Iterable[Row]) -> bytes:
    headings = [
        Heading(_("Unit"), 38),
        Heading(_("Kind"), 22),
        Heading(_("Pilot"), 8),
        Heading(_("Stage"), 26),
        Heading(_("Congresses"), 10),
        Heading(_("Late"), 8),
        Heading(_("Steps done"), 9),
        Heading(_("Steps"), 9),
        Heading(_("Counted"), 9),
        Heading(_("of all"), 9),
        Heading(_("Papers missing"), 9),
        Heading(_("Deadline"), 13),
        Heading(_("Opening day"), 13),
        Heading(_("Working group"), 26),
    ]
    title = _("Progress of %(directive)s: %(unit)s") % {
        "directive": directive(season.rules),
        "unit": unit.name,
    }
    note = _("%(season)s; as of %(day)s") % {"season": season.name, "day": f"{clock.today():%d/%m/%Y}"}
    return write_table(title, headings, _cells(season, rows), note=note, sheet=_("Progress"))


def _cells(season: Season, rows: Iterable[Row]) -> Iterator[tuple[object, ...]]:
    pack = season.rules
    for row in rows:
        sums, own = row.rollup, row.congress
        yield (
            row.unit.name,
            kind_name(pack, own.kind if own else row.unit.kind),
            sums.pilots or "",
            stage_words(row),
            sums.congresses,
            row.late or "",
            sums.steps_done,
            sums.steps_total,
            sums.counted_done or "",
            sums.counted_total or "",
            sums.dossier_missing,
            sums.next_deadline or (own.deadline if own else None),
            own.opens_on if own else None,
            ", ".join(group.name for group in row.groups),
        )
