// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.decision;

import dev.stack.events.Provenance;
import dev.stack.vocabulary.Caller;
import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;

/** Sends along with a command what is known of its caller besides what the rim of the server adds. */
public final class Provenances {

    private Provenances() {}

    /** The command, or a message that carries it and says how its caller presented a passport. */
    public static Object of(Caller caller, Object command) {
        return caller.presentation() == null
                ? command
                : GenericCommandMessage.asCommandMessage(command)
                        .withMetaData(Map.of(
                                Provenance.PRESENTATION, caller.presentation().wire()));
    }
}
