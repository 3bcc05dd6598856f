// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.stack.command.mission.MissionDeadlines;
import dev.stack.command.passport.Passport.NextLook;
import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.ProcessRole;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Rings the alarms of passports and missions, in whichever process gets to them first; they survive a restart. */
@Component
@DutyOf(ProcessRole.DETECT)
final class DeadlineScheduler implements SmartLifecycle {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration SHUTDOWN = Duration.ofSeconds(10);
    private static final int THREADS = 4;

    private final CommandGateway commands;
    private final Clock clock;
    private final Scheduler scheduler;
    private volatile boolean running;

    DeadlineScheduler(DataSource database, CommandGateway commands, MissionDeadlines missions, Clock clock) {
        this.commands = commands;
        this.clock = clock;
        CustomTask<Void> passports = Tasks.custom(PassportDeadlines.TASK, Void.class)
                .execute((instance, _) -> next(observe(new Jti(instance.getId()))));
        CustomTask<Void> missionEnds = Tasks.custom(MissionDeadlines.TASK, Void.class)
                .execute((instance, _) -> {
                    missions.ring(instance.getId());
                    return new CompletionHandler.OnCompleteRemove<>();
                });
        this.scheduler = Scheduler.create(database, passports, missionEnds)
                .tableName("command.scheduled_tasks")
                .clock(clock::instant)
                .pollingInterval(POLL)
                .threads(THREADS)
                .shutdownMaxWait(SHUTDOWN)
                .build();
    }

    private Optional<Instant> observe(Jti jti) {
        try {
            NextLook next = commands.sendAndWait(new ObserveDeadline(jti));
            return next.at();
        } catch (AggregateNotFoundException neverIssued) {
            return Optional.empty();
        } catch (RuntimeException later) {
            // A missed alarm must ring again: the store may be away for a moment.
            return Optional.of(clock.instant().plus(RETRY));
        }
    }

    private static CompletionHandler<Void> next(Optional<Instant> at) {
        if (at.isEmpty()) {
            return new CompletionHandler.OnCompleteRemove<>();
        }
        return (complete, operations) -> operations.reschedule(complete, at.get());
    }

    @Override
    public void start() {
        scheduler.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        scheduler.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
