"""The entries of the search and the full-text index of each database over them."""

from django.db import migrations, models

SQLITE = (
    """CREATE VIRTUAL TABLE common_entry_words USING fts5(
        folded, bare, scope, content='common_entry', content_rowid='id',
        tokenize='unicode61 remove_diacritics 0')""",
    """CREATE TRIGGER common_entry_added AFTER INSERT ON common_entry BEGIN
        INSERT INTO common_entry_words (rowid, folded, bare, scope)
        VALUES (new.id, new.folded, new.bare, new.scope); END""",
    """CREATE TRIGGER common_entry_removed AFTER DELETE ON common_entry BEGIN
        INSERT INTO common_entry_words (common_entry_words, rowid, folded, bare, scope)
        VALUES ('delete', old.id, old.folded, old.bare, old.scope); END""",
    """CREATE TRIGGER common_entry_changed AFTER UPDATE OF folded, bare, scope ON common_entry BEGIN
        INSERT INTO common_entry_words (common_entry_words, rowid, folded, bare, scope)
        VALUES ('delete', old.id, old.folded, old.bare, old.scope);
        INSERT INTO common_entry_words (rowid, folded, bare, scope)
        VALUES (new.id, new.folded, new.bare, new.scope); END""",
)
POSTGRESQL = (
    """ALTER TABLE common_entry
        ADD folded_words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, folded)) STORED,
        ADD bare_words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, bare)) STORED""",
    "CREATE INDEX common_entry_folded ON common_entry USING gin (folded_words)",
    "CREATE INDEX common_entry_bare ON common_entry USING gin (bare_words)",
)


def make_index(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE common_entry_words")


class Migration(migrations.Migration):
    dependencies = [("common", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(db_index=True, max_length=64)),
                ("owner", models.BigIntegerField()),
                ("part", models.CharField(blank=True, max_length=32)),
                ("kind", models.CharField(max_length=16)),
                ("title", models.CharField(blank=True, max_length=512)),
                ("text", models.TextField(blank=True)),
                ("place", models.JSONField(default=dict)),
                ("folded", models.TextField(editable=False)),
                ("bare", models.TextField(editable=False)),
                ("scope", models.CharField(editable=False, max_length=128)),
            ],
            options={"verbose_name_plural": "entries"},
        ),
        migrations.RunPython(make_index, drop_index),
    ]
