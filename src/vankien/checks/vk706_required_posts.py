"""No candidate holds, or is proposed for, a post that the structure of the committee asks for.

Posts are known in full and in the usual short forms (CT UBND, CHT BCH quân sự), proposed or held now; a
deputy or former holder is none. Authority: the pack's rule on required posts.
"""

from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.people import place, rule
from vankien.model import Finding
from vankien.personnel.posts import holds

CODE = "VK706"


def check(draft: Draft) -> Iterator[Finding]:
    posts = rule(draft, "required_posts")
    plan = draft.plan
    if plan is None or posts is None or not plan.candidates or not _says_posts(plan.columns):
        return
    for post in posts.value.get(draft.unit, ()):
        if not any(holds(c, post) for c in plan.candidates):
            params = {"post": post, "total": len(plan.candidates)}
            yield Finding(CODE, params, place(draft, plan), authority=posts.authority)


def _says_posts(columns: tuple[str, ...] | None) -> bool:
    """A table without any column of posts lacks the column, not the posts."""
    return columns is None or bool({"posts", "post", "bodies_proposed"} & set(columns))
