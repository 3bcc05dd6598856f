# SPDX-License-Identifier: Apache-2.0
"""Sign-ins renew themselves: tokens of a program, and the stored ones that processes share."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from person import agree

from getstack import CredentialError, Stack, UnauthorizedError
from getstack.browser_bootstrap import SCOPES, browser_bootstrap
from serving import Server

CALLBACK = "http://127.0.0.1:4712/callback"
PROCESSES = 4


@pytest.fixture
def tokens(server: Server) -> dict[str, Any]:
    """What somebody who agreed gives a program, by the server's own pages."""
    verifier = "v" * 64
    with httpx.Client(base_url=server.address, timeout=20) as program:
        registered = program.post("/oauth/register", json={"client_name": "sdk", "redirect_uris": [CALLBACK]})
        client = registered.json()["client_id"]
        asked = {
            "response_type": "code", "client_id": client, "redirect_uri": CALLBACK, "scope": SCOPES, "state": "s",
            "code_challenge": base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("="),
            "code_challenge_method": "S256",
        }  # fmt: skip
        back = agree(f"{server.address}/oauth/authorize?{urlencode(asked)}", server.key)
        code = parse_qs(urlsplit(back).query)["code"][0]
        redeem = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, "client_id": client}
        found: dict[str, Any] = program.post("/oauth/token", data={**redeem, "code_verifier": verifier}).json()
        return {**found, "client_id": client}


@pytest.fixture
def stored(home: Path, tokens: dict[str, Any], server: Server) -> Iterator[Path]:
    file = home / ".stack" / "credentials.json"
    file.parent.mkdir(exist_ok=True)
    login = {name: tokens[name] for name in ("client_id", "refresh_token", "scope")}
    file.write_text(json.dumps({**login, "base_url": server.address, "email": "ada@example.com"}))
    yield file
    file.unlink()


def test_a_refused_access_token_is_renewed(server: Server, tokens: dict[str, Any]) -> None:
    stale = tokens["access_token"][:-6] + "AAAAAA"
    with Stack.from_oauth(tokens["client_id"], "", stale, tokens["refresh_token"], base_url=server.address) as stack:
        assert isinstance(stack.agents.list(), list)
        assert isinstance(stack.agents.list(), list)


def test_where_renewal_is_refused_the_first_refusal_stands(server: Server, tokens: dict[str, Any]) -> None:
    with Stack.from_oauth(tokens["client_id"], "", "eyJ.no.token", "no-such-token", base_url=server.address) as stack:
        with pytest.raises(UnauthorizedError):
            stack.agents.list()


def test_a_stored_sign_in_names_the_server_and_rotates(stored: Path, server: Server) -> None:
    before = json.loads(stored.read_text())
    with Stack() as stack:
        assert isinstance(stack.agents.list(), list)
    after = json.loads(stored.read_text())
    assert after["refresh_token"] != before["refresh_token"]
    assert (after["email"], after["base_url"]) == (before["email"], server.address)


def test_processes_that_start_at_once_share_a_sign_in(stored: Path) -> None:
    program = "import getstack; print(len(getstack.Stack().agents.list()))"
    running = [
        subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(PROCESSES)
    ]
    for process in running:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors


def test_a_sign_in_that_was_ended_says_so(stored: Path) -> None:
    stored.write_text(json.dumps({**json.loads(stored.read_text()), "refresh_token": "no-such-token"}))
    with Stack() as stack, pytest.raises(CredentialError) as refused:
        stack.agents.list()
    assert refused.value.status_code in (400, 401)


def test_a_browser_signs_in(home: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    def open_in_background(url: str) -> bool:
        def person() -> None:
            httpx.get(agree(url, server.key), timeout=20)

        threading.Thread(target=person, daemon=True).start()
        return True

    monkeypatch.setattr("webbrowser.open", open_in_background)
    began = time.time()
    file = browser_bootstrap(server.address)
    try:
        login = file.read()
        assert login.base_url == server.address
        assert login.members["issued_at"] >= int(began)
        with Stack() as stack:
            assert isinstance(stack.agents.list(), list)
    finally:
        file.path.unlink()
