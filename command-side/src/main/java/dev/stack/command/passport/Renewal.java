// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.api.IssuedPassport;
import dev.stack.command.mission.Mission;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.Members;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.Refusal;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The next passport of a mission, without the token of the last. */
@Component
public class Renewal {

    private static final Members NOTHING = Members.of(new JsonObject(Map.of()));

    private final PassportLookup lookup;
    private final Refreshment refreshment;
    private final Issuance issuance;

    Renewal(PassportLookup lookup, Refreshment refreshment, Issuance issuance) {
        this.lookup = lookup;
        this.refreshment = refreshment;
        this.issuance = issuance;
    }

    /** As by refresh where the mission had a passport, else as by issue for the agent it is assigned to. */
    public IssuedPassport next(Mission mission, Jti next, Caller caller) {
        Optional<Jti> newest = lookup.newestOf(mission.id());
        if (newest.isPresent()) {
            return refreshment.refresh(newest.get(), next, null, null, caller);
        }
        AgentId agent = mission.terms().agent();
        if (agent == null) {
            throw Refusal.invalid(
                    "The mission " + mission.id()
                            + " has no passport yet and is assigned to no agent. Issue its first one with POST /v1/passports/issue.");
        }
        return issuance.issue(next, IssueRequest.read(agent, mission.id(), NOTHING), caller);
    }
}
