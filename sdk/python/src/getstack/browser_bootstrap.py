# SPDX-License-Identifier: Apache-2.0
"""Signing in with a browser: OAuth 2.1 for a program on this machine (RFC 8252, with PKCE), once."""

from __future__ import annotations

import hashlib
import http.server
import json
import os
import secrets
import time
import webbrowser
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from getstack._core import reading
from getstack._core.credentials_file import REFRESH_LIFE_SECONDS, CredentialsFile, StoredLogin
from getstack._core.flow import Wire, exchange
from getstack._core.jose import b64
from getstack._core.request import JSON
from getstack.auth import ApiKeyAuth
from getstack.client import HttpClient

SOFTWARE = "stack-sdk-python"
SCOPES = (
    "passports:read passports:write agents:read agents:write services:read services:connect"
    " credentials:read proxy:read proxy:write audit:read"
)
PERSON_SECONDS = 300.0
ANSWER_SECONDS = 15.0
DONE = b"<!doctype html><title>STACK</title><p>You are signed in. This window can be closed."


def should_run_browser_bootstrap() -> bool:
    """Whether a browser may be opened: a terminal, and neither ``CI`` nor ``STACK_AUTH_INTERACTIVE=false``."""
    return os.isatty(1) and not os.environ.get("CI") and os.environ.get("STACK_AUTH_INTERACTIVE", "").lower() != "false"


def browser_bootstrap(base_url: str) -> CredentialsFile:
    """Signs this machine's user in and stores it; raises ``PermissionError`` when they refuse, ``TimeoutError``."""
    base = base_url.rstrip("/")
    client = HttpClient(base, ApiKeyAuth(""))
    try:
        with _Callback() as callback:
            registered = _posted(client, f"{base}/oauth/register", JSON, json.dumps(_registration(callback.address)))
            client_id = reading.members(registered, "registration", "client_id")["client_id"]
            verifier = secrets.token_urlsafe(48)
            asked = {
                "response_type": "code",
                "client_id": client_id,
                "redirect_uri": callback.address,
                "scope": SCOPES,
                "resource": base,
                "code_challenge": b64(hashlib.sha256(verifier.encode()).digest()),
                "code_challenge_method": "S256",
                "state": callback.state,
            }
            webbrowser.open(f"{base}/oauth/authorize?{urlencode(asked)}")
            redeemed = {
                "grant_type": "authorization_code",
                "code": callback.code(),
                "redirect_uri": callback.address,
                "client_id": client_id,
                "code_verifier": verifier,
            }
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        tokens = _posted(client, f"{base}/oauth/token", form, urlencode(redeemed))
    finally:
        client.close()
    return _stored(base, client_id, reading.members(tokens, "token answer", "refresh_token"))


def _registration(address: str) -> dict[str, Any]:
    return {
        "client_name": "STACK SDK for Python",
        "redirect_uris": [address],
        "grant_types": ["authorization_code", "refresh_token"],
        "software_id": SOFTWARE,
    }


def _posted(client: HttpClient, url: str, headers: dict[str, str], body: str) -> Any:
    answer = client.run(exchange(Wire("POST", url, headers, body.encode(), ANSWER_SECONDS)))
    return reading.value(answer)


def _stored(base: str, client_id: str, tokens: dict[str, Any]) -> CredentialsFile:
    now = int(time.time())
    members = {
        "client_id": client_id,
        "refresh_token": tokens["refresh_token"],
        "scope": tokens.get("scope", SCOPES),
        "issued_at": now,
        "refresh_expires_at": now + REFRESH_LIFE_SECONDS,
        "base_url": base,
    }
    file = CredentialsFile()
    file.write(StoredLogin.of(members))
    return file


@dataclass
class _Heard:
    code: str | None = None
    error: str | None = None


class _Callback:
    """The address on this machine that the browser comes back to."""

    def __init__(self) -> None:
        self.state = secrets.token_urlsafe(24)
        self._heard = _Heard()
        self._server = http.server.HTTPServer(("127.0.0.1", 0), self._handler())
        self._server.timeout = 1.0
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}/callback"

    def __enter__(self) -> _Callback:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.server_close()

    def code(self) -> str:
        """Waits for the person, five minutes."""
        end = time.monotonic() + PERSON_SECONDS
        while self._heard.code is None and self._heard.error is None:
            if time.monotonic() > end:
                raise TimeoutError("nobody agreed in the browser within five minutes")
            self._server.handle_request()
        if self._heard.code is None:
            raise PermissionError(f"the sign-in was refused: {self._heard.error}")
        return self._heard.code

    def _handler(callback) -> type[http.server.BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = urlsplit(self.path)
                said = {name: values[0] for name, values in parse_qs(asked.query).items()}
                known = asked.path == "/callback" and secrets.compare_digest(said.get("state", ""), callback.state)
                self.send_response(200 if known else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                if known:
                    callback._heard = _Heard(said.get("code"), said.get("error", "no code"))
                    self.wfile.write(DONE)

            def log_message(self, format: str, *args: Any) -> None:
                """Says nothing: the code is in the address."""

        return Handler
