"""Columns and files that are sealed where their record speaks of a personnel plan (common.keyring).

    class Reading(models.Model):
        SEALED_WHEN = {"version__kind": PERSONNEL}
        content = SealableJSONField()

Records that fit `SEALED_WHEN` are written sealed, as {"sealed": base64, "sealed_under": the key's number},
bound to the column; others as plain JSON. Both are read as what was written. No query can look into a sealed
column, and `update()` and `bulk_update()` would write it plain: save the record. Whoever stores a file for
such a model (a `FileHashField`) passes it through `staged`. What carries rows from site to site reads and
writes them inside `as_stored`, and needs no key.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from django.apps import apps
from django.db import models, transaction
from django.db.models.fields.json import KeyTextTransform

from vankien_web.common import keyring, storage
from vankien_web.common.storage import FileHashField

_FILE = "file"  # what sealed files are bound to: their name in the store is their hash already


_as_stored = ContextVar("as_stored", default=False)


class SealableJSONField(models.JSONField[Any, Any]):
    """JSON that is sealed where its record is due."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if value is None or _as_stored.get() or not is_due(model_instance):
            return value
        data = keyring.seal(value, self.place)
        return {"sealed": base64.b64encode(data).decode(), "sealed_under": keyring.sealed_under(data)}

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        found = super().from_db_value(value, expression, connection)
        if _as_stored.get():
            return found
        if isinstance(found, dict) and found.keys() == {"sealed", "sealed_under"}:
            return keyring.unseal(base64.b64decode(found["sealed"]), self.place)
        return found

    @property
    def place(self) -> str:
        """What the column's sealed texts are bound to."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


@contextmanager
def as_stored() -> Iterator[None]:
    """Inside, sealed columns are read and written as they stand in the table: nothing is opened or sealed."""
    token = _as_stored.set(True)
    try:
        yield
    finally:
        _as_stored.reset(token)


def is_due(record: models.Model) -> bool:
    """Whether what this record says is to be stored sealed."""
    conditions: dict[str, Any] = record.SEALED_WHEN  # type: ignore[attr-defined]
    return all(attrgetter(path.replace("__", "."))(record) == value for path, value in conditions.items())


def due() -> Iterator[tuple[models.QuerySet[Any], models.Field[Any, Any]]]:
    """Every column that may be sealed, with the records of which it must be."""
    for model in apps.get_models():
        if conditions := getattr(model, "SEALED_WHEN", None):
            rows = model._base_manager.filter(**conditions).order_by("pk")
            for field in model._meta.local_fields:
                if isinstance(field, FileHashField):
                    yield rows.exclude(**{field.name: ""}), field
                elif isinstance(field, SealableJSONField):
                    yield rows.exclude(**{f"{field.name}__isnull": True}), field


def count() -> int:
    """How many texts and files are to be sealed."""
    return sum(rows.count() for rows, _field in due())


def unopened() -> int:
    """How many of them cannot be opened: their key is not at hand, or they were altered."""
    return sum(not _opens(rows, field, pk) for rows, field in due() for pk in _keys(rows))


def unsealed() -> int:
    """How many of them stand open, stored before there was sealing."""
    return sum(not key for rows, field in due() for _pk, key in _sealed_under(rows, field))


def seal_again() -> int:
    """Seal under the newest key what is open or under an older one; returns how many. Raises keyring.Lost."""
    newest = list(keyring.keys())[-1]
    return sum(
        _seal_again(rows, field, pk)
        for rows, field in due()
        for pk, key in list(_sealed_under(rows, field))
        if key != newest
    )


def _seal_again(rows: models.QuerySet[Any], field: models.Field[Any, Any], pk: Any) -> bool:
    with transaction.atomic():
        held = rows.select_for_update(of=("self",)).filter(pk=pk).first()
        if held is None:
            return False
        old = getattr(held, field.name)
        if not isinstance(field, FileHashField):
            held.save(update_fields=[field.name])
            return True
        data = closed(content(storage.path(old)))
        with storage.staged([data], len(data)) as file:
            file.place()
            rows.filter(pk=pk).update(**{field.name: file.sha256})
        storage.drop_unused(old)
    return True


def _sealed_under(rows: models.QuerySet[Any], field: models.Field[Any, Any]) -> Iterator[tuple[Any, str]]:
    """Each record with the number of its key; the empty one for what stands open."""
    if isinstance(field, FileHashField):
        for pk, sha256 in rows.values_list("pk", field.name):
            yield pk, _key_of(storage.path(sha256))
    else:
        for pk, key in rows.values_list("pk", KeyTextTransform("sealed_under", field.name)):
            yield pk, key or ""


def _keys(rows: models.QuerySet[Any]) -> list[Any]:
    return list(rows.values_list("pk", flat=True))


def _opens(rows: models.QuerySet[Any], field: models.Field[Any, Any], pk: Any) -> bool:
    try:
        found = rows.filter(pk=pk).values_list(field.name, flat=True).first()
        if isinstance(field, FileHashField) and found:
            content(storage.path(found))
    except (keyring.Lost, OSError):
        return False
    return True


@contextmanager
def staged(file: storage.Staged, wanted: bool) -> Iterator[storage.Staged]:
    """A received file as it is to be placed: if `wanted` sealed, and named by the hash of that.

    Raises keyring.Lost.
    """
    if not wanted:
        yield file
        return
    data = closed(file.path.read_bytes())
    with storage.staged([data], len(data)) as kept:
        yield kept


def opened(path: Path) -> BinaryIO:
    """A file to be read, sealed or not. Raises keyring.Lost, OSError."""
    return io.BytesIO(content(path)) if is_sealed(path) else path.open("rb")


def content(path: Path) -> bytes:
    """The same, whole."""
    data = path.read_bytes()
    return keyring.unseal_bytes(data, _FILE) if keyring.sealed_under(data) else data


@contextmanager
def readable(path: Path) -> Iterator[Path]:
    """The same as a file on the disk, for what wants one; of a sealed one only as long as this lasts."""
    if not is_sealed(path):
        yield path
        return
    with TemporaryDirectory(prefix="vankien-", ignore_cleanup_errors=True) as folder:
        plain = Path(folder) / path.name
        plain.write_bytes(content(path))
        yield plain


def closed(data: bytes) -> bytes:
    """These bytes as a sealed file has them. Raises keyring.Lost."""
    return keyring.seal_bytes(data, _FILE)


def is_sealed(path: Path) -> bool:
    """By its first bytes, with which no document begins; not so for one that is not there."""
    return bool(_key_of(path))


def _key_of(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return keyring.sealed_under(file.read(keyring.HEAD))
