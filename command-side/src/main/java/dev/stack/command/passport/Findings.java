// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.call.CallFinding;
import dev.stack.command.decision.Provenances;
import dev.stack.vocabulary.Caller;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes what detectors report; what follows from it, the passport decides. */
@Component
public class Findings {

    private static final Logger LOG = LoggerFactory.getLogger(Findings.class);

    private final CommandGateway commands;

    Findings(CommandGateway commands) {
        this.commands = commands;
    }

    /** Reports a finding. What gave rise to it is refused whether or not this can be recorded. */
    public void report(CallFinding finding, Caller caller) {
        try {
            commands.sendAndWait(Provenances.of(caller, new ReportFinding(finding.passport(), finding, caller)));
        } catch (RuntimeException unrecorded) {
            LOG.atError()
                    .addKeyValue("signal", finding.signal())
                    .addKeyValue("passport", finding.passport())
                    .setCause(unrecorded)
                    .log("a finding could not be recorded");
        }
    }
}
