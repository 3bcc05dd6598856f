# SPDX-License-Identifier: Apache-2.0
"""A flow: work that asks for its effects instead of doing them.

A flow is a generator. It yields an effect, is given what came of it (or has the failure raised at the ``yield``), and
returns its result. It touches no socket, no clock's sleep and no thread, so the same flow serves both clients.
"""

from __future__ import annotations

from collections.abc import Awaitable, Generator
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias, TypeVar

import httpx

T = TypeVar("T")


class Signal(Protocol):
    """Something one side sets and the other waits for; it stays set."""

    def set(self) -> None:
        """Ends the pauses that wait for this signal, those to come too."""

    def is_set(self) -> bool:
        """Whether it was set."""


class Running(Protocol):
    """A flow that runs beside the one that started it."""


@dataclass(frozen=True)
class Wire:
    """One HTTP request as it goes out. ``seconds`` bounds the whole exchange, the reading of the answer included."""

    method: str
    url: str
    headers: dict[str, str]
    content: bytes | None
    seconds: float


@dataclass(frozen=True)
class Answer:
    """One HTTP answer, read to its end."""

    status: int
    headers: httpx.Headers
    content: bytes


@dataclass(frozen=True)
class Exchange:
    """Effect: send the request; gives an :class:`Answer`, raises :class:`~getstack.errors.NetworkError`."""

    wire: Wire


@dataclass(frozen=True)
class Pause:
    """Effect: wait, at most until the signal is set; gives whether it is."""

    seconds: float
    until: Signal | None = None


@dataclass(frozen=True)
class Start:
    """Effect: run a flow beside this one, under this name; gives a :class:`Running`."""

    flow: Generator[Any, Any, None]
    name: str


@dataclass(frozen=True)
class Join:
    """Effect: wait for a running flow to end, at most so many seconds; gives whether it did."""

    running: Running
    seconds: float


@dataclass(frozen=True)
class Await:
    """Effect: wait for what a caller's own callback returned; only an event loop can."""

    awaitable: Awaitable[object]


Effect: TypeAlias = Exchange | Pause | Start | Join | Await
Flow: TypeAlias = Generator[Effect, Any, T]


def exchange(wire: Wire) -> Flow[Answer]:
    """The effect as a flow, so that its result has a type."""
    answer: Answer = yield Exchange(wire)
    return answer


def pause(seconds: float, until: Signal | None = None) -> Flow[bool]:
    """The effect as a flow, so that its result has a type."""
    signalled: bool = yield Pause(max(0.0, seconds), until)
    return signalled
