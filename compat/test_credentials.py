# SPDX-License-Identifier: Apache-2.0
"""Credentials in clear: contract 3.6."""

import getstack
import pytest

from driver import version
from world import refused, unique

drives = pytest.mark.drives
SECRET = "s3cret-" + "y" * 20


def _connected(stack, things, credential):
    connection = stack.services.connect_custom(unique("vault"), credential, scopes=["read"])
    things.keep(connection=connection)
    return connection


@drives("credentials.get", "credentials.get_by_connection")
def test_one_value_comes_back_by_provider_and_by_connection(stack, things):
    connection = _connected(stack, things, SECRET)
    found = stack.credentials.get(connection["provider"])
    assert (found.provider, found.credential, found.credentials) == (connection["provider"], SECRET, None)
    assert stack.credentials.get_by_connection(connection["id"]).credential == SECRET


@drives("credentials.get_by_connection")
def test_named_fields_come_back_as_a_map(stack, things):
    fields = {"user": "reporter", "password": SECRET}
    connection = _connected(stack, things, fields)
    found = stack.credentials.get_by_connection(connection["id"])
    assert (found.credential, found.credentials) == (None, fields)


@drives("credentials.get", "credentials.get_by_connection")
def test_what_is_not_there_is_not_found(stack):
    with pytest.raises(getstack.StackError) as error:
        stack.credentials.get("no-such-provider")
    refused(error, "NOT_FOUND", 404)
    with pytest.raises(getstack.StackError) as error:
        stack.credentials.get_by_connection("scon_none")
    refused(error, "NOT_FOUND", 404)


@pytest.mark.skipif("version() < (0, 5)", reason="the header came with 0.5")
@drives("credentials.get_by_connection")
def test_an_agent_of_the_proxy_alone_is_refused_and_a_direct_one_served(stack, things):
    for access, served in (("proxy_only", False), ("direct", True)):
        agent = things.agent(credential_access=access)
        connection = things.granted(agent)
        passport = things.passport(agent, [connection["provider"]])
        if served:
            found = stack.credentials.get_by_connection(connection["id"], passport_token=passport.token)
            assert found.credential == "s3cret-value"
        else:
            with pytest.raises(getstack.StackError) as error:
                stack.credentials.get_by_connection(connection["id"], passport_token=passport.token)
            refused(error, "FORBIDDEN", 403)
