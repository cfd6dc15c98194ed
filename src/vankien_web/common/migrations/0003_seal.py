"""The database refuses to change the history (see `common/seal.py`).

A later migration that rebuilds common_event or common_stream on SQLite loses the triggers: it ends with this.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from vankien_web.common import seal


def protect(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    seal.protect(schema_editor.connection)


def lift(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    seal.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("common", "0002_search")]

    operations = [migrations.RunPython(protect, lift)]
