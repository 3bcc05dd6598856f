# SPDX-License-Identifier: Apache-2.0
"""Agents, a connection to the service on this machine, and patience."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from getstack import Agent, Stack

if TYPE_CHECKING:
    from upstream import Upstream

SECRET = "s3cret-" + "q" * 24
T = TypeVar("T")


class Scene:
    """What most tests begin with."""

    def __init__(self, stack: Stack, upstream: Upstream) -> None:
        self.stack, self.upstream = stack, upstream
        made = self.connect(unique("echo"), SECRET)
        self.connection, self.service = made["id"], made["provider"]

    def connect(self, name: str, secret: str, **settings: Any) -> dict[str, Any]:
        """Connects the service on this machine under a name of its own."""
        return self.stack.services.connect_custom(
            name,
            secret,
            scopes=["use"],
            allowed_hosts=[self.upstream.host],
            injection=settings.pop("injection", {"style": "bearer"}),
            tls_ca_pem=self.upstream.pem.decode(),
            allow_private_network=True,
        )

    def agent(self, mode: str = "enforced", connection: str | None = None) -> Agent:
        """A new agent that may use the service."""
        agent = self.stack.agents.register(unique("agent"), accountability_mode=mode)
        self.stack.services.grant_agent_access(agent.id, connection or self.connection, ["use"])
        return agent

    def url(self, path: str = "/echo") -> str:
        """An address at the service."""
        return str(self.upstream.url(path))

    def rows(self, jti: str) -> list[dict[str, Any]]:
        """What is on record about a passport, oldest first."""
        return self.stack.audit.export_page(passport_jti=jti).rows


def unique(word: str) -> str:
    """A name nobody else uses."""
    return f"sdk-{word}-{uuid.uuid4().hex[:12]}"


def eventually(probe: Callable[[], T], what: str, seconds: float = 15.0) -> T:
    """The first true answer of ``probe``; views may trail what feeds them."""
    deadline = time.monotonic() + seconds
    while True:
        answer = probe()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.1)
