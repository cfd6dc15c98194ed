"""`vankien personnel-key …`: the keys of personnel plans, on the machine that holds the data folder."""

from pathlib import Path

import click

from vankien_web.site.commands import _data, _plainly, _ready, _refuse, _site


@click.group("personnel-key")
def personnel_key() -> None:
    """Khóa niêm phong đề án nhân sự: xem, in phiếu khóa, thay, phục hồi."""


@personnel_key.command()
@_data
def status(data: Path | None) -> None:
    """Tệp khóa ở đâu, có những khóa nào, có mở được mọi đề án không."""
    with _ready(data):
        from vankien_web.common import keyring, sealed
        from vankien_web.personnel.actions import keys

        click.echo(f"Tệp khóa: {keyring.path()}")
        total, closed = keys.total(), keys.unopened()
        try:
            *old, newest = keyring.keys()
        except keyring.Lost as error:
            if total:
                _refuse(str(error))
            click.echo("Chưa có khóa; khóa được tạo khi bật đề án nhân sự.")
            return
        click.echo(f"Khóa đang dùng: {newest}; khóa cũ còn giữ: {', '.join(old) or 'không có'}.")
        if keyring.others_may_read():
            click.echo("Người khác trên máy này đọc được tệp khóa; hãy đổi quyền thành 0600.", err=True)
        plain = sealed.unsealed()
    click.echo(f"Mở được {total - closed}/{total} bản ghi đã niêm phong.")
    if plain:
        click.echo(f"Còn {plain} phần của dự thảo cũ chưa niêm phong; hãy chạy vankien personnel-key rotate.")
    if closed:
        raise SystemExit(1)


@personnel_key.command()
@_data
def sheet(data: Path | None) -> None:
    """In phiếu khóa để cất trong két: mỗi khóa một dòng chữ."""
    with _ready(data):
        from vankien_web.common import keyring

        try:
            found = keyring.keys()
        except keyring.Lost as error:
            _refuse(str(error))
    click.echo("PHIẾU KHÓA ĐỀ ÁN NHÂN SỰ. Ai có phiếu này và cơ sở dữ liệu thì đọc được đề án.")
    click.echo("Phục hồi bằng lệnh: vankien personnel-key recover; dòng cuối là khóa đang dùng.")
    for name, key in found.items():
        click.echo(f"\nKhóa {name}:\n{keyring.to_sheet(key)}")


@personnel_key.command()
@click.option("--forget", is_flag=True, help="Bỏ hẳn các khóa cũ: bản sao lưu cũ không còn mở được đề án.")
@_data
def rotate(forget: bool, data: Path | None) -> None:
    """Tạo khóa mới và niêm phong lại mọi đề án bằng khóa đó, cả khi trang đang chạy."""
    with _ready(data):
        from vankien_web.common import keyring
        from vankien_web.personnel.actions import keys
        from vankien_web.site.server import is_running

        if forget and is_running():
            _refuse("Trang đang chạy; hãy dừng trang rồi mới bỏ khóa cũ, để không mất nội dung đang ghi.")
        try:
            keys.ensure_key()
            done = keys.rotate(forget=forget)
        except keyring.Lost as error:
            _refuse(f"{error} Chưa có gì thay đổi.")
    click.echo(f"Đã niêm phong lại {done} bản ghi bằng khóa mới. Hãy in lại phiếu khóa:")
    click.echo("vankien personnel-key sheet")


@personnel_key.command()
@click.argument("lines", nargs=-1, metavar="[DÒNG]...")
@_data
def recover(lines: tuple[str, ...], data: Path | None) -> None:
    """Ghi lại tệp khóa từ các DÒNG của phiếu khóa; không ghi DÒNG thì hỏi từng dòng một."""
    asked = list(lines) or _asked()
    with _site(data), _plainly():
        import django

        django.setup()
        from vankien_web.personnel.actions import keys
        from vankien_web.site.backup import has_site

        if not has_site():
            _refuse("Thư mục dữ liệu chưa có trang nào; hãy phục hồi bản sao lưu trước, rồi phục hồi khóa.")
        try:
            closed = keys.recover(asked)
        except ValueError as error:
            _refuse(f"Dòng khóa gõ chưa đúng, hãy so lại với phiếu: {error}")
    if closed:
        click.echo(f"Đã ghi tệp khóa, nhưng còn {closed} bản ghi cần khóa khác.", err=True)
        raise SystemExit(1)
    click.echo("Đã ghi tệp khóa; mở được mọi đề án.")


def _asked() -> list[str]:
    """Typed in, one key a line; an empty line ends."""
    found: list[str] = []
    while line := click.prompt("Dòng khóa (bỏ trống để kết thúc)", default="", show_default=False).strip():
        found.append(line)
    if not found:
        _refuse("Chưa có dòng khóa nào.")
    return found
