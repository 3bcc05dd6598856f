// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.operator;

import dev.stack.command.decision.Decisions;
import dev.stack.command.operator.OperatorCommand.FreezeOperator;
import dev.stack.command.operator.OperatorCommand.ThawOperator;
import dev.stack.command.revocation.Propagation;
import dev.stack.json.Members;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import dev.stack.vocabulary.Urgent;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The operator's own account. */
@RestController
@RequestMapping("/v1/operators/me")
final class OperatorApi {

    private static final int REASON_MAX = 500;

    private final Decisions decisions;
    private final Propagation propagation;

    OperatorApi(Decisions decisions, Propagation propagation) {
        this.decisions = decisions;
        this.propagation = propagation;
    }

    /** A new API key, shown once; the key that asked is dead when the answer arrives. */
    @PostMapping("/regenerate-key")
    @Requires(Role.OPERATOR)
    @Scoped(ApiScope.OPERATOR_FULL)
    ApiKeyAnswer regenerate(Caller caller) {
        return decisions.decide(new RegenerateApiKey(caller.operator(), caller));
    }

    /** Stops every passport of the operator at once, and its issue, until a thaw. */
    @PostMapping("/freeze")
    @Requires(Role.STANDARD)
    @Scoped(ApiScope.OPERATOR_FULL)
    @Urgent
    FreezeAnswer freeze(Caller caller, Members body) {
        String reason = body.textCutAt("reason", REASON_MAX).orElse(null);
        FreezeAnswer frozen = decisions.decide(new FreezeOperator(caller.operator(), reason, caller));
        return frozen.pending(propagation.pending());
    }

    /** Passports that have neither expired nor been revoked meanwhile work again. */
    @PostMapping("/thaw")
    @Requires(Role.ADMIN)
    @Scoped(ApiScope.OPERATOR_FULL)
    FreezeAnswer thaw(Caller caller) {
        FreezeAnswer thawed = decisions.decide(new ThawOperator(caller.operator(), caller));
        return thawed.pending(propagation.pending());
    }
}
