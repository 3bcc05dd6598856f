# SPDX-License-Identifier: Apache-2.0
"""What most tests need before they start: an agent, a connection, a grant, a mission, a passport."""

import base64
import json
import re
import uuid
from datetime import datetime, timezone

from driver import version

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
INTENT = "Sum up the week"


class World:
    """Makes things through the client under test; names are unique, so that runs can share a server."""

    def __init__(self, stack, http):
        self.stack, self.http = stack, http
        self._agents, self._connections = [], []

    def agent(self, mode=None, **options):
        agent = self.stack.agents.register(unique("agent"), accountability_mode=mode, **options)
        self._agents.append(agent.id)
        return agent

    def connection(self, scopes=("read", "write")):
        made = self.stack.services.connect_custom(unique("svc"), "s3cret-value", scopes=list(scopes))
        self._connections.append(made["id"])
        return made

    def granted(self, agent, scopes=("read",)):
        """A new connection the agent may use."""
        connection = self.connection()
        self.stack.services.grant_agent_access(agent.id, connection["id"], list(scopes))
        return connection

    def mission(self, agent, services=None, intent=INTENT, **options):
        """An open mission; from 3.0.0 it is assigned to the agent."""
        if version() >= (3,):
            options["agent_id"] = agent.id
        return self.stack.missions.open(intent, intent_services=services, **options)

    def passport(self, agent, services=(), intent=INTENT, **options):
        """A passport as each version issues it: until 2.0.0 alone, from 3.0.0 in a mission of its own."""
        if version() >= (3,) and "mission_ids" not in options:
            options["mission_ids"] = [self.mission(agent, list(services), intent)["mission_id"]]
        return self.stack.passports.issue(agent.id, intent=intent, services=list(services), **options)

    def verdict(self, token):
        return self.stack.passports.verify(token)

    def keep(self, agent=None, connection=None):
        """Removes something a test made by itself at the end."""
        if agent:
            self._agents.append(agent.id)
        if connection:
            self._connections.append(connection["id"])

    def tidy(self):
        for agent in self._agents:
            self.http.delete(f"/v1/agents/{agent}")
        for connection in self._connections:
            self.http.delete(f"/v1/services/{connection}/disconnect")


def unique(word):
    return f"compat-{word}-{uuid.uuid4().hex[:12]}"


def claims(token):
    """The claims of a token, unverified."""
    return json.loads(unpadded(token.split(".")[1]))


def header(token):
    return json.loads(unpadded(token.split(".")[0]))


def mission_of(token):
    (mission,) = claims(token)["stk"]["mission_ids"]
    return mission


def unpadded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def packed(value):
    data = value if isinstance(value, bytes) else json.dumps(value, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def altered(token):
    """The token with another agent name in its claims, under the old signature."""
    head, _, signature = token.split(".")
    body = claims(token)
    body["stk"]["agent_name"] = "somebody else"
    return ".".join([head, packed(body), signature])


def unsigned(token):
    """The token as `alg: none`."""
    return ".".join([packed({"alg": "none", "typ": "JWT"}), token.split(".")[1], ""])


def moment(text):
    assert TIME.fullmatch(text), f"not ISO-8601 UTC with milliseconds: {text}"
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def seconds_left(text):
    return (moment(text) - datetime.now(timezone.utc)).total_seconds()


def refused(error, code, status):
    """Checks a refusal as far as the version shows it: until 0.19.1 only the message survives."""
    assert str(error.value).strip(), "a refusal says what happened"
    if version() >= (1,):
        assert (error.value.code, error.value.status_code) == (code, status), str(error.value)
