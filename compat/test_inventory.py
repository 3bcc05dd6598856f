# SPDX-License-Identifier: Apache-2.0
"""Nothing of the client is forgotten: its methods and our list are compared by introspection."""

import importlib
import pathlib

import pytest

import driver
import inventory


@pytest.fixture(params=("sync", "async"))
def methods(request):
    return driver.public_methods(request.param)


def test_every_public_method_of_the_client_is_listed(methods):
    assert len(methods) > 150, "introspection lost sight of the client"
    assert methods - set(inventory.listed()) == set()


def test_no_method_is_listed_twice():
    names = [
        inventory._path(area, name)
        for areas in inventory.STANDING.values()
        for area, listed in areas.items()
        for name in listed.split()
    ]
    assert sorted(names) == sorted(set(names))


def test_every_method_listed_as_working_has_a_test_that_drives_it(methods):
    driven = {
        path
        for module in _test_modules()
        for member in vars(module).values()
        for mark in getattr(member, "pytestmark", [])
        if mark.name == "drives"
        for path in mark.args
    }
    working = {path for path, state in inventory.listed().items() if state == inventory.WORKS}
    assert (working & methods) - driven == set()


def _test_modules():
    for path in pathlib.Path(__file__).parent.glob("test_*.py"):
        yield importlib.import_module(path.stem)
