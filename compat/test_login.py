# SPDX-License-Identifier: Apache-2.0
"""Signing in as the client does: with a login that is stored, and by way of a browser, which ``person.py`` plays."""

import base64
import hashlib
import json
import os
import pathlib
import pty
import shutil
import stat
import subprocess
import sys
import time
import urllib.parse

import httpx
import pytest

import driver
import person

SECONDS = 60
SCOPES = (
    "passports:read passports:write agents:read agents:write services:read services:connect"
    " credentials:read proxy:read proxy:write audit:read"
)
STACK = pathlib.Path(__file__).resolve().parent.parent / "stack"
VENDOR = "https://api.getstack.run"

drives = pytest.mark.drives


@pytest.fixture
def home(tmp_path):
    """A home folder of its own: the client keeps its login there."""
    return tmp_path


@pytest.fixture
def tokens(base_url, operator_key):
    """What the code flow gives a program that somebody lets act, and the id it registered under."""
    callback, verifier = "http://127.0.0.1:4711/callback", "v" * 64
    with httpx.Client(base_url=base_url, timeout=20) as program:
        registered = program.post("/oauth/register", json={"client_name": "compat", "redirect_uris": [callback]})
        assert registered.status_code == 201
        client = registered.json()["client_id"]
        asked = {
            "response_type": "code",
            "client_id": client,
            "redirect_uri": callback,
            "scope": SCOPES,
            "resource": VENDOR,
            "code_challenge": base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("="),
            "code_challenge_method": "S256",
            "state": "s",
        }
        back = person.agree(f"{base_url}/oauth/authorize?{urllib.parse.urlencode(asked)}", operator_key)
        code = urllib.parse.parse_qs(urllib.parse.urlsplit(back).query)["code"][0]
        redeemed = program.post(
            "/oauth/token",
            data={
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": callback,
                "client_id": client,
                "code_verifier": verifier,
            },
        )
        assert redeemed.status_code == 200
        yield redeemed.json() | {"client_id": client}


@pytest.fixture
def signed_in(home, tokens):
    """The login file that ``auth login`` leaves behind."""
    file = home / ".stack" / "credentials.json"
    file.parent.mkdir(mode=0o700)
    now = int(time.time())
    login = {
        "client_id": tokens["client_id"],
        "refresh_token": tokens["refresh_token"],
        "scope": tokens["scope"],
        "issued_at": now,
        "refresh_expires_at": now + 30 * 86_400,
    }
    file.touch(mode=0o600)
    file.write_text(json.dumps(login))
    return file


def test_a_stored_login_is_renewed_and_used(flavour, base_url, things, home, signed_in):
    agent = things.agent()
    before = json.loads(signed_in.read_text())["refresh_token"]
    assert agent.id in run(flavour, base_url, home, STACK_AUTH_INTERACTIVE="false")
    assert json.loads(signed_in.read_text())["refresh_token"] != before


def test_a_login_of_the_command_line_is_used(flavour, base_url, operator_key, things, home):
    agent = things.agent()
    login = subprocess.Popen(
        [STACK, "login", "--url", base_url, "--scope", SCOPES.replace(" ", ",")],
        env=os.environ | {"HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    opened = next(line for line in login.stderr if line.startswith("Open "))
    person.agree(opened.split()[1], operator_key)
    said = login.communicate(timeout=SECONDS)[1]
    assert login.returncode == 0, said
    assert agent.id in run(flavour, base_url, home, STACK_AUTH_INTERACTIVE="false")


def test_processes_that_start_at_once_share_a_login(flavour, base_url, things, home, signed_in):
    """Each with the same token in a file of its own: one file they would tear, as the client replaces it without a lock."""
    agent = things.agent()
    homes = [home / f"process-{number}" for number in range(4)]
    for one in homes:
        shutil.copytree(signed_in.parent, one / ".stack")
    running = [begin(flavour, base_url, one, STACK_AUTH_INTERACTIVE="false") for one in homes]
    assert all(agent.id in ended(process) for process in running)
    assert agent.id in run(flavour, base_url, home, STACK_AUTH_INTERACTIVE="false")


def test_a_browser_signs_the_client_in(flavour, base_url, operator_key, things, home):
    agent = things.agent()
    assert agent.id in run(flavour, base_url, home, **browser(operator_key))
    file = home / ".stack" / "credentials.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert agent.id in run(flavour, base_url, home, STACK_AUTH_INTERACTIVE="false")


@drives("from_oauth", "agents.list")
def test_an_access_token_acts_for_whoever_gave_it(stack, things, base_url, tokens):
    agent = things.agent()
    program = stack.watch(
        stack.from_oauth(tokens["client_id"], "", tokens["access_token"], tokens["refresh_token"], base_url=base_url), ""
    )
    assert agent.id in [found.id for found in program.agents.list()]
    program.close()


def test_a_person_lets_the_client_enrol_a_key_for_an_agent(flavour, base_url, operator_key, things, http, home):
    agent = things.agent()
    (passport,) = run(flavour, base_url, home, agent=agent.id, STACK_DASHBOARD_URL=base_url, **browser(operator_key))
    assert (home / ".stack" / "agents" / f"{agent.id}.json").is_file()
    rows = http.get("/v1/audit/export", params={"agent_id": agent.id}).json()["rows"]
    (enrolled,) = [row for row in rows if row["action"] == "agent.enroll"]
    # Ours signs the person in and enrols with that; the published client gets a ticket for this one key.
    assert enrolled["metadata"]["credential"] == ("oauth" if driver.ours() else "ticket")
    (issued,) = [row for row in rows if row["action"] == "passport.issue"]
    assert (issued["passport_jti"], issued["metadata"]["credential"]) == (passport, "agent_key")


# Lists the agents it may see; as an agent it gets itself a passport. Constructed with the base URL and no key.
PROGRAM = """
import pathlib, sys, types
import driver, world

flavour, base_url, found, agent = sys.argv[1:]
client = driver.Driver(flavour, base_url, None, set(), **({"agent_id": agent} if agent else {}))
if agent:
    seen = [world.World(client, None).passport(types.SimpleNamespace(id=agent)).jti]
else:
    seen = [one.id for one in client.agents.list()]
client.shut()
pathlib.Path(found).write_text(" ".join(seen))
"""


def browser(key):
    """A terminal with a browser beside it."""
    script = pathlib.Path(person.__file__).resolve()
    return {"BROWSER": f"{sys.executable} {script} %s &", "PERSON_KEY": key}


def run(flavour, base_url, home, agent="", **environment):
    """What a program of its own, in a terminal, finds with the client."""
    return ended(begin(flavour, base_url, home, agent, **environment))


def begin(flavour, base_url, home, agent="", **environment):
    found = home / f"found-{time.monotonic_ns()}"
    terminal, end = pty.openpty()
    clean = {name: value for name, value in os.environ.items() if name not in ("CI", "STACK_AUTH_INTERACTIVE")}
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, flavour, base_url, str(found), agent],
        cwd=pathlib.Path(person.__file__).parent,
        env=clean | {"HOME": str(home)} | environment,
        stdin=end,
        stdout=end,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(end)
    return process, terminal, found


def ended(begun):
    process, terminal, found = begun
    try:
        _, errors = process.communicate(timeout=SECONDS)
    finally:
        process.kill()
        os.close(terminal)
    assert process.returncode == 0, errors
    return found.read_text().split()
