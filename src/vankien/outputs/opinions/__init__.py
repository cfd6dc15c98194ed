"""The opinion table: every remark of every copy under the headings of the draft, for Word and for Excel."""

from vankien.outputs.opinions.lines import COLUMNS, NAMES, Name
from vankien.outputs.opinions.sheet import write_xlsx
from vankien.outputs.opinions.table import write_docx

__all__ = ["COLUMNS", "NAMES", "Name", "write_docx", "write_xlsx"]
