"""The entries of the search, and the words by which each database finds them.

SQLite: an FTS5 table whose row numbers are those of the entries. PostgreSQL: a narrow table of text vectors; the
token "=unit" in each vector lets the index itself tell kinds apart (no word that is typed holds "=").
"""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = (
    """CREATE VIRTUAL TABLE common_entry_words
        USING fts5(folded, bare, scope, tokenize = 'unicode61 remove_diacritics 0')""",
    """CREATE TRIGGER common_entry_gone AFTER DELETE ON common_entry
        BEGIN DELETE FROM common_entry_words WHERE rowid = old.id; END""",
)
POSTGRESQL = (
    """CREATE TABLE common_entry_words (
        id bigint PRIMARY KEY REFERENCES common_entry ON DELETE CASCADE,
        kind varchar(16) NOT NULL,
        owner bigint NOT NULL,
        folded tsvector NOT NULL,
        bare tsvector NOT NULL
    ) WITH (toast_tuple_target = 8160)""",
    "CREATE INDEX common_entry_words_folded ON common_entry_words USING gin (folded)",
    "CREATE INDEX common_entry_words_bare ON common_entry_words USING gin (bare)",
    "CREATE INDEX common_entry_words_owner ON common_entry_words (kind, owner)",
)


def make_words(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop_words(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
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
            ],
            options={
                "verbose_name_plural": "entries",
                "indexes": [models.Index(fields=["id", "owner"], name="entry_and_owner")],
            },
        ),
        migrations.RunPython(make_words, drop_words),
    ]
