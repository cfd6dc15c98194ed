"""What goes back to people: the draft with native comments, and the printable report."""

from vankien.outputs.annotate import annotate
from vankien.outputs.report import report_html

__all__ = ["annotate", "report_html"]
