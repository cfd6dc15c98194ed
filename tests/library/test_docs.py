"""The generated pages are what `make docs` would write now."""

from benchmarks.docs import PAGE, checks_page


def test_checks_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == checks_page(), "run: make docs"
