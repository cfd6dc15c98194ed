"""Official papers: ten forms as Word files, in the format that is in force, made from plain data.

data = make(Paper(form="bien-ban", …))     # the same paper gives the same bytes
verify(data)                               # which record made it, and whether a letter was changed
"""

from vankien.outputs.papers.errors import PaperError
from vankien.outputs.papers.fields import Field
from vankien.outputs.papers.form import Form
from vankien.outputs.papers.forms import FORMS, fields
from vankien.outputs.papers.making import make
from vankien.outputs.papers.model import Content, Issuer, Paper, Signature, Stamp
from vankien.outputs.papers.stamp import Verified, verify
from vankien.outputs.papers.template import check_template, template

__all__ = [
    "FORMS",
    "Content",
    "Field",
    "Form",
    "Issuer",
    "Paper",
    "PaperError",
    "Signature",
    "Stamp",
    "Verified",
    "check_template",
    "fields",
    "make",
    "template",
    "verify",
]
