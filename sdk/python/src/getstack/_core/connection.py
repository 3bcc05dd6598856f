# SPDX-License-Identifier: Apache-2.0
"""How a request reaches the server: credentials, proofs, repeats. The half without any input or output."""

from __future__ import annotations

import abc
from typing import Any, Protocol

from getstack._core import reading
from getstack._core.flow import Answer, Flow, Signal, Wire, exchange, pause
from getstack._core.request import JSON, Request, idempotency_key
from getstack._core.retry import Attempts, RetryPolicy
from getstack.errors import NetworkError, StackError

RENEWABLE = {"UNAUTHORIZED", "INVALID_API_KEY", "INVALID_TOKEN", "TOKEN_EXPIRED"}


class Auth(Protocol):
    """Who the caller is."""

    def bearer(self, connection: Connection) -> Flow[str]:
        """The bearer token for one request, made or renewed where needed."""

    def renew(self, connection: Connection) -> Flow[bool]:
        """After a 401: whether there is another credential to try with."""


class Connection(abc.ABC):
    """A server, a caller, and the manners of talking to it. ``timeout`` bounds one attempt, in seconds."""

    def __init__(self, base_url: str, auth: Auth, timeout: float, retry: RetryPolicy) -> None:
        self.base_url = base_url.rstrip("/")
        self.auth = auth
        self.timeout = timeout
        self.retry = retry

    @abc.abstractmethod
    def run(self, flow: Flow[Any]) -> Any:
        """Drives a flow to its result: at once, or as a coroutine."""

    @abc.abstractmethod
    def signal(self) -> Signal:
        """A signal that flows of this connection can wait for."""

    def send(self, request: Request) -> Flow[Answer]:
        """Sends a request as often as it makes sense and gives the answer that stands, good or bad."""
        attempts = Attempts(self.retry, request)
        fixed = self._fixed_headers(request)
        renewed = False
        while True:
            wire = yield from self._wire(request, fixed, attempts.seconds_left(self.timeout))
            try:
                answer = yield from exchange(wire)
            except NetworkError as failure:
                wait = attempts.wait_after_failure(failure)
                if wait is None:
                    raise
            else:
                if not renewed and _is_about_the_caller(answer) and (yield from self.auth.renew(self)):
                    renewed = True
                    continue
                wait = attempts.wait_after(answer)
                if wait is None:
                    return answer
            yield from pause(wait)

    def wire(self, request: Request) -> Flow[Wire]:
        """A request as it goes out once."""
        return (yield from self._wire(request, self._fixed_headers(request), self.timeout))

    def ask(self, request: Request) -> Flow[Any]:
        """The JSON of the answer; a refusal is raised."""
        answer = yield from self.send(request)
        return reading.value(answer)

    def url(self, target: str) -> str:
        """The address of a path of the API."""
        return self.base_url + target

    def _fixed_headers(self, request: Request) -> dict[str, str]:
        """What stays the same over all attempts; the key above all."""
        key = {"Idempotency-Key": idempotency_key()} if request.method == "POST" and request.keyed else {}
        return {**JSON, **key, **request.headers}

    def _wire(self, request: Request, fixed: dict[str, str], seconds: float) -> Flow[Wire]:
        """One attempt; proofs and tokens are made anew for each."""
        url = self.url(request.target())
        token = yield from self.auth.bearer(self)
        headers = {**fixed, "Authorization": f"Bearer {token}"}
        if request.presented is not None:
            headers.update(request.presented.headers(request.method, url))
        if request.confirmed_by is not None:
            headers.update(request.confirmed_by.proof_header(request.method, url))
        return Wire(request.method, url, headers, request.content(), seconds)


def _is_about_the_caller(answer: Answer) -> bool:
    """Whether a 401 is about the bearer, not about a passport or a proof that was shown beside it."""
    if answer.status != 401:
        return False
    error: StackError = reading.refusal(answer)
    return error.code in RENEWABLE and not str(error.details.get("reason", "")).startswith("proof_")
