# SPDX-License-Identifier: Apache-2.0
"""Drives the published client, its synchronous and its asynchronous class, through one interface.

A test is written once, as plain calls. For the asynchronous class every coroutine, context manager and
generator the client returns is run on an event loop in a thread of its own, so that the client's timers go
on running between two calls, as they do in a real program.

The driver notes the path of every public method that a test reached (``agents.register``): the results
count a method as driven only when that happened.
"""

import asyncio
import functools
import inspect
import os
import re
import threading
import time

import getstack

import inventory

CALL_SECONDS = 60


def version():
    """The version under test as numbers, so that tests can say ``version() >= (3,)``."""
    return tuple(int(part) for part in os.environ["COMPAT_VERSION"].split("."))


def ours():
    """Whether the client under test is the one of sdk/python, which has the surface of 4.0.0 and then some."""
    return os.environ.get("COMPAT_CLIENT") == inventory.OURS


class Driver:
    """One client of one flavour (``sync`` or ``async``) with the operator's key."""

    def __init__(self, flavour, base_url, key, reached, **options):
        self.flavour = flavour
        self.reached = reached
        self._loop = _Loop() if flavour == "async" else None
        self.client = self.stack_class(api_key=key, base_url=base_url, **options)

    @property
    def stack_class(self):
        return getstack.AsyncStack if self.flavour == "async" else getstack.Stack

    def __getattr__(self, name):
        return getattr(Watched(self, self.client, ""), name)

    def watch(self, target, name):
        """A stand-in for an object the client handed out; its members are noted as ``name.member``."""
        return Watched(self, target, name)

    def settle(self, value):
        """Whatever a call returned, in its synchronous form."""
        if inspect.iscoroutine(value):
            return self._loop.run(value)
        if hasattr(value, "__anext__"):
            return _Rounds(self, value)
        if hasattr(value, "__aenter__") and not isinstance(value, getstack.AsyncStack):
            return _Context(self, value)
        return value

    def shut(self):
        closing = self.client.close()
        if inspect.isawaitable(closing):
            self._loop.run(closing)
        if self._loop:
            self._loop.stop()


class Watched:
    """Passes every access on to the client's object and notes the path of what was called or read."""

    def __init__(self, driver, target, path):
        self._driver, self._target, self._path = driver, target, path

    def __getattr__(self, name):
        value = getattr(self._target, name)
        path = f"{self._path}.{name}" if self._path else name
        if callable(value):
            return lambda *args, **kwargs: self._call(path, value, args, kwargs)
        if type(value).__module__.startswith("getstack") and self._target is not value and is_service(value):
            return Watched(self._driver, value, path)
        self._driver.reached.add(path)
        return value

    def _call(self, path, function, args, kwargs):
        self._driver.reached.add(path)
        return self._driver.settle(function(*args, **kwargs))


class _Loop:
    def __init__(self):
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, awaitable):
        async def finish():
            return await awaitable

        return asyncio.run_coroutine_threadsafe(finish(), self._loop).result(CALL_SECONDS)

    def stop(self):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(CALL_SECONDS)
        self._loop.close()


class _Context:
    """An asynchronous context manager as a synchronous one."""

    def __init__(self, driver, manager):
        self._driver, self._manager = driver, manager

    def __enter__(self):
        return self._driver.settle(self._manager.__aenter__())

    def __exit__(self, kind, error, trace):
        return self._driver.settle(self._manager.__aexit__(kind, error, trace))


class _Rounds:
    """An asynchronous generator as a synchronous one."""

    def __init__(self, driver, generator):
        self._driver, self._generator = driver, generator

    def __next__(self):
        return self._driver._loop.run(self._generator.__anext__())

    def close(self):
        self._driver._loop.run(self._generator.aclose())


def is_service(value):
    """Whether an attribute of the client is a group of methods, not data it handed out."""
    return re.search(r"Service|Svc|Provider|Chat|Completions|Messages|Query", type(value).__name__) is not None


@functools.cache
def public_methods(flavour):
    """The path of every public method of the installed client, found by looking at a live instance."""
    stack_class = getstack.AsyncStack if flavour == "async" else getstack.Stack
    client = stack_class(api_key="sk_none", base_url="http://127.0.0.1:1")
    found = set(_members(client, ""))
    own = getattr(getstack, "AsyncPassportSession", None) or getattr(client, "_AsyncPassportSession", None)
    session = own if flavour == "async" else getstack.PassportSession
    for name, cls in {"Mission": getstack.Mission, "PassportSession": session}.items():
        found |= {f"{name}.{member}" for member in dir(cls) if not member.startswith("_")}
    for name in getstack.__all__:
        if inspect.isfunction(getattr(getstack, name, None)):
            found.add(name)
    return frozenset(found - inventory.ONLY_OURS if ours() else found)


def _members(target, path):
    for name in dir(target):
        if name.startswith("_"):
            continue
        value, where = getattr(target, name), f"{path}.{name}" if path else name
        if callable(value):
            yield where
        elif is_service(value):
            yield from _members(value, where)


def eventually(probe, what, seconds=10, pause=0.2):
    """The first true answer of ``probe``; views may trail the command that feeds them by a moment."""
    deadline = time.monotonic() + seconds
    while True:
        answer = probe()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(pause)
