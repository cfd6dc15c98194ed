"""The site's own commands on the command line `vankien` (entry point group vankien.commands)."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

_DEMONSTRATION = Path("var/demo")
_KEY_APART = (
    "Đề án nhân sự trong đó vẫn được niêm phong và tệp KHÔNG kèm khóa: hãy giữ phiếu khóa "
    "(vankien personnel-key sheet) ở nơi khác, nếu mất khóa thì không mở lại được."
)


def _data(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        help="Thư mục giữ cơ sở dữ liệu và các dự thảo (mặc định: ./var).",
    )(command)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ mạng để mở trang.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Cổng để mở trang."
)
@_data
@click.option("--demo", is_flag=True, help="Mở mùa đại hội minh họa, chỉ trên máy này (thư mục ./var/demo).")
def serve(host: str, port: int, data: Path | None, demo: bool) -> None:
    """Mở trang của Văn kiện trên máy này."""
    if demo:
        os.environ["VANKIEN_DEMO"] = "true"
        data = data or (None if "VANKIEN_DATA" in os.environ else _DEMONSTRATION)
    os.environ["VANKIEN_HOST"] = host
    with _site(data):
        from vankien_web.site.server import Unusable, run

        try:
            run(host, port)
        except Unusable as error:
            _refuse(str(error))


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@_data
def backup(target: Path, data: Path | None) -> None:
    """Sao lưu cơ sở dữ liệu và mọi tệp vào TARGET (.zip), cả khi trang đang chạy."""
    with _ready(data):
        from vankien_web.site.backup import back_up

        files, damaged = back_up(target)
        sealed = _any_sealed()
    click.echo(f"Đã sao lưu vào {target}: cơ sở dữ liệu và {files} tệp.")
    if sealed:
        click.echo(_KEY_APART)
    if damaged:
        click.echo(f"Có {len(damaged)} tệp đã thiếu hoặc hỏng từ trước; hãy chạy vankien verify.", err=True)
        raise SystemExit(1)


@click.command()
@click.argument("source", type=click.Path(dir_okay=False, path_type=Path))
@_data
def restore(source: Path, data: Path | None) -> None:
    """Phục hồi từ SOURCE (do vankien backup làm) vào một thư mục dữ liệu còn trống."""
    with _site(data), _plainly():
        import django

        django.setup()
        from vankien_web.site.configuration import data_folder
        from vankien_web.site.restore import restore

        manifest = restore(source, data_folder())
    click.echo(f"Đã phục hồi bản sao lưu lúc {manifest['made_at']} vào {data_folder()}.")


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@_data
def export(target: Path, data: Path | None) -> None:
    """Xuất toàn bộ dữ liệu ra TARGET (.zip) ở dạng mở, đọc được bằng chương trình khác."""
    with _ready(data):
        from vankien_web.site.exchange import export

        rows, files = export(target)
        sealed = _any_sealed()
    click.echo(f"Đã xuất {rows} bản ghi và {files} tệp vào {target}.")
    if sealed:
        click.echo(_KEY_APART)


@click.command("import")
@click.argument("source", type=click.Path(dir_okay=False, path_type=Path))
@_data
def import_(source: Path, data: Path | None) -> None:
    """Nhập SOURCE (do vankien export làm) vào một thư mục và cơ sở dữ liệu còn trống."""
    with _site(data), _plainly():
        import django

        django.setup()
        from vankien_web.site.configuration import data_folder
        from vankien_web.site.exchange import import_

        manifest = import_(source, data_folder())
    click.echo(f"Đã nhập dữ liệu xuất lúc {manifest['made_at']} vào {data_folder()}.")


@click.command()
@_data
def verify(data: Path | None) -> None:
    """Kiểm tra cơ sở dữ liệu, mọi tệp và lịch sử có còn đúng như đã ghi."""
    wrong = 0
    with _ready(data):
        from vankien_web.site.verification import problems

        for problem in problems():
            click.echo(problem)
            wrong += 1
    if wrong:
        click.echo(f"Có {wrong} điều không đúng.", err=True)
        raise SystemExit(1)
    click.echo("Cơ sở dữ liệu, các tệp và lịch sử đều đúng như đã ghi.")


@click.command()
@click.argument("username", metavar="TÊN")
@click.option("--name", default="", help="Họ và tên, như in trên giấy tờ.")
@click.option("--address", default="http://localhost:8000", show_default=True, help="Địa chỉ mở trang.")
@click.option("--password", "ask", is_flag=True, help="Hỏi mật khẩu ngay, thay vì in liên kết.")
@_data
def admin(username: str, name: str, address: str, ask: bool, data: Path | None) -> None:
    """Lập tài khoản người quản trị TÊN, hoặc cấp liên kết mới nếu đã có tài khoản."""
    with _site(data), _plainly():
        from vankien_web.site import administrator

        administrator.prepare()
        from django.core.exceptions import ValidationError

        try:
            path = administrator.link(username, name)
            if ask:
                administrator.set_password(
                    path, click.prompt("Mật khẩu", hide_input=True, confirmation_prompt=True)
                )
                click.echo(f"Đã đặt mật khẩu. Hãy đăng nhập tại {address.rstrip('/')}/vao/.")
            else:
                click.echo("Mở liên kết này để đặt mật khẩu (dùng một lần, trong bảy ngày):")
                click.echo(address.rstrip("/") + path)
        except ValidationError as error:
            _refuse(" ".join(error.messages))


def _any_sealed() -> bool:
    """Whether there is a personnel plan, whose key no archive carries."""
    from vankien_web.personnel.actions.keys import sealed

    return any(True for _one in sealed())


@contextmanager
def _ready(data: Path | None) -> Iterator[None]:
    """Django set up on a data folder that holds a site."""
    with _site(data), _plainly():
        import django

        django.setup()
        from vankien_web.site.backup import has_site
        from vankien_web.site.configuration import data_folder

        if not has_site():
            _refuse(f"Thư mục dữ liệu {data_folder()} chưa có trang nào; hãy chỉ thư mục khác bằng --data.")
        yield


@contextmanager
def _site(data: Path | None) -> Iterator[None]:
    """The site's settings named, and its libraries there."""
    if data is not None:
        os.environ["VANKIEN_DATA"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vankien_web.site.settings")
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("vankien"):
            raise
        _refuse(
            f"Chưa cài phần trang web (thiếu {error.name}); hãy cài bằng lệnh: pip install 'vankien[web]'."
        )


@contextmanager
def _plainly() -> Iterator[None]:
    """What may go wrong outside of the program, as one sentence."""
    from django.db import DatabaseError

    from vankien_web.site.backup import Unfit

    try:
        yield
    except Unfit as error:
        _refuse(str(error))
    except OSError as error:
        _refuse(f"Không đọc hoặc không ghi được {error.filename or ''} ({error.strerror}).")
    except DatabaseError as error:
        _refuse(f"Cơ sở dữ liệu không dùng được, hãy kiểm tra lại mục database: {str(error).strip()}")
    except ValueError as error:
        _refuse(f"Cấu hình chưa đúng; hãy sửa vankien.toml hoặc biến môi trường VANKIEN_…: {error}")


def _refuse(sentence: str) -> None:
    click.echo(sentence, err=True)
    raise SystemExit(2)
