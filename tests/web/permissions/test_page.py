from benchmarks.permissions import PERMISSIONS, permissions_page


def test_the_page_of_permissions_is_up_to_date():
    assert PERMISSIONS.read_text(encoding="utf-8") == permissions_page(), "run: make docs"
