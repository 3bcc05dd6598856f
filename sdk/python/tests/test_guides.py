# SPDX-License-Identifier: Apache-2.0
"""The pages for other people's libraries, run as they are printed, with the real libraries.

The pages of LangChain wait for a checkpoint, so their runs begin before the other tests (``conftest.py``).
"""

from __future__ import annotations

import json
import re
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from getstack import Stack
from guides import GUIDES, Operator, blocks, python
from models import WORDS, Models
from scene import eventually
from serving import Server

TOKEN = "xoxb-" + "never-in-the-agent-" * 2 + "1"
RUN_SECONDS = 150
CHECKPOINT_SECONDS = 80


@dataclass
class Run:
    """A page with a client: what the three scenarios said, and what went wrong in the thread that ran them."""

    page: str
    environment: str
    marks: tuple[str, ...]
    ended: dict[str, dict[str, Any]] = field(default_factory=dict)
    posts: int = 0
    held: list[str] = field(default_factory=list)
    wrong: BaseException | None = None
    thread: threading.Thread | None = None

    def finished(self) -> Run:
        assert self.thread is not None
        self.thread.join(RUN_SECONDS)
        if self.wrong is not None:
            raise self.wrong
        return self


RUNS = {
    "0.3": ("langchain.md", "langchain-0.3", ("ours",)),
    "0.3 with the published client": ("langchain.md", "langchain-0.3-published", ("published",)),
    "1.x and LangGraph": ("langchain-1.md", "langchain-1", ()),
}


@pytest.fixture(scope="session")
def langchain(server: Server, stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Run]]:
    runs = {name: Run(*settings) for name, settings in RUNS.items()}
    for run in runs.values():
        folder = tmp_path_factory.mktemp(run.environment)
        run.thread = threading.Thread(target=_run, args=(run, server, stack, folder), daemon=True)
        run.thread.start()
    yield runs
    for run in runs.values():
        assert run.thread is not None
        run.thread.join(RUN_SECONDS)


def test_the_missions_begin_of_langchain(langchain: dict[str, Run]) -> None:
    assert set(langchain) == set(RUNS)


@pytest.mark.last
@pytest.mark.parametrize("name", list(RUNS))
def test_a_page_of_langchain_runs_as_printed(name: str, langchain: dict[str, Run], stack: Stack) -> None:
    run = langchain[name].finished()
    works, raises, killed = run.ended["works"], run.ended["raises"], run.ended["killed"]
    assert (works["raised"], works["review"]) == (None, "clean")
    assert raises["raised"] == "RuntimeError"
    assert killed["code"] == "PASSPORT_REVOKED"
    calls_that_worked = 3 if run.page == "langchain.md" else 4
    assert run.posts == calls_that_worked, "no call but those of the agent, and none after the switch"
    checkout = eventually(lambda: stack.passports.report(raises["jti"]).checkout, "the checkout")
    assert "the model is away" in str(checkout)
    assert run.held == [], "the agent's process never held the credential"


@pytest.mark.parametrize(("page", "header"), [("openai.md", "authorization"), ("anthropic.md", "x-api-key")])
def test_a_page_of_a_model_s_package_runs_as_printed(page: str, header: str, server: Server, tmp_path: Path) -> None:
    models = Models()
    (tmp_path / "models.pem").write_bytes(models.pem)
    settings = {"STAND_IN": models.host, "STAND_IN_PEM": "models.pem", "OPENAI_KEY": TOKEN, "ANTHROPIC_KEY": TOKEN}
    with Operator(page, server, tmp_path, **settings) as exported:
        program = "".join(text for _, text in blocks(GUIDES / page, "python"))
        done = subprocess.run(
            [python("models"), "-c", program],
            check=False, capture_output=True, text=True, timeout=RUN_SECONDS, env=exported,
        )  # fmt: skip
    models.close()
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()
    assert said[:2] == ["".join(WORDS)] * 2
    assert "STACK refused the call" in said[2]
    assert len(models.seen) == 2, "what is refused never leaves"
    assert all(TOKEN in seen[header] for seen in models.seen)
    assert all("held-by-stack" not in json.dumps(seen) for seen in models.seen)


def _run(run: Run, server: Server, stack: Stack, folder: Path) -> None:
    try:
        operator = Operator(run.page, server, folder, SLACK_BOT_TOKEN=TOKEN)
        with operator as exported:
            for scenario in ("works", "raises"):
                run.ended[scenario] = _ended(_agent(run, scenario, folder, exported))
            agent = _agent(run, "killed", folder, exported)
            _pull_the_switch(run, operator, agent, stack, exported["AGENT"])
            run.ended["killed"] = _ended(agent)
            run.posts = (folder / "slack-echo.log").read_text().count("POST /api/chat.postMessage")
            assert f"Authorization: Bearer {TOKEN}" in (folder / "slack-echo.log").read_text()
    except BaseException as wrong:
        run.wrong = wrong


def _agent(run: Run, scenario: str, folder: Path, exported: dict[str, str]) -> subprocess.Popen[str]:
    command = [python(run.environment), str(Path(__file__).with_name("guide_agent.py")), str(GUIDES / run.page)]
    return subprocess.Popen(
        [*command, scenario, str(folder), *run.marks],
        env=exported, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def _ended(agent: subprocess.Popen[str]) -> dict[str, Any]:
    said, errors = agent.communicate(timeout=RUN_SECONDS)
    assert agent.returncode == 0, errors
    ended: dict[str, Any] = json.loads(said.splitlines()[-1])
    return ended


def _pull_the_switch(run: Run, operator: Operator, agent: subprocess.Popen[str], stack: Stack, agent_id: str) -> None:
    """After a call and a checkpoint; meanwhile the agent's memory is searched for the credential."""
    _until(lambda: (operator.folder / "called").exists() or agent.poll() is not None, "the first call")
    _until(lambda: _checkpointed(stack, agent_id), "a checkpoint by itself", CHECKPOINT_SECONDS)
    run.held = _memory_with(agent.pid, TOKEN.encode())
    assert _memory_with(agent.pid, agent_id.encode()), "what the process does hold is found"
    assert "revoked_count" in operator.kill()
    (operator.folder / "killed").touch()


def _checkpointed(stack: Stack, agent_id: str) -> bool:
    page = stack.audit.export_page(agent_id=agent_id, action="passport.checkpoint")
    return any(row["outcome"] == "success" for row in page.rows)


def _memory_with(pid: int, wanted: bytes) -> list[str]:
    """Where in a process's own memory some bytes are."""
    found = []
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            place = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
            if place is None:
                continue
            begin, end = int(place[1], 16), int(place[2], 16)
            try:
                memory.seek(begin)
                if wanted in memory.read(end - begin):
                    found.append(line)
            except OSError:  # special pages
                continue
    return found


def _until(probe: Any, what: str, seconds: float = 40.0) -> None:
    end = time.monotonic() + seconds
    while not probe():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.3)
