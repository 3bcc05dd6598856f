// SPDX-License-Identifier: Apache-2.0
package dev.stack.query;

import dev.stack.events.AgentEvent.AccessWithdrawn;
import dev.stack.events.AgentEvent.AgentBlocked;
import dev.stack.events.AgentEvent.AgentDeleted;
import dev.stack.events.AgentEvent.AgentEnrolled;
import dev.stack.events.AgentEvent.AgentKeyRevoked;
import dev.stack.events.AgentEvent.AgentRegistered;
import dev.stack.events.AgentEvent.AgentUnblocked;
import dev.stack.events.AgentEvent.AgentUpdated;
import dev.stack.events.AgentEvent.GrantGiven;
import dev.stack.events.AgentEvent.GrantWithdrawn;
import dev.stack.events.AgentSettings;
import dev.stack.events.CallEvent.CallAdmitted;
import dev.stack.events.CheckpointDelta;
import dev.stack.events.ConnectionEvent.ServiceConnected;
import dev.stack.events.ConnectionEvent.ServiceDisconnected;
import dev.stack.events.DomainEvent;
import dev.stack.events.Lineage;
import dev.stack.events.MissionEvent.MissionCompleted;
import dev.stack.events.MissionEvent.MissionExpired;
import dev.stack.events.MissionEvent.MissionOpened;
import dev.stack.events.MissionEvent.MissionRevoked;
import dev.stack.events.MissionTerms;
import dev.stack.events.PassportEvent.CheckpointDecided;
import dev.stack.events.PassportEvent.CheckpointReported;
import dev.stack.events.PassportEvent.PassportCheckedOut;
import dev.stack.events.PassportEvent.PassportIssued;
import dev.stack.events.PassportEvent.PassportRefreshed;
import dev.stack.events.PassportEvent.PassportRevoked;
import dev.stack.events.PassportEvent.PassportSuperseded;
import dev.stack.events.PassportEvent.ReviewDecided;
import dev.stack.events.PassportTerms;
import dev.stack.events.Report;
import dev.stack.events.StatusSlot;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.AgentStatus;
import dev.stack.vocabulary.CallId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.CheckoutId;
import dev.stack.vocabulary.CheckpointId;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.CredentialAccess;
import dev.stack.vocabulary.Flag;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.KeyMode;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OnFlag;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Page;
import dev.stack.vocabulary.ReviewStatus;
import dev.stack.vocabulary.RevocationType;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.SessionId;
import dev.stack.vocabulary.Severity;
import dev.stack.vocabulary.SkillAccess;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Words to tell what happened: one operator, another one, and the events of a small but full life. */
public final class History {

    public static final OperatorId OPERATOR = new OperatorId("op_one");
    public static final Caller CALLER = new Caller(OPERATOR, Role.READONLY, "op_one");
    public static final Caller STRANGER = new Caller(new OperatorId("op_two"), Role.OPERATOR, "op_two");
    public static final AgentId AGENT = new AgentId("agt_one");
    public static final ConnectionId CONNECTION = new ConnectionId("scon_one");
    public static final MissionId MISSION = new MissionId("ms_one");
    public static final Jti JTI = new Jti("pp_one");
    public static final Jti NEXT = new Jti("pp_two");
    public static final CheckpointId CHECKPOINT = new CheckpointId("chk_one");
    public static final CheckoutId CHECKOUT = new CheckoutId("cout_one");
    public static final Instant NOON = Instant.parse("2026-04-23T12:00:00Z");
    public static final Page ALL = new Page(1, 1_000, 0);

    private History() {}

    /** The moment that many seconds after noon. */
    public static Instant at(long seconds) {
        return NOON.plusSeconds(seconds);
    }

    public static AgentSettings settings(String name) {
        return new AgentSettings(
                name,
                null,
                AgentStatus.ACTIVE,
                AccountabilityMode.ENFORCED,
                OnFlag.NOTIFY,
                OnFlag.BLOCK,
                CredentialAccess.PROXY_ONLY,
                KeyMode.STACK_MANAGED,
                true,
                false,
                null,
                SkillAccess.ALL,
                null,
                List.of("slack", "git,hub"),
                true);
    }

    public static AgentEnrolled enrolled() {
        return new AgentEnrolled(OPERATOR, AGENT, "thumbprint", "key", at(1));
    }

    public static AgentKeyRevoked keyRevoked() {
        return new AgentKeyRevoked(OPERATOR, AGENT, "thumbprint", "lost", at(2));
    }

    public static AgentRegistered registered() {
        return new AgentRegistered(OPERATOR, AGENT, settings("writer"), at(0));
    }

    public static AgentUpdated renamed() {
        return new AgentUpdated(OPERATOR, AGENT, settings("editor"), at(1));
    }

    public static AgentBlocked blocked() {
        return new AgentBlocked(OPERATOR, AGENT, "review", at(2));
    }

    public static AgentUnblocked unblocked() {
        return new AgentUnblocked(OPERATOR, AGENT, at(3));
    }

    public static AgentDeleted deleted() {
        return new AgentDeleted(OPERATOR, AGENT, at(4));
    }

