# SPDX-License-Identifier: Apache-2.0
"""An agent with a key of its own: enrolment, the key's file, and a JWT of one minute for each request."""

from __future__ import annotations

import json
import logging
import re
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import httpx

from getstack._core import reading
from getstack._core.connection import Auth, Connection
from getstack._core.flow import Answer, Flow, Wire, exchange, pause
from getstack._core.jose import AgentKey, b64, signed
from getstack._core.private_file import write_private
from getstack._core.request import JSON, path
from getstack.errors import CredentialError

log = logging.getLogger("getstack.auth")

LIFE_SECONDS = 60
ENROLMENT_SECONDS = 15.0
TURN_PAUSE_SECONDS = 0.05
TURN_PATIENCE_SECONDS = 60.0

AuthSource = Callable[[], Auth]


@dataclass(frozen=True)
class KeyFile:
    """``~/.stack/agents/<agent_id>.json``."""

    agent_id: str

    @property
    def path(self) -> Path:
        """Where it is; an id that could lead elsewhere raises ``ValueError``."""
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,128}", self.agent_id):
            raise ValueError(f"not an agent's id: {self.agent_id!r}")
        return Path.home() / ".stack" / "agents" / f"{self.agent_id}.json"

    def read(self) -> AgentKey | None:
        """The key; ``None`` when there is no file, or none that holds one."""
        try:
            return AgentKey.of_jwk(json.loads(self.path.read_text("utf-8"))["privateKey"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, key: AgentKey, enrolled_at: str) -> None:
        """Keeps the key, mode 0600."""
        members = {
            "agent_id": self.agent_id,
            "publicKey": key.public,
            "privateKey": key.secret,
            "enrolled_at": enrolled_at,
        }
        write_private(self.path, members)


class AgentKeypairAuth:
    """The agent itself as the caller.

    ``bearer_provider`` gives the credential to enrol with; it is asked only when there is no key, or the server no
    longer knows it.
    """

    def __init__(
        self, agent_id: str, api_base_url: str | None = None, bearer_provider: AuthSource | None = None
    ) -> None:
        self.agent_id = agent_id
        self._base_url = api_base_url
        self._source = bearer_provider
        self._key: AgentKey | None = None
        self._turn = threading.Lock()

    def bearer(self, connection: Connection) -> Flow[str]:
        """A JWT for one request."""
        key = yield from self.key(connection)
        return _jwt(self.agent_id, key)

    def renew(self, connection: Connection) -> Flow[bool]:
        """A key the server refuses is replaced, when there is a credential to enrol a new one with."""
        refused = self._key
        if self._source is None:
            return False
        try:
            yield from self._enrol(connection, refused)
        except (CredentialError, ValueError) as refusal:
            log.warning("no new key for %s: %s", self.agent_id, refusal)
            return False
        return True

    def key(self, connection: Connection) -> Flow[AgentKey]:
        """The agent's key, enrolled first where needed."""
        if self._key is None:
            self._key = KeyFile(self.agent_id).read()
        if self._key is None:
            yield from self._enrol(connection, None)
        assert self._key is not None  # noqa: S101  (enrolment ends with a key or raises)
        return self._key

    def _enrol(self, connection: Connection, refused: AgentKey | None) -> Flow[None]:
        deadline = time.monotonic() + TURN_PATIENCE_SECONDS
        while not self._turn.acquire(blocking=False):
            if time.monotonic() > deadline:
                raise TimeoutError("Enrolling the agent's key takes too long")
            yield from pause(TURN_PAUSE_SECONDS)
        try:
            if self._key is None or self._key is refused:
                if self._source is None:
                    raise ValueError(
                        f"{KeyFile(self.agent_id).path} holds no key, and there is nothing to enrol one with"
                    )
                self._key = yield from enrolled(connection, self.agent_id, self._source())
        finally:
            self._turn.release()


def enrolled(connection: Connection, agent_id: str, auth: Auth) -> Flow[AgentKey]:
    """Makes a key, proves it, and keeps it in its file; raises :class:`CredentialError` when it is refused."""
    bearer = yield from auth.bearer(connection)
    asked = yield from _posted(connection, bearer, path("agents", agent_id, "enrollment-challenge"), None)
    challenge = reading.members(asked, "enrolment challenge", "challenge", "challenge_id")
    key = AgentKey.made()
    proof = {
        "public_key": key.public,
        "challenge_id": challenge["challenge_id"],
        "signed_challenge": b64(key.sign(str(challenge["challenge"]).encode())),
    }
    done = yield from _posted(connection, bearer, path("agents", agent_id, "enroll"), proof)
    now = datetime.now(timezone.utc).isoformat()
    KeyFile(agent_id).write(key, str((done or {}).get("enrolled_at") or now))
    return key


def _posted(connection: Connection, bearer: str, target: str, body: object) -> Flow[dict[str, object]]:
    url = connection.url(target)
    content = None if body is None else json.dumps(body).encode()
    wire = Wire("POST", url, {**JSON, "Authorization": f"Bearer {bearer}"}, content, ENROLMENT_SECONDS)
    answer: Answer = yield from exchange(wire)
    if not 200 <= answer.status < 300:
        request = httpx.Request("POST", url)
        response = httpx.Response(answer.status, headers=answer.headers, content=answer.content, request=request)
        raise CredentialError(reading.refusal(answer), request, response)
    return reading.members(reading.value(answer), "enrolment answer")


def _jwt(agent_id: str, key: AgentKey) -> str:
    now = int(time.time())
    claims = {
        "iss": "stack-sdk",
        "sub": agent_id,
        "aud": "stack:agent",
        "iat": now,
        "nbf": now,
        "exp": now + LIFE_SECONDS,
        "jti": f"aj_{now}_{secrets.token_hex(6)}",
    }
    return signed({"alg": "EdDSA", "typ": "JWT"}, claims, key)
