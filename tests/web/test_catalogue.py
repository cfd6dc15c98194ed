"""The Vietnamese catalogue is complete and its compiled twin is up to date."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.utils.translation import templatize

pytestmark = pytest.mark.once

WEB = Path(__file__).parents[2] / "src/vankien_web"
FOLDER = WEB / "locale/vi/LC_MESSAGES"
MARKED = {"_", "gettext", "gettext_lazy", "ngettext"}
FROM_TEMPLATE = re.compile(r"""gettext\((?:u)?(['"])(.*?)\1\)""")


@pytest.fixture(scope="module")
def catalogue():
    with (FOLDER / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)._catalog


def in_code(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKED:
            yield ast.literal_eval(node.args[0])


def in_template(path):
    for line in templatize(path.read_text(encoding="utf-8")).splitlines():
        for match in FROM_TEMPLATE.finditer(line):
            yield match[2].replace("\\'", "'").replace('\\"', '"')


def test_every_sentence_is_translated(catalogue):
    asked = {s for p in WEB.rglob("*.py") for s in in_code(p)}
    asked |= {s for p in WEB.rglob("templates/**/*.html") for s in in_template(p)}
    assert len(asked) > 60
    assert sorted(s for s in asked if not catalogue.get(s)) == []


def test_the_compiled_catalogue_says_what_the_source_says(catalogue):
    text = (FOLDER / "django.po").read_text(encoding="utf-8")
    source = dict(re.findall(r'^msgid "(.+)"\nmsgstr "(.*)"$', text, re.MULTILINE))
    clean = {k.replace('\\"', '"'): v.replace('\\"', '"') for k, v in source.items()}
    assert clean == {k: v for k, v in catalogue.items() if k}
    assert "" not in clean.values()
