"""The congress has no theme yet: none is stated, or the draft only says that it will be decided.

Authority: the source document (13/02/2020: "phải có chủ đề"), and the guidance of Ngã Bảy 2019.
"""

from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import missing
from vankien.model import Finding

CODE = "VK201"


def check(draft: Draft) -> Iterator[Finding]:
    yield from missing(draft, CODE, "theme")
