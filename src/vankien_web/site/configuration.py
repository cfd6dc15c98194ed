"""What an administrator may set: `vankien.toml` (working folder, data folder) and VANKIEN_… variables."""

import contextlib
import os
import secrets
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, Field, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)


def data_folder() -> Path:
    """Where everything that people bring is kept: VANKIEN_DATA, else ./var."""
    return Path(os.environ.get("VANKIEN_DATA", "var")).resolve()


class Oidc(BaseModel):
    """The organisation's identity server. `claim` must be one that its users cannot set themselves."""

    name: str
    server_url: str
    client_id: str
    secret: str
    claim: str = "preferred_username"


class Smtp(BaseModel):
    host: str
    port: int = 587
    user: str = ""
    password: str = ""
    sender: str
    tls: bool = True


class Configuration(BaseSettings):
    """`networked` refuses drafts that bear a secrecy stamp; `isolated` is for a machine off every network."""

    model_config = SettingsConfigDict(env_prefix="VANKIEN_", extra="ignore")

    debug: bool = False
    demo: bool = False  # the demonstration season, on its own day
    profile: Literal["networked", "isolated"] = "networked"
    hosts: list[str] = ["localhost", "127.0.0.1", "[::1]"]
    host: str = ""  # what `vankien serve --host` was told
    https: bool = False
    address: str = ""  # how people reach the site, for letters: https://vankien.example.vn
    database: str = ""  # postgresql://user@host/name; empty: SQLite in the data folder
    threads: int = Field(default=4, ge=1, le=64)
    personnel_keys: str = ""  # where the keys of personnel plans are; empty: in the data folder
    upload_megabytes: int = Field(default=30, ge=1, le=500)
    read_seconds: int = Field(default=60, ge=5)
    read_megabytes: int = Field(default=600, ge=200)
    secret_key: str = ""
    session_hours: int = Field(default=12, ge=1, le=168)
    proxies: int | None = Field(default=None, ge=0, le=5)  # servers in front of this one; 1 with `https`
    second_factor: Literal["everyone", "administrators", "asked"] = "asked"
    contact: str = ""  # whom to ask for help with signing in
    oidc: Oidc | None = None
    smtp: Smtp | None = None

    @model_validator(mode="after")
    def _stays_inside(self) -> Self:
        if self.profile == "isolated" and (self.oidc or self.smtp):
            raise ValueError("profile “isolated” opens no connection: take oidc and smtp out of vankien.toml")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        files = [Path("vankien.toml"), data_folder() / "vankien.toml"]
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=files)


def make_key(folder: Path) -> None:
    """Make the key in `folder`, readable by its owner only, unless there is one. Raises OSError."""
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(folder / "secret-key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(50))


def kept_key(folder: Path) -> str:
    """The key in `folder`; one for this process alone where no site was ever started (a type check)."""
    try:
        return (folder / "secret-key").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return secrets.token_urlsafe(50)
