# SPDX-License-Identifier: Apache-2.0
"""Where the credential comes from, and where it does not go."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from getstack import Stack, UnauthorizedError
from getstack._core.credentials_file import CredentialsFile
from getstack.agent_auth import KeyFile
from serving import Server


@pytest.fixture
def signed_in(home: Path) -> Iterator[Path]:
    """A sign-in that was stored for another server."""
    file = home / ".stack" / "credentials.json"
    CredentialsFile(file).path.parent.mkdir(exist_ok=True)
    file.write_text(
        json.dumps({"client_id": "c", "refresh_token": "r", "scope": "", "base_url": "https://stack.example.com"})
    )
    yield file
    file.unlink()


def test_a_sign_in_is_offered_only_to_the_server_it_came_from(signed_in: Path, server: Server) -> None:
    with (
        Stack(base_url=server.address) as stack,
        pytest.raises(ValueError, match=r"is for https://stack\.example\.com"),
    ):
        stack.agents.list()


def test_a_sign_in_that_names_no_server_is_offered_to_none_by_chance(
    signed_in: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in.write_text(json.dumps({"client_id": "c", "refresh_token": "r"}))
    monkeypatch.setenv("STACK_BASE_URL", server.address)
    with Stack() as stack, pytest.raises(ValueError, match="which server"):
        stack.agents.list()


def test_a_rotated_sign_in_is_written_whole_and_for_nobody_else(signed_in: Path) -> None:
    file = CredentialsFile(signed_in)
    file.write(file.read().rotated("next"))
    assert json.loads(signed_in.read_text())["refresh_token"] == "next"
    assert file.read().base_url == "https://stack.example.com"
    assert stat.S_IMODE(signed_in.stat().st_mode) == 0o600


def test_one_process_at_a_time_rotates_a_sign_in(signed_in: Path) -> None:
    first = CredentialsFile(signed_in).try_lock()
    assert first is not None
    elsewhere = "from getstack._core.credentials_file import CredentialsFile as F; print(F().try_lock() is None)"
    with first:
        assert CredentialsFile(signed_in).try_lock() is None
        said = subprocess.run([sys.executable, "-c", elsewhere], check=True, capture_output=True, text=True, timeout=30)
        assert said.stdout.strip() == "True"
    again = CredentialsFile(signed_in).try_lock()
    assert again is not None
    with again:
        pass


def test_without_any_credential_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="No STACK credentials"):
        Stack()


def test_the_environment_names_key_and_server(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STACK_API_KEY", server.key)
    monkeypatch.setenv("STACK_BASE_URL", server.address)
    with Stack() as stack:
        assert isinstance(stack.agents.list(), list)


def test_a_session_token_is_the_bearer(server: Server) -> None:
    with Stack.from_session(server.key, base_url=server.address) as stack:
        assert isinstance(stack.agents.list(), list)
    with Stack.from_session("eyJ.no.session", base_url=server.address) as stranger:
        with pytest.raises(UnauthorizedError):
            stranger.agents.list()


@pytest.mark.parametrize("odd", ["../../secrets", "a/b", "", "a" * 200])
def test_no_agent_s_id_leads_out_of_its_folder(odd: str) -> None:
    with pytest.raises(ValueError, match="not an agent's id"):
        _ = KeyFile(odd).path
