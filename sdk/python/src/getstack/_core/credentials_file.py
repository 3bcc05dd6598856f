# SPDX-License-Identifier: Apache-2.0
"""``~/.stack/credentials.json``: the sign-in of this machine's user, tied to the server it came from."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

try:
    import fcntl
except ImportError:  # pragma: no cover  (Windows: one process at a time is then the user's to keep)
    fcntl = None  # type: ignore[assignment]

from getstack._core.private_file import write_private

REFRESH_LIFE_SECONDS = 30 * 24 * 3600


@dataclass(frozen=True)
class StoredLogin:
    """What the file holds. Members this client does not know are kept."""

    client_id: str
    refresh_token: str
    base_url: str | None
    members: dict[str, Any]

    @classmethod
    def of(cls, members: Any) -> StoredLogin:
        """Reads the file's object; raises ``ValueError`` when it is no sign-in."""
        if not isinstance(members, dict) or not all(members.get(name) for name in ("client_id", "refresh_token")):
            raise ValueError("~/.stack/credentials.json holds no sign-in; run `./stack login` again")
        return cls(members["client_id"], members["refresh_token"], members.get("base_url"), members)

    def must_be_of(self, base_url: str) -> None:
        """A refresh token goes only to the server that gave it; raises ``ValueError`` for any other."""
        if self.base_url is None:
            raise ValueError("~/.stack/credentials.json does not say which server it is for; run `./stack login` again")
        if self.base_url.rstrip("/") != base_url.rstrip("/"):
            raise ValueError(f"~/.stack/credentials.json is for {self.base_url}, not for {base_url}")

    def bound_to(self, base_url: str | None) -> StoredLogin:
        """For this server from now on, unless it names one already."""
        if self.base_url is not None or base_url is None:
            return self
        return dataclasses.replace(self, base_url=base_url, members={**self.members, "base_url": base_url})

    def rotated(self, refresh_token: str) -> StoredLogin:
        """The same sign-in with its next refresh token."""
        now = int(time.time())
        times = {"issued_at": now, "refresh_expires_at": now + REFRESH_LIFE_SECONDS}
        members = {**self.members, "refresh_token": refresh_token, **times}
        return dataclasses.replace(self, refresh_token=refresh_token, members=members)


class CredentialsFile:
    """The file, its lock beside it, and its writing in one step."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or Path.home() / ".stack" / "credentials.json"

    def exists(self) -> bool:
        """Whether somebody signed in."""
        return self.path.exists()

    def read(self) -> StoredLogin:
        """The sign-in; raises ``ValueError`` when the file is unreadable."""
        try:
            return StoredLogin.of(json.loads(self.path.read_text("utf-8")))
        except OSError as wrong:
            raise ValueError(f"cannot read {self.path}: {wrong}") from wrong

    def write(self, login: StoredLogin) -> None:
        """Replaces the file at once, mode 0600."""
        write_private(self.path, login.members)

    def try_lock(self) -> contextlib.AbstractContextManager[None] | None:
        """The lock among processes, `./stack` included, or ``None`` while another holder has it.

        A POSIX lock, as Java takes it. It belongs to the process and goes when the process closes any handle of the
        file, so within the process a set says who holds it, and no second handle is opened.
        """
        lock = self.path.with_suffix(".lock")
        with _turn:
            if lock in _held_here:
                return None
            lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            if not _locked(handle):
                os.close(handle)
                return None
            _held_here.add(lock)
        return _held(handle, lock)


_turn = threading.Lock()
_held_here: set[Path] = set()


def _locked(handle: int) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


@contextlib.contextmanager
def _held(handle: int, lock: Path) -> Iterator[None]:
    try:
        yield
    finally:
        with _turn:
            _held_here.discard(lock)
            os.close(handle)
