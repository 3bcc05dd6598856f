// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.passport.PassportCommand.ReportCheckpoint;
import dev.stack.events.CheckpointDelta;
import dev.stack.events.Lineage;
import dev.stack.events.PassportEvent.CheckpointDecided;
import dev.stack.events.PassportEvent.CheckpointReported;
import dev.stack.events.PassportEvent.DetectorFired;
import dev.stack.events.PassportEvent.PassportCheckedOut;
import dev.stack.events.PassportEvent.PassportIssued;
import dev.stack.events.PassportEvent.PassportRevoked;
import dev.stack.events.PassportEvent.PassportSuperseded;
import dev.stack.events.PassportEvent.ReviewDecided;
import dev.stack.events.PassportTerms;
import dev.stack.events.Report;
import dev.stack.events.StatusSlot;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.passport.SigningKey;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.CheckoutId;
import dev.stack.vocabulary.CheckpointId;
import dev.stack.vocabulary.Flag;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.ReviewStatus;
import dev.stack.vocabulary.RevocationType;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.SessionId;
import dev.stack.vocabulary.Severity;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.jspecify.annotations.Nullable;

/** What has happened to a passport, for tests: issued at noon for 900 s, slack and github granted, slack declared. */
final class PassportFacts {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant HOUR_LATER = NOON.plusSeconds(3_600);
    static final int INTERVAL = 300;
    static final int TTL = 900;

    static final OperatorId OPERATOR = new OperatorId("op_1");
    static final Caller CALLER = new Caller(OPERATOR, Role.OPERATOR, "op_1");
    static final Jti JTI = new Jti("pp_1");
    static final Jti NEXT = new Jti("pp_2");
    static final AgentId AGENT = new AgentId("agt_1");
    static final MissionId MISSION = new MissionId("mis_1");
    static final CheckpointId CHECKPOINT = new CheckpointId("chk_1");
    static final TokenMaker TOKENS = new TokenMaker(NoKey::new, "https://stack.example");

    private PassportFacts() {}

    /** A decision of the aggregate that another handler asks for. */
    record Ask(@TargetAggregateIdentifier Jti jti, Function<Passport, @Nullable Object> decision) {
        static Ask of(Function<Passport, @Nullable Object> decision) {
            return new Ask(JTI, decision);
        }
    }

    /** Asks passports, as the handlers do. */
    static final class Asking {
        private final Repository<Passport> passports;

        Asking(Repository<Passport> passports) {
            this.passports = passports;
        }

        @CommandHandler
        @Nullable
        Object on(Ask ask) {
            return passports.load(ask.jti().value()).invoke(ask.decision());
        }
    }

    /** A fixture in which it is {@code now}. */
    static FixtureConfiguration<Passport> at(Instant now) {
        var fixture = new AggregateTestFixture<>(Passport.class);
        fixture.registerInjectableResource(Clock.fixed(now, ZoneOffset.UTC));
        return fixture.registerAnnotatedCommandHandler(new Asking(fixture.getRepository()));
    }

    static PassportIssued issued(AccountabilityMode mode) {
        return issued(mode, INTERVAL, HOUR_LATER);
    }

    static PassportIssued issued(AccountabilityMode mode, int interval, Instant missionEnd) {
        int life = mode == AccountabilityMode.ENFORCED ? Math.min(TTL, interval) : TTL;
        Instant end = NOON.plusSeconds(life);
        var terms = new PassportTerms(
                "reporter",
                new SessionId("ses_1"),
                mode,
                List.of(scope("slack"), scope("github")),
                "Post the summary",
                List.of("slack"),
                false,
                null,
                TTL,
                interval,
                missionEnd,
                NOON,
                end.isAfter(missionEnd) ? missionEnd : end,
                "key-1",
                Lineage.root(JTI),
                new StatusSlot(1, 7),
                List.of(),
                null);
        return new PassportIssued(OPERATOR, JTI, AGENT, MISSION, terms);
    }

    static Report report(String... services) {
        return new Report(List.of(services), 1, "going well", List.of(), List.of());
    }

    /** The command of a report, decided at {@code now}. */
    static Ask reporting(Report report, Instant now) {
        var command = new ReportCheckpoint(JTI, CHECKPOINT, report, CALLER);
        return Ask.of(passport -> passport.report(command, TOKENS, Instant.MAX, now));
    }

    static CheckpointReported reported(Instant at, @Nullable Instant expiresAt, Report report, List<Flag> flags) {
        var delta = new CheckpointDelta(List.of(), List.of(), 0, 0, flags);
        return new CheckpointReported(OPERATOR, JTI, AGENT, MISSION, CHECKPOINT, report, delta, expiresAt, at);
    }

    static CheckpointReported reported(Instant at, @Nullable Instant expiresAt) {
        return reported(at, expiresAt, report("slack"), List.of());
    }

    static CheckpointDecided decided(boolean approved, Instant at) {
        return new CheckpointDecided(OPERATOR, JTI, AGENT, MISSION, CHECKPOINT, approved, "noted", at);
    }

    static PassportCheckedOut checkedOut(boolean reviewed, Instant at) {
        return new PassportCheckedOut(
                OPERATOR,
                JTI,
                AGENT,
                MISSION,
                CheckoutId.of(JTI),
                report("slack"),
                List.of(),
                ReviewStatus.CLEAN,
                reviewed,
                at);
    }

    static ReviewDecided reviewDecided(boolean approved, Instant at) {
        return new ReviewDecided(
                OPERATOR, JTI, AGENT, MISSION, CheckoutId.of(JTI), approved, false, "noted", "op_1", at);
    }

    static PassportRevoked revoked(RevocationType type, @Nullable String reason, Instant at) {
        return new PassportRevoked(OPERATOR, JTI, AGENT, MISSION, type, reason, null, at);
    }

    static PassportSuperseded superseded(Instant until) {
        return new PassportSuperseded(OPERATOR, JTI, AGENT, MISSION, NEXT, until);
    }

    static DetectorFired fired(String signal, Severity severity, String message, Instant at) {
        return new DetectorFired(
                OPERATOR, JTI, AGENT, MISSION, signal, severity, message, new JsonObject(Map.of()), at);
    }

    /** A service outside the intent; {@code kind} is {@code undeclared} or {@code ungranted}. */
    static DetectorFired stray(String service, String kind, Severity severity, String message, Instant at) {
        Map<String, JsonValue> details = Map.of("service", new JsonString(service), "kind", new JsonString(kind));
        return new DetectorFired(
                OPERATOR,
                JTI,
                AGENT,
                MISSION,
                "credential_outside_scope",
                severity,
                message,
                new JsonObject(details),
                at);
    }

    private static JsonObject scope(String provider) {
        return new JsonObject(Map.of("service_name", new JsonString(provider)));
    }

    /** A key whose signatures nobody checks. */
    private static final class NoKey implements SigningKey {
        @Override
        public String kid() {
            return "key-1";
        }

        @Override
        public byte[] sign(byte[] message) {
            return new byte[64];
        }
    }
}
