"""Who may do what with a draft. Pages and actions ask the same questions."""

from vankien_web.common.visitor import Visitor
from vankien_web.drafts.models import Draft


def can_delete_draft(visitor: Visitor, draft: Draft) -> bool:
    """Only the browser that brought it."""
    return bool(visitor.id) and draft.owner == visitor.id
