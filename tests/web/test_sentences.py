"""Every event is said in both languages, in words that people use."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from vankien_web.common import sentences
from vankien_web.common.history import happened, sentence

pytestmark = pytest.mark.once

WEB = Path(__file__).parents[2] / "src/vankien_web"
NAMED = ("by", "stream", "on", "at")


def calls():
    """(where, verbs, keywords) of every call that tells an event; keywords None where not all are visible."""
    for path in sorted(WEB.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node, "func", None) and (
                getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            )
            if name in ("record", "happened") and node.args and path.parent.name != "common":
                keywords = {k.arg for k in node.keywords}
                yield (
                    f"{path.name}:{node.lineno}",
                    verbs_in(node.args[0]),
                    None if None in keywords else keywords,
                )


def verbs_in(node):
    if isinstance(node, ast.IfExp):
        return verbs_in(node.body) | verbs_in(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) else set()


def test_every_verb_in_the_code_has_its_sentence_and_fills_it():
    told = list(calls())
    assert len(told) > 40
    known = sentences.verbs()
    assert [(where, verb) for where, verbs, _ in told for verb in verbs if verb not in known] == []
    assert [
        (where, verb, lacking)
        for where, verbs, keywords in told
        if keywords is not None
        for verb in verbs
        if (lacking := sentences.blanks(verb) - keywords)
    ] == []


def test_no_sentence_waits_for_a_verb_that_nobody_uses():
    used = {
        node.value
        for path in WEB.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
    }
    assert sorted(sentences.verbs().keys() - used) == []


@pytest.mark.parametrize("verb", sorted(sentences.verbs()))
def test_both_languages_say_the_same(verb):
    text = sentences.verbs()[verb].text
    assert set(text) == {"vi", "en"}
    vi, en = (
        sorted({name for _, name, _, _ in Formatter().parse(text[lang]) if name}) for lang in ("vi", "en")
    )
    assert vi == en
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", verb)
    assert not text["vi"].endswith(".") and not text["en"].endswith(".")


def test_words_are_said_in_both_languages():
    halves = [
        (verb, blank, value)
        for verb, said in sentences.verbs().items()
        for blank, values in said.words.items()
        for value, word in values.items()
        if set(word) != {"vi", "en"}
    ]
    assert halves == []


def test_a_sentence_is_filled_as_people_write(monkeypatch):
    stage = {"approved": {"vi": "đã duyệt", "en": "approved"}}
    said = {
        "moved": sentences.Verb(
            {"vi": "{who}: {stage}, {names}, ngày {day}, {n} {none}", "en": "{who}: {stage}"},
            {"stage": stage},
        )
    }
    monkeypatch.setattr(sentences, "verbs", lambda: said)
    event = happened(
        "moved", "draft:1", by=None, stage="approved", names=["a", "b"], day="2020-02-13", n=12, none=None
    )
    assert sentence(event, "vi") == "Hệ thống: đã duyệt, a, b, ngày 13/02/2020, 12 …"
    assert sentence(event, "en") == "The system: approved"
    event.actor, event.actor_name, event.details = "user:1", "Cán bộ {who}", {}
    assert sentence(event, "vi") == "Cán bộ {who}: …, …, ngày …, … …"
    event.verb = "forgotten"
    assert sentence(event, "vi") == "Cán bộ {who}: forgotten (draft:1)"
    assert sentence(event, "en") == "Cán bộ {who}: forgotten (draft:1)"


def test_two_apps_do_not_say_one_verb(monkeypatch, tmp_path):
    class App:
        name, path = "vankien_web.x", str(tmp_path)

    (tmp_path / "events.toml").write_text('[a_b]\nvi = "{who}"\nen = "{who}"\n', encoding="utf-8")
    monkeypatch.setattr(sentences.apps, "get_app_configs", lambda: [App, App])
    with pytest.raises(ValueError, match="a_b belongs to another app"):
        sentences.verbs.__wrapped__()


def test_the_list_shows_newest_first_with_number_and_hash(client, db):
    from django.template.loader import render_to_string
    from django.test import RequestFactory

    from vankien_web.accounts.models import User
    from vankien_web.common import history

    user = User.objects.create(username="u1", name="Cán bộ <01>")
    for number in range(3):
        history.record("account_changed", user, by=user, username=f"ten-{number}")
    page = history.listed(RequestFactory().get("/?page=1"), history.of(user), size=2)
    text = render_to_string("common/history.html", {"events": page})
    assert [e.number for e in page] == [3, 2]
    assert "Cán bộ &lt;01&gt; sửa thông tin tài khoản ten-2" in text
    assert f"3 · {page[0].hash[:8]}" in text
    assert text.index("ten-2") < text.index("ten-1")
    assert "ten-0" not in text
