"""Readers of environment variables that fail loudly: a wrong value stops the start and says what to write instead."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})


class SettingError(ImproperlyConfigured):
    """An environment variable that cannot be used: names it, quotes its value and says what to do."""

    def __init__(self, name: str, value: str, remedy: str) -> None:
        super().__init__(f"{name}={value!r} cannot be used. {remedy}")


def text(name: str, default: str) -> str:
    return os.environ.get(name, "").strip() or default


def required(name: str, remedy: str) -> str:
    value = os.environ.get(name, "").strip()
    if not value:
        raise SettingError(name, value, remedy)
    return value


def flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise SettingError(name, value, "Write 1 or 0.")


def number(name: str, default: int, *, least: int = 0) -> int:
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdecimal() or int(value) < least:
        raise SettingError(name, value, f"Write a whole number of at least {least}.")
    return int(value)


def words(name: str, default: tuple[str, ...]) -> list[str]:
    """A comma-separated list."""
    value = os.environ.get(name, "")
    return [word.strip() for word in value.split(",") if word.strip()] or list(default)


def folder(name: str, default: Path) -> Path:
    value = os.environ.get(name, "").strip()
    path = Path(value).expanduser() if value else default
    if path.exists() and not path.is_dir():
        raise SettingError(name, value, "It is a file; name a folder.")
    return path


def provider(*, server: str, name: str, client: str, secret: str) -> dict[str, object]:
    """allauth's setting for one OpenID Connect provider; empty when none is named."""
    server = server.rstrip("/")
    if not server:
        return {}
    if not server.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise SettingError("ESSAIM_OIDC_SERVER", server, "Write the provider's address, which begins with https://.")
    if not client:
        raise SettingError("ESSAIM_OIDC_CLIENT_ID", client, "Write what the provider calls this site.")
    if not secret:
        raise SettingError("ESSAIM_OIDC_CLIENT_SECRET", secret, "Write the secret the provider gave for this site.")
    return {
        "provider_id": "sso",
        "name": name or urlsplit(server).hostname or server,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": server, "fetch_userinfo": True},
    }


def database(name: str, default: Path) -> dict[str, object]:
    """Django's setting for one database: a SQLite file in WAL mode, or PostgreSQL from postgresql://user:password@host/name."""
    value = os.environ.get(name, "").strip()
    if not value:
        return sqlite(default)
    parts = urlsplit(value)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(value.removeprefix("sqlite://"))))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SettingError(name, value, "Write postgresql://user:password@host:5432/name, or sqlite:///absolute/file.sqlite3.")
    if len(parts.path) < 2:
        raise SettingError(name, value, "The database's name is missing after the last slash.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                " PRAGMA mmap_size=134217728; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
            ),
        },
    }
