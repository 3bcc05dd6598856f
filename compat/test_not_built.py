# SPDX-License-Identifier: Apache-2.0
"""What our server does not have yet, or never will, is refused cleanly: 404 with our error body."""

import inspect
import os

import getstack
import pytest

import driver
import inventory
from driver import version

def absent(flavour):
    names = driver.public_methods(flavour)
    return sorted(name for name in names if _standing(name) in (inventory.NOT_BUILT, inventory.NOT_PART))


def _standing(name):
    return inventory.standing(name, os.environ["COMPAT_CLIENT"])


def pytest_generate_tests(metafunc):
    if "method" in metafunc.fixturenames:
        cases = [(flavour, name) for flavour in ("sync", "async") for name in absent(flavour)]
        marked = [pytest.param(*case, marks=pytest.mark.drives(case[1])) for case in cases]
        metafunc.parametrize(("flavour", "method"), marked, ids=["-".join(case) for case in cases])


def test_a_missing_method_answers_not_found(stack, method):
    arguments = {**_arguments(stack, method), **_real(method)}
    with pytest.raises(getstack.NotFoundError) as error:
        _reach(stack, method)(**arguments)
    assert error.value.code == "NOT_FOUND"
    assert str(error.value).strip(), "the message says what is missing"
    if version() >= (1,):
        assert error.value.details.get("request_id"), "the body is ours"


@pytest.mark.parametrize("path", ["/v1/skills", "/v1/fleets", "/v1/authority/principals", "/v1/partner/tenants"])
def test_the_refusal_is_our_error_body(http, path):
    answer = http.get(path)
    assert answer.status_code == 404
    error = answer.json()["error"]
    assert error["code"] == "NOT_FOUND" and error["message"] and error["details"]["request_id"]


def _reach(stack, method):
    target = stack
    for name in method.split("."):
        target = getattr(target, name)
    return target


def _arguments(stack, method):
    """Something for every argument the method cannot do without, by the type it names."""
    target = stack.client
    for name in method.split("."):
        target = getattr(target, name)
    needed = [
        parameter
        for parameter in inspect.signature(target).parameters.values()
        if parameter.default is parameter.empty and parameter.kind is not parameter.VAR_KEYWORD
    ]
    return {parameter.name: _something(str(parameter.annotation), parameter.name) for parameter in needed}


def _something(annotation, name):
    if name == "passport":
        return "a.b.c"
    if annotation.startswith(("dict", "SetServiceRequirementInput")):
        return {"type": "none"}
    if annotation.startswith(("list", "builtins.list")):
        return ["none"]
    if annotation.startswith("int"):
        return 1
    return "agentmail" if name == "provider" else "compat_none_0000000000000"


def _real(method):
    """Real ids where an invented one would be not found even on a server that has the method."""
    if method == "partner_tenants.issue_passport" and version() >= (3,):
        return {"mission_ids": ["ms_none"]}
    return {}
