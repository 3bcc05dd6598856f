// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.operator;

import dev.stack.command.decision.Decisions;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The operator's own account. */
@RestController
@RequestMapping("/v1/operators/me")
final class OperatorApi {

    private final Decisions decisions;

    OperatorApi(Decisions decisions) {
        this.decisions = decisions;
    }

    /** A new API key, shown once; the key that asked is dead when the answer arrives. */
    @PostMapping("/regenerate-key")
    @Requires(Role.OPERATOR)
    ApiKeyAnswer regenerate(Caller caller) {
        return decisions.decide(new RegenerateApiKey(caller.operator(), caller));
    }
}
