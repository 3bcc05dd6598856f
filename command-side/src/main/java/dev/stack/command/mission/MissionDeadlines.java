// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.mission;

import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Lookup;
import dev.stack.events.DomainEvent;
import dev.stack.events.MissionEvent.MissionOpened;
import dev.stack.vocabulary.MissionId;
import java.time.ZoneOffset;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** Sets the alarm by which a mission's deadline is written into the record. */
@Component
public class MissionDeadlines implements Lookup {

    public static final String TASK = "mission-deadline";

    private final CommandGateway commands;

    MissionDeadlines(CommandGateway commands) {
        this.commands = commands;
    }

    @Override
    public List<Guard> on(DomainEvent event) {
        if (!(event instanceof MissionOpened opened)) {
            return List.of();
        }
        return List.of(Guard.write(
                "INSERT INTO command.scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                        + " VALUES (?, ?, ?, false, 1) ON CONFLICT DO NOTHING",
                TASK,
                opened.mission().value(),
                opened.terms().expiresAt().atOffset(ZoneOffset.UTC)));
    }

    /** The deadline of that mission has come. */
    public void ring(String mission) {
        commands.sendAndWait(new MissionCommand.ExpireMission(new MissionId(mission)));
    }
}
