# SPDX-License-Identifier: Apache-2.0
"""Who the caller is: a key, a session, or a sign-in that renews itself."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path

from getstack._core.connection import Auth, Connection
from getstack._core.credentials_file import CredentialsFile, StoredLogin
from getstack._core.flow import Flow, pause
from getstack._core.oauth import Tokens, refreshed
from getstack.errors import CredentialError

log = logging.getLogger("getstack.auth")

ALMOST_OVER_SECONDS = 30
LOCK_PAUSE_SECONDS = 0.05
LOCK_PATIENCE_SECONDS = 20.0

AuthStrategy = Auth


class ApiKeyAuth:
    """A fixed bearer: the key of an operator or of a member."""

    def __init__(self, api_key: str) -> None:
        self._token = api_key

    def get_headers(self) -> dict[str, str]:
        """The header that carries it."""
        return {"Authorization": f"Bearer {self._token}"}

    def bearer(self, connection: Connection) -> Flow[str]:
        """The key itself."""
        yield from ()
        return self._token

    def renew(self, connection: Connection) -> Flow[bool]:
        """There is no other."""
        yield from ()
        return False


class SessionAuth(ApiKeyAuth):
    """A session token as the sign-in page gives it; nothing renews it."""

    def __init__(self, session_token: str) -> None:
        super().__init__(session_token)


class RenewingAuth:
    """An access token that is replaced when it is almost over, or refused. One renewal at a time, in a process."""

    def __init__(self) -> None:
        self._tokens: Tokens | None = None
        self._turn = threading.Lock()

    def bearer(self, connection: Connection) -> Flow[str]:
        """The access token; renewed first when less than half a minute is left."""
        tokens = self._tokens
        if tokens is None or tokens.seconds_left() < ALMOST_OVER_SECONDS:
            tokens = yield from self._replace(connection, tokens)
        return tokens.access_token

    def renew(self, connection: Connection) -> Flow[bool]:
        """A refused access token is replaced once; where that is refused too, the first refusal stands."""
        try:
            yield from self._replace(connection, self._tokens)
        except CredentialError as refusal:
            log.warning("the sign-in could not be renewed: %s", refusal)
            return False
        return True

    def _replace(self, connection: Connection, old: Tokens | None) -> Flow[Tokens]:
        yield from _locked(self._turn)
        try:
            if self._tokens is None or self._tokens is old:
                self._tokens = yield from self._renewed(connection, old)
            return self._tokens
        finally:
            self._turn.release()

    def _renewed(self, connection: Connection, old: Tokens | None) -> Flow[Tokens]:
        raise NotImplementedError


class OAuthAuth(RenewingAuth):
    """Tokens of a sign-in made elsewhere. ``token_endpoint`` defaults to the one of the server that is talked to."""

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        access_token: str,
        refresh_token: str,
        token_endpoint: str | None = None,
    ) -> None:
        super().__init__()
        self._client = (client_id, client_secret)
        self._endpoint = token_endpoint
        self._tokens = Tokens.of_unknown_age(access_token, refresh_token)

    def _renewed(self, connection: Connection, old: Tokens | None) -> Flow[Tokens]:
        assert old is not None  # noqa: S101  (it was given to the constructor)
        endpoint = self._endpoint or connection.url("/oauth/token")
        return (yield from refreshed(endpoint, old.refresh_token, *self._client))


class CredentialsFileAuth(RenewingAuth):
    """The sign-in that ``./stack login`` or a browser stored. It is offered to the server it came from, to no other.

    A file that does not name its server (the published client writes such) is for the ``api_base_url`` that is given
    here, and says so from then on.
    """

    def __init__(self, credentials_path: Path | None = None, api_base_url: str | None = None) -> None:
        super().__init__()
        self._file = CredentialsFile(credentials_path)
        self._base_url = api_base_url

    def _renewed(self, connection: Connection, old: Tokens | None) -> Flow[Tokens]:
        """Rotates the refresh token under the file's lock, so that no two processes use the same one."""
        deadline = time.monotonic() + LOCK_PATIENCE_SECONDS
        while not (held := self._file.try_lock()):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self._file.path} is locked by another process")
            yield from pause(LOCK_PAUSE_SECONDS)
        with held:
            stored: StoredLogin = self._file.read().bound_to(self._base_url)
            stored.must_be_of(connection.base_url)
            tokens = yield from refreshed(connection.url("/oauth/token"), stored.refresh_token, stored.client_id)
            self._file.write(stored.rotated(tokens.refresh_token))
            return tokens


def _locked(lock: threading.Lock) -> Flow[None]:
    """Takes a lock without blocking an event loop; a flow may be resumed on another thread, never at once on two."""
    deadline = time.monotonic() + LOCK_PATIENCE_SECONDS
    while not lock.acquire(blocking=False):
        if time.monotonic() > deadline:
            raise TimeoutError("Renewing the credential takes too long")
        yield from pause(LOCK_PAUSE_SECONDS)
