"""The draft states no key programmes, or no breakthroughs, for the new term, or only promises them.

Authority: the source document ("thêm phần chương trình trọng tâm"); Directive 35 ("nhiệm vụ, giải pháp
đột phá").
"""

from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import missing
from vankien.model import Finding

CODE = "VK206"


def check(draft: Draft) -> Iterator[Finding]:
    yield from missing(draft, CODE, "key_programmes")
    yield from missing(draft, CODE, "breakthroughs")
