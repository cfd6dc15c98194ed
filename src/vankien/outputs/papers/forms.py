"""The forms that there are."""

from __future__ import annotations

from vankien.outputs.papers import (
    answers,
    conclusion,
    counting,
    extract,
    invitation,
    minutes,
    news,
    opinions,
    personnel,
    programme,
    progress,
)
from vankien.outputs.papers.fields import Field, fields_of
from vankien.outputs.papers.form import Form
from vankien.outputs.papers.letterhead import Frame

FORMS: dict[str, Form] = {
    module.FORM.id: module.FORM
    for module in (
        conclusion,
        minutes,
        opinions,
        answers,
        progress,
        extract,
        invitation,
        programme,
        news,
        counting,
        personnel,
    )
}


def fields(form: str) -> tuple[Field, ...]:
    """What a template of this form may use: the frame's fields, then the form's own. Raises KeyError."""
    return fields_of(Frame) + fields_of(FORMS[form].content)
