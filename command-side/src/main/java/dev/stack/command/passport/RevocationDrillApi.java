// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.json.Members;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Id;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Trying out the kill switch. */
@RestController
@RequestMapping("/v1/revocation")
final class RevocationDrillApi {

    private final RevocationDrill drill;

    RevocationDrillApi(RevocationDrill drill) {
        this.drill = drill;
    }

    /** Revokes a passport issued for this, of the agent that {@code agent_id} names or of one made for this. */
    @PostMapping("/drill")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.PASSPORTS_WRITE)
    DrillAnswer drill(Caller caller, Members body) {
        return body.text("agent_id", Id.LENGTH_MAX)
                .map(agent -> drill.run(new AgentId(agent), caller))
                .orElseGet(() -> drill.run(caller));
    }
}
