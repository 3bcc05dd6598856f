// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.decision.Command;
import dev.stack.events.Report;
import dev.stack.events.Subject;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.CheckpointId;
import dev.stack.vocabulary.Jti;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of one passport. */
sealed interface PassportCommand extends Command {

    Jti jti();

    @Override
    default Subject subject() {
        return new Subject(null, jti(), null);
    }

    record IssuePassport(@TargetAggregateIdentifier Jti jti, IssueRequest request, Caller caller)
            implements PassportCommand {
        @Override
        public String action() {
            return "passport.issue";
        }

        @Override
        public Subject subject() {
            return new Subject(request.agent(), null, request.mission());
        }
    }

    record ReportCheckpoint(@TargetAggregateIdentifier Jti jti, CheckpointId checkpoint, Report report, Caller caller)
            implements PassportCommand {
        @Override
        public String action() {
            return "passport.checkpoint";
        }
    }

    record CheckOut(Jti jti, Report report, Caller caller) implements PassportCommand {
        @Override
        public String action() {
            return "passport.checkout";
        }
    }

    record RevokePassport(Jti jti, @Nullable String reason, Caller caller) implements PassportCommand {
        @Override
        public String action() {
            return "passport.revoke";
        }
    }
}
