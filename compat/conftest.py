# SPDX-License-Identifier: Apache-2.0
"""Fixtures, the marks ``drives`` and ``alone``, and the results file of a run.

``@pytest.mark.drives("agents.register")`` says which methods a test is about; the run fails when such a test
did not reach them. ``@pytest.mark.alone`` marks a test that touches the whole operator and must not overlap
with the other versions, which run against the same server at the same time.
"""

import contextlib
import fcntl
import json
import os
import pathlib

import httpx
import pytest

import driver
import inventory
import world

FLAVOURS = ("sync", "async")


NEEDED = ("COMPAT_VERSION", "COMPAT_CLIENT", "STACK_BASE_URL", "STACK_OPERATOR_KEY")


def pytest_configure(config):
    missing = [name for name in NEEDED if not os.environ.get(name)]
    if missing:
        raise pytest.UsageError(f"start these tests with compat/run; not set: {', '.join(missing)}")
    config.addinivalue_line("markers", "drives(*paths): the client's methods a test is about")
    config.addinivalue_line("markers", "alone: touches the whole operator, so nothing else may run meanwhile")
    config.stash[OUTCOMES] = []


OUTCOMES = pytest.StashKey()
REACHED = pytest.StashKey()


def pytest_collection_modifyitems(items):
    for item in items:
        reason = inventory.NOT_FOR_OURS.get(item.originalname) if driver.ours() else None
        if reason:
            item.add_marker(pytest.mark.skip(reason=reason))
    items.sort(key=lambda item: item.get_closest_marker("alone") is not None)


@pytest.fixture(scope="session")
def base_url():
    return os.environ["STACK_BASE_URL"].rstrip("/")


@pytest.fixture(scope="session")
def operator_key():
    return os.environ["STACK_OPERATOR_KEY"]


@pytest.fixture(scope="session")
def http(base_url, operator_key):
    """The plain HTTP view, for what the client hides or does not ask."""
    with httpx.Client(base_url=base_url, headers={"Authorization": f"Bearer {operator_key}"}, timeout=30) as client:
        yield client


@pytest.fixture
def reached(request):
    """The paths of the client's methods this test has reached so far."""
    paths = set()
    request.node.stash[REACHED] = paths
    return paths


@pytest.fixture(params=FLAVOURS)
def flavour(request):
    return request.param


@pytest.fixture(scope="session")
def clients(base_url, operator_key):
    """One client of each flavour for the whole run; the test that closes a client makes its own."""
    made = {flavour: driver.Driver(flavour, base_url, operator_key, set()) for flavour in FLAVOURS}
    yield made
    for client in made.values():
        client.shut()


@pytest.fixture
def stack(flavour, clients, reached):
    """The published client, driven in one flavour."""
    client = clients[flavour]
    client.reached = reached
    return client


@pytest.fixture
def things(stack, http):
    """Agents, connections and passports to work with; agents and connections are removed afterwards."""
    made = world.World(stack, http)
    yield made
    made.tidy()


@pytest.fixture(autouse=True)
def turn(request):
    """Lets tests of all versions share the server, except the ones marked ``alone``."""
    path = os.environ.get("COMPAT_LOCK")
    with open(path, "w") if path else contextlib.nullcontext() as lock:
        if lock:
            alone = request.node.get_closest_marker("alone")
            fcntl.flock(lock, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem):
    result = yield
    missed = set(drives(pyfuncitem)) - pyfuncitem.stash.get(REACHED, set())
    assert not missed, f"the test is marked to drive {sorted(missed)} but did not call it"
    return result


def drives(item):
    return [path for mark in item.iter_markers("drives") for path in mark.args]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call" or report.outcome != "passed":
        callspec = getattr(item, "callspec", None)
        flavour = callspec.params.get("flavour") if callspec else None
        item.config.stash[OUTCOMES].append((drives(item), flavour, report.outcome))
    return report


def pytest_sessionfinish(session):
    """Writes, for every public method and flavour, where it stands and whether its tests agreed."""
    path = os.environ.get("COMPAT_RESULTS")
    if not path:
        return
    version = os.environ["COMPAT_CLIENT"]
    methods = {}
    for flavour in FLAVOURS:
        for method in sorted(driver.public_methods(flavour)):
            outcomes = {
                outcome
                for paths, about, outcome in session.config.stash[OUTCOMES]
                if method in paths and about in (flavour, None)
            }
            agreed = outcomes - {"skipped"} == {"passed"}
            state = inventory.standing(method, version) if agreed else inventory.FAILS
            methods.setdefault(method, {})[flavour] = state
    target = pathlib.Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps({"client": version, "methods": methods}, indent=2, sort_keys=True) + "\n")
