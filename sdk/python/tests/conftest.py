# SPDX-License-Identifier: Apache-2.0
"""The real server, started from the artefact, a real HTTPS service behind it, and what tests need of both.

``STACK_BASE_URL`` together with ``STACK_OPERATOR_KEY`` names a running server instead.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from getstack import Stack
from scene import Scene
from serving import Server, running

REPOSITORY = Path(__file__).resolve().parents[3]
sys.path.append(str(REPOSITORY / "compat"))

from upstream import Upstream  # noqa: E402  (the service that compat/ calls as well)


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home folder of the tests' own: the client keeps keys and sign-ins there."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder))
        patch.setenv("STACK_AUTH_INTERACTIVE", "false")
        for name in ("STACK_API_KEY", "STACK_BASE_URL", "STACK_OPERATOR_KEY"):
            patch.delenv(name, raising=False)
        yield folder


@pytest.fixture(scope="session")
def server(given_server: Server | None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server under test."""
    if given_server is not None:
        yield given_server
        return
    with running(REPOSITORY, tmp_path_factory.mktemp("server")) as started:
        yield started


_NAMED = os.environ.get("STACK_BASE_URL"), os.environ.get("STACK_OPERATOR_KEY")


@pytest.fixture(scope="session")
def given_server() -> Server | None:
    """The server that was named, if one was."""
    address, key = _NAMED
    return Server(address, key) if address and key else None


@pytest.fixture(scope="session")
def upstream() -> Iterator[Upstream]:
    """A service on this machine that keeps what it received."""
    service = Upstream()
    yield service
    service.close()


@pytest.fixture(scope="session")
def stack(server: Server) -> Iterator[Stack]:
    """The synchronous client with the operator's key."""
    with Stack(server.key, base_url=server.address) as client:
        yield client


@pytest.fixture(scope="session")
def scene(stack: Stack, upstream: Upstream) -> Scene:
    """Makes agents and connections to the service."""
    return Scene(stack, upstream)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "last: looks at what the other tests left time for")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The missions that need time begin first and are looked at last."""
    items.sort(
        key=lambda item: (
            item.get_closest_marker("last") is not None,
            not item.name.startswith("test_the_missions_begin"),
        )
    )
