"""What a service is asked about: the whole draft, a section, a passage or a figure, with the text it sees."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from vankien.model import Document, Place
from vankien.outline import section_at
from vankien_web.drafts.models import Version
from vankien_web.reviews.anchors import heading, heading_at
from vankien_web.reviews.models import Advice, Scope
from vankien_web.reviews.passages import find

_FIGURE = 40  # a quotation with a digit and no longer than this is a figure


@dataclass(frozen=True)
class About:
    """`passage` is all that the service sees of the draft."""

    version: Version
    scope: str
    section: str
    passage: str
    place: Place | None = None

    @classmethod
    def stored(cls, advice: Advice) -> About:
        """What an earlier enquiry was about."""
        place = Place(**advice.place) if advice.place else None
        return cls(advice.version, advice.scope, advice.section, advice.passage, place)


def about(version: Version, section: str, quote: str) -> About:
    """From a form: `section` is the block of its heading, empty for the whole; `quote` words in it.

    Raises ValidationError where there is no such section or passage.
    """
    document, sections = version.reading.document, version.reading.sections
    chosen = None
    if section:
        chosen = next((s for s in sections if str(s.block) == section), None)
        if chosen is None:
            raise ValidationError({"section": _("This section is not in the version: choose it again.")})
    if quote.strip():
        place = find(quote, document, sections, chosen)
        if place is None:
            text = _("These words do not stand there: copy them as they are written in the draft.")
            raise ValidationError({"quote": text})
        figure = len(quote.strip()) <= _FIGURE and any(c.isdigit() for c in quote)
        name = heading(section_at(sections, place.block))
        own = document.blocks[place.block].text
        return About(version, Scope.FIGURE if figure else Scope.PASSAGE, name, own, place)
    if chosen is None:
        return About(version, Scope.WHOLE, "", _text(document, 0, len(document.blocks)))
    place = heading_at(document, sections, chosen.block)
    passage = _text(document, chosen.block, chosen.end)
    return About(version, Scope.SECTION, heading(chosen), passage, place)


def _text(document: Document, first: int, last: int) -> str:
    return "\n".join(block.text for block in document.blocks[first:last] if block.text.strip())
