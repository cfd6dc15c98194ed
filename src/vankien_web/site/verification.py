"""`vankien verify`: does everything that is stored agree with everything that is recorded?"""

import hashlib
from collections.abc import Iterator

from django.db import IntegrityError, connection

from vankien_web.common import audit, storage
from vankien_web.personnel.actions import keys
from vankien_web.site import snapshot


def problems() -> Iterator[str]:
    """A sentence for each thing that is wrong with the database, the files or the history."""
    yield from _database()
    yield from files()
    yield from map(str, audit.verify())
    if closed := keys.unopened():
        yield (
            f"Có {closed} bản ghi đề án nhân sự không mở được bằng khóa hiện có; "
            "hãy phục hồi khóa: vankien personnel-key recover."
        )


def _database() -> Iterator[str]:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            found = [row[0] for row in cursor.fetchall()]
        yield from (f"Cơ sở dữ liệu hỏng: {what}" for what in found if what != "ok")
    try:
        connection.check_constraints()
    except IntegrityError as error:
        yield f"Cơ sở dữ liệu có dòng trỏ tới dòng không còn: {error}"


def files() -> Iterator[str]:
    """A sentence for each file that is missing, altered, or named by nobody."""
    stored, strays = storage.stored(), set(storage.strays())
    for sha256 in sorted(storage.used()):
        file = storage.path(sha256)
        if not file.is_file() and storage.is_used(sha256):  # it may have been dropped meanwhile, and its row
            yield f"Thiếu tệp {sha256}; hãy lấy lại từ bản sao lưu."
    for name, file in sorted(stored.items()):
        if file in strays:
            yield f"Tệp thừa {name}: không có bản ghi nào nhắc tới; khởi động lại trang sẽ dọn."
        elif file.exists() and _hash(name) != name:
            yield f"Tệp {name} đã bị sửa hoặc hỏng; hãy lấy lại từ bản sao lưu."


def _hash(name: str) -> str:
    digest = hashlib.sha256()
    for data in snapshot.read(storage.path(name)):
        digest.update(data)
    return digest.hexdigest()