    public static ServiceConnected connected() {
        return new ServiceConnected(
                OPERATOR,
                CONNECTION,
                "svc_slack",
                "slack",
                "Slack",
                null,
                List.of("chat:write"),
                1,
                "op_one",
                at(0),
                null,
                null);
    }

    public static ServiceDisconnected disconnected() {
        return new ServiceDisconnected(OPERATOR, CONNECTION, at(9));
    }

    public static GrantGiven granted() {
        var scope = new JsonObject(Map.of("service_name", new JsonString("slack")));
        return new GrantGiven(OPERATOR, AGENT, CONNECTION, scope, List.of(), null, at(1));
    }

    public static GrantWithdrawn grantWithdrawn() {
        return new GrantWithdrawn(OPERATOR, AGENT, CONNECTION);
    }

    public static AccessWithdrawn accessWithdrawn() {
        return new AccessWithdrawn(OPERATOR, AGENT);
    }

    public static MissionOpened opened() {
        var declared = new JsonObject(Map.of("max_actions", JsonNumber.of(5)));
        return new MissionOpened(
                OPERATOR,
                MISSION,
                new MissionTerms(AGENT, "Post the notes", List.of("slack"), false, at(900), declared),
                at(0));
    }

    public static MissionCompleted completed() {
        return new MissionCompleted(OPERATOR, MISSION, new JsonObject(Map.of("posted", JsonNumber.of(1))), at(30));
    }

    public static MissionRevoked missionRevoked() {
        return new MissionRevoked(OPERATOR, MISSION, true, null, at(30));
    }

    public static MissionExpired missionExpired() {
        return new MissionExpired(OPERATOR, MISSION, at(960));
    }

    public static PassportTerms terms(long issued) {
        return new PassportTerms(
                "writer",
                new SessionId("ses_one"),
                AccountabilityMode.ENFORCED,
                List.of(new JsonObject(Map.of("service_name", new JsonString("slack")))),
                "Post the notes",
                List.of("slack"),
                false,
                600,
                300,
                300,
                at(900),
                at(issued),
                at(issued + 300),
                "key_one",
                Lineage.root(JTI),
                new StatusSlot(1, 7),
                List.of(),
                null);
    }

    public static PassportIssued issued() {
        return new PassportIssued(OPERATOR, JTI, AGENT, MISSION, terms(0));
    }

    public static PassportRefreshed refreshed() {
        return new PassportRefreshed(OPERATOR, NEXT, AGENT, MISSION, JTI, terms(20));
    }

    public static PassportSuperseded superseded() {
        return new PassportSuperseded(OPERATOR, JTI, AGENT, MISSION, NEXT, at(30));
    }

    public static Report report() {
        return new Report(List.of("slack"), 2, "posted two", List.of(), List.of());
    }

    public static CheckpointReported checkpointed() {
        var delta = new CheckpointDelta(List.of("scon_one"), List.of("slack"), 2, 0.25, List.of());
        return new CheckpointReported(OPERATOR, JTI, AGENT, MISSION, CHECKPOINT, report(), delta, at(400), at(10));
    }

    public static CheckpointDecided checkpointApproved() {
        return new CheckpointDecided(OPERATOR, JTI, AGENT, MISSION, CHECKPOINT, true, "fine", at(11));
    }

    public static PassportCheckedOut checkedOut(ReviewStatus status, boolean reviewed) {
        return checkedOut(CHECKOUT, status, reviewed);
    }

    public static PassportCheckedOut checkedOut(CheckoutId checkout, ReviewStatus status, boolean reviewed) {
        List<Flag> flags = status == ReviewStatus.CLEAN
                ? List.of()
                : List.of(new Flag("undeclared_service", Severity.WARNING, "github was not declared"));
        return new PassportCheckedOut(
                OPERATOR, JTI, AGENT, MISSION, checkout, report(), flags, status, reviewed, at(15));
    }

    public static ReviewDecided reviewed(boolean approved) {
        return new ReviewDecided(
                OPERATOR, JTI, AGENT, MISSION, CHECKOUT, approved, !approved, "seen", "op_one", at(20));
    }

    public static PassportRevoked revoked() {
        return new PassportRevoked(OPERATOR, JTI, AGENT, MISSION, RevocationType.SINGLE, "off script", null, at(25));
    }

    public static CallAdmitted called() {
        return new CallAdmitted(
                OPERATOR,
                new CallId("call_one"),
                JTI,
                AGENT,
                MISSION,
                CONNECTION,
                "slack",
                1,
                true,
                "POST",
                "slack.com",
                "/api/chat.postMessage",
                20,
                null,
                at(8));
    }

    /** One of nearly everything, in an order in which it could have happened. */
    public static List<DomainEvent> life() {
        return List.of(
                registered(),
                connected(),
                renamed(),
                granted(),
                opened(),
                issued(),
                called(),
                checkpointed(),
                checkpointApproved(),
                refreshed(),
                superseded(),
                checkedOut(ReviewStatus.FLAGGED, true),
                blocked(),
                reviewed(true),
                unblocked(),
                revoked(),
                completed(),
                disconnected(),
                grantWithdrawn(),
                granted(),
                accessWithdrawn(),
                deleted());
    }
}
