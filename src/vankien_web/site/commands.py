"""The site's own commands on the command line `vankien` (entry point group vankien.commands)."""

import os
from pathlib import Path

import click


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ mạng để mở trang.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Cổng để mở trang."
)
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Thư mục giữ cơ sở dữ liệu và các dự thảo (mặc định: ./var).",
)
def serve(host: str, port: int, data: Path | None) -> None:
    """Mở trang rà soát dự thảo trên máy này."""
    if data is not None:
        os.environ["VANKIEN_DATA"] = str(data.resolve())
    os.environ["VANKIEN_HOST"] = host
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vankien_web.site.settings")
    try:
        from vankien_web.site.server import Unusable, run
    except ImportError as error:
        raise click.ClickException(
            f"Chưa cài phần trang web (thiếu {error.name}); hãy cài bằng lệnh: pip install 'vankien[web]'."
        ) from error
    try:
        run(host, port)
    except Unusable as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from error
