# SPDX-License-Identifier: Apache-2.0
"""Public methods that are written once, as flows, and typed for both clients."""

from __future__ import annotations

import functools
from collections.abc import Callable, Coroutine
from types import MethodType
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, overload

from getstack._core.connection import Connection
from getstack._core.flow import Flow

P = ParamSpec("P")
T = TypeVar("T")
S = TypeVar("S", bound="Service")


class Service:
    """A group of methods over one connection."""

    def __init__(self, client: Connection) -> None:
        self._client = client


class Blocking(Service):
    """Marks the synchronous half: its endpoints return results."""


class Awaiting(Service):
    """Marks the asynchronous half: its endpoints return coroutines."""


class Endpoint(Generic[S, P, T]):
    """A method whose body is a flow; which half it is called on decides who drives the flow."""

    def __init__(self, flow: Callable[Concatenate[S, P], Flow[T]]) -> None:
        def call(service: S, *args: P.args, **kwargs: P.kwargs) -> Any:
            return service._client.run(flow(service, *args, **kwargs))

        self._call = functools.update_wrapper(call, flow)
        self.__doc__ = flow.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._call.__name__ = name

    @overload
    def __get__(self, service: None, owner: type) -> Callable[..., Any]: ...

    @overload
    def __get__(self, service: Blocking, owner: type | None = None) -> Callable[P, T]: ...

    @overload
    def __get__(self, service: Awaiting, owner: type | None = None) -> Callable[P, Coroutine[Any, Any, T]]: ...

    def __get__(self, service: Service | None, owner: type | None = None) -> Any:
        return self._call if service is None else MethodType(self._call, service)


def endpoint(flow: Callable[Concatenate[S, P], Flow[T]]) -> Endpoint[S, P, T]:
    """Makes a public method of a flow."""
    return Endpoint(flow)
