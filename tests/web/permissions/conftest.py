"""One small world for all questions: built once, every request rolled back."""

import pytest

from web.permissions.world import World, committed_as_if


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    from django.conf import settings
    from django.db import transaction

    folder, before = tmp_path_factory.mktemp("quyen"), settings.DATA
    with django_db_blocker.unblock():
        settings.DATA = folder
        with transaction.atomic():
            with committed_as_if():
                made = World()
            yield made
            transaction.set_rollback(True)
        settings.DATA = before


@pytest.fixture
def site(settings):
    """Files stay where the world has put them."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    return settings
