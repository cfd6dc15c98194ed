"""The draft states no objectives for the new term, or only promises them.

Authority: the source document (a party office's report "chưa xây dựng … mục tiêu đại hội"); Directive 35.
"""

from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import missing
from vankien.model import Finding

CODE = "VK205"


def check(draft: Draft) -> Iterator[Finding]:
    yield from missing(draft, CODE, "objectives")
