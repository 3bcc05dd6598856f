# SPDX-License-Identifier: Apache-2.0
"""The review queue: contract 12.3."""

import getstack
import pytest

from driver import eventually
from world import INTENT, moment, refused

drives = pytest.mark.drives


@pytest.fixture
def flagged(stack, things):
    """A checkout that reported a service the agent may use but did not declare."""
    agent = things.agent()
    connection = things.granted(agent)
    passport = things.passport(agent)
    checkout = stack.passports.checkout(passport.jti, [connection["provider"]], 1)
    return agent, passport, checkout


@drives("reviews.list", "passports.checkout", "reviews.decide")
def test_an_undeclared_service_comes_up_for_review_and_is_approved(stack, flagged):
    agent, passport, checkout = flagged
    assert checkout.review_status == "flagged"
    assert [(flag["type"], flag["severity"]) for flag in checkout.flags] == [("undeclared_service", "warning")]
    assert checkout.flags[0]["message"]
    item = eventually(lambda: _item(stack, checkout), "the checkout in the queue")
    assert (item.passport_jti, item.agent_id, item.agent_name) == (passport.jti, agent.id, agent.name)
    assert (item.intent_summary, item.review_status) == (INTENT, "flagged")
    assert [_type(flag) for flag in item.flags] == ["undeclared_service"]
    assert moment(item.submitted_at)
    decision = stack.reviews.decide(checkout.checkout_id, "approved", notes="fine this time")
    assert (decision.review_id, decision.agent_id) == (checkout.checkout_id, agent.id)
    assert (decision.decision, decision.passport_blocked) == ("approved", False)
    eventually(lambda: not _item(stack, checkout), "the decided checkout left the queue")
    eventually(lambda: _item(stack, checkout, "approved"), "the checkout among the approved")


@drives("reviews.decide")
def test_a_blocking_decision_blocks_the_agent_and_kills_its_passports(stack, things, flagged):
    agent, _, checkout = flagged
    live = things.passport(agent)
    decision = stack.reviews.decide(checkout.checkout_id, "blocked", notes="not that service")
    assert decision.passport_blocked is True and decision.agent_id == agent.id
    assert stack.agents.get(agent.id).passport_blocked is True
    assert things.verdict(live.token)["valid"] is False
    with pytest.raises(getstack.ForbiddenError) as error:
        things.passport(agent)
    refused(error, "PASSPORT_BLOCKED", 403)


@drives("reviews.decide")
def test_an_approval_may_block_the_future(stack, flagged):
    agent, _, checkout = flagged
    decision = stack.reviews.decide(checkout.checkout_id, "approved", block_future=True)
    assert (decision.decision, decision.passport_blocked) == ("approved", True)
    assert stack.agents.get(agent.id).passport_blocked is True


@drives("reviews.decide")
def test_a_checkout_is_decided_once(stack, flagged):
    _, _, checkout = flagged
    stack.reviews.decide(checkout.checkout_id, "approved")
    with pytest.raises(getstack.StackError) as error:
        stack.reviews.decide(checkout.checkout_id, "blocked")
    refused(error, "CONFLICT", 409)


@drives("reviews.decide")
def test_an_unknown_decision_is_refused(stack, flagged):
    _, _, checkout = flagged
    with pytest.raises(getstack.StackError) as error:
        stack.reviews.decide(checkout.checkout_id, "perhaps")
    refused(error, "INVALID_REQUEST", 400)
    stack.reviews.decide(checkout.checkout_id, "approved")


@drives("reviews.decide")
def test_an_unknown_checkout_is_not_found(stack):
    with pytest.raises(getstack.NotFoundError) as error:
        stack.reviews.decide("cout_doesNotExist00", "approved")
    refused(error, "NOT_FOUND", 404)


@drives("reviews.list")
def test_the_queue_comes_in_pages(stack, flagged):
    _, _, checkout = flagged
    eventually(lambda: _item(stack, checkout), "the checkout in the queue")
    page = stack.reviews.list(page=1, limit=1)
    assert len(page.items) == 1 and page.total >= 1
    beyond = stack.reviews.list(page=page.total + 100, limit=1)
    assert beyond.items == [] and beyond.total >= 1
    stack.reviews.decide(checkout.checkout_id, "approved")


@pytest.mark.parametrize(("setting", "status"), [("notify", "flagged"), ("block", "blocked")])
@drives("reviews.list")
def test_the_agent_s_answer_to_a_warning_chooses_the_bucket(stack, things, setting, status):
    agent = things.agent(on_warning=setting)
    connection = things.granted(agent)
    checkout = stack.passports.checkout(things.passport(agent).jti, [connection["provider"]], 1)
    assert checkout.review_status == status
    eventually(lambda: _item(stack, checkout, status), "the checkout in its bucket")
    assert stack.agents.get(agent.id).passport_blocked is (status == "blocked")
    stack.reviews.decide(checkout.checkout_id, "approved")
    assert stack.agents.get(agent.id).passport_blocked is False


def _item(stack, checkout, status="flagged"):
    for item in stack.reviews.list(status=status, limit=100).items:
        if item.checkout_id == checkout.checkout_id:
            return item
    return None


def _type(flag):
    return flag["type"] if isinstance(flag, dict) else flag.type
