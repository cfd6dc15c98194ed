"""Three sample drafts, one per kind of unit of the source document; written by `make_samples.py`."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vankien_web.drafts.actions import Rules


@dataclass(frozen=True)
class Sample:
    """A packaged draft and the rules that it was written for."""

    name: str
    title: Promise
    faults: Promise
    rules: Rules

    @property
    def file(self) -> Traversable:
        return resources.files(__name__) / f"{self.name}.docx"

    def chunks(self) -> Iterator[bytes]:
        yield self.file.read_bytes()


_KIND = "political_report"
SAMPLES = {
    s.name: s
    for s in (
        Sample(
            "xa-quang-tam",
            _("A commune"),
            _("No theme, no motto, indicators left out, two sections without figures"),
            Rules("dang-2019", "xa-phuong", _KIND),
        ),
        Sample(
            "co-quan-ubnd-thanh-pho",
            _("A government office"),
            _("An incomplete theme, no key programmes, tasks that are not the office's own"),
            Rules("dang-2019", "co-quan", _KIND),
        ),
        Sample(
            "co-quan-thanh-uy",
            _("A party office"),
            _("No theme, no objectives, a long-winded advisory part"),
            Rules("dang-2019", "co-quan-dang", _KIND),
        ),
    )
}
