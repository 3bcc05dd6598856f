// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.call.CallFinding;
import dev.stack.command.agent.Agent;
import dev.stack.command.decision.Decisions;
import dev.stack.command.passport.PassportCommand.RevokePassport;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Severity;
import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What a delegation says about the agent that delegates. */
@Component
final class DelegationFindings {

    static final String UNDECLARED = "undeclared_delegation";
    static final String DOWNGRADED = "downgraded_delegation";

    private final Passports passports;
    private final OnlineVerification verification;
    private final Findings findings;
    private final Decisions decisions;
    private final DelegationProperties properties;
    private final Clock clock;

    DelegationFindings(
            Passports passports,
            OnlineVerification verification,
            Findings findings,
            Decisions decisions,
            DelegationProperties properties,
            Clock clock) {
        this.passports = passports;
        this.verification = verification;
        this.findings = findings;
        this.decisions = decisions;
        this.properties = properties;
        this.clock = clock;
    }

    /** Notes on the parent that its intent had not said that it would delegate; where that is the rule, refuses. */
    void noteUndeclared(Passport parent, Caller caller) {
        if (parent.terms().willDelegate()) {
            return;
        }
        if (properties.requireDeclared()) {
            throw new Refusal(
                            ErrorCode.FORBIDDEN,
                            "The intent of passport " + parent.jti() + " does not say that it delegates."
                                    + " Issue one whose intent has will_delegate: true.")
                    .because(UNDECLARED);
        }
        var finding = new CallFinding(
                parent.jti(),
                UNDECLARED,
                "delegate",
                Severity.WARNING,
                "Work is passed on; the intent did not say that it would be.",
                new JsonObject(Map.of()));
        passports
                .load(parent.jti(), caller)
                .execute(passport -> passport.find(new ReportFinding(parent.jti(), finding, caller), clock));
    }

    /** Refuses a child that is held to less than its parent. */
    static void requireNoDowngrade(Passport parent, Agent child, AccountabilityMode mode) {
        AccountabilityMode held = parent.terms().accountability();
        if (mode.compareTo(held) < 0) {
            throw new Refusal(
                            ErrorCode.DELEGATION_ACCOUNTABILITY_VIOLATION,
                            "Agent " + child.id() + " would act in " + mode.wire() + " mode, which is weaker than the "
                                    + held.wire() + " of the parent. Delegate to an agent in " + held.wire()
                                    + " mode, or ask for that accountability_mode.")
                    .because(DOWNGRADED);
        }
    }

    /** What follows a delegation that was refused: an attempt to be held to less is a finding on the parent. */
    void afterRefusal(DelegatePassport command, Refusal refusal) {
        if (refusal.code() != ErrorCode.DELEGATION_ACCOUNTABILITY_VIOLATION) {
            return;
        }
        Jti parent = verification
                .requireOwn(command.request().parent(), command.caller())
                .jti();
        passports.current(parent).ifPresent(found -> {
            boolean enforced = found.terms().accountability() == AccountabilityMode.ENFORCED;
            findings.report(
                    new CallFinding(
                            parent,
                            DOWNGRADED,
                            command.request().child().value(),
                            enforced ? Severity.CRITICAL : Severity.WARNING,
                            "Delegation to an agent that is held to less was attempted.",
                            new JsonObject(Map.of())),
                    command.caller());
        });
    }

    /** What follows a delegation that was made: where the operator of the server wants it, the end of the undeclared. */
    void afterSuccess(DelegatePassport command) {
        if (!properties.revokeUndeclared()) {
            return;
        }
        Jti jti = verification
                .requireOwn(command.request().parent(), command.caller())
                .jti();
        passports
                .current(jti)
                .filter(parent -> !parent.terms().willDelegate())
                .filter(parent -> parent.terms().accountability() == AccountabilityMode.ENFORCED)
                .ifPresent(_ -> decisions.<RevokedPassport>decide(
                        new RevokePassport(jti, UNDECLARED + "_fire: delegate", command.caller())));
    }
}
