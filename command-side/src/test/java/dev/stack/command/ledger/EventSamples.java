// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

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
import dev.stack.events.CallEvent.CallEnded;
import dev.stack.events.CallEvent.CallStreamed;
import dev.stack.events.CheckpointDelta;
import dev.stack.events.ConnectionEvent.ConnectionConfigured;
import dev.stack.events.ConnectionEvent.ConnectionFailed;
import dev.stack.events.ConnectionEvent.ConnectionVerified;
import dev.stack.events.ConnectionEvent.CredentialReplaced;
import dev.stack.events.ConnectionEvent.ProxyToggled;
import dev.stack.events.ConnectionEvent.ServiceConnected;
import dev.stack.events.ConnectionEvent.ServiceDisconnected;
import dev.stack.events.ConnectionSettings;
import dev.stack.events.CredentialEvent.CredentialRetrieved;
import dev.stack.events.DomainEvent;
import dev.stack.events.EventCatalog;
import dev.stack.events.Lineage;
import dev.stack.events.Lineage.Ancestor;
import dev.stack.events.LoginEvent.ClientRegistered;
import dev.stack.events.LoginEvent.ConsentGiven;
import dev.stack.events.LoginEvent.FamilyRevoked;
import dev.stack.events.LoginEvent.LinkSent;
import dev.stack.events.LoginEvent.LinkUsed;
import dev.stack.events.LoginEvent.LoginBegun;
import dev.stack.events.LoginEvent.LoginEnded;
import dev.stack.events.LoginEvent.PersonAdded;
import dev.stack.events.MissionEvent.MissionCompleted;
import dev.stack.events.MissionEvent.MissionExpired;
import dev.stack.events.MissionEvent.MissionOpened;
import dev.stack.events.MissionEvent.MissionRenewed;
import dev.stack.events.MissionEvent.MissionRevoked;
import dev.stack.events.MissionTerms;
import dev.stack.events.OperatorEvent.ApiKeyIssued;
import dev.stack.events.OperatorEvent.OperatorFrozen;
import dev.stack.events.OperatorEvent.OperatorRegistered;
import dev.stack.events.OperatorEvent.OperatorThawed;
import dev.stack.events.PassportEvent.CheckpointDecided;
import dev.stack.events.PassportEvent.CheckpointReported;
import dev.stack.events.PassportEvent.DetectorFired;
import dev.stack.events.PassportEvent.PassportCheckedOut;
import dev.stack.events.PassportEvent.PassportDelegated;
import dev.stack.events.PassportEvent.PassportIssued;
import dev.stack.events.PassportEvent.PassportRefreshed;
import dev.stack.events.PassportEvent.PassportRevoked;
import dev.stack.events.PassportEvent.PassportSuperseded;
import dev.stack.events.PassportEvent.ReviewDecided;
import dev.stack.events.PassportTerms;
import dev.stack.events.Report;
import dev.stack.events.StatusSlot;
import dev.stack.events.StoredCredential;
import dev.stack.events.SystemEvent.AuthenticationsFailed;
import dev.stack.events.SystemEvent.ClockBack;
import dev.stack.events.SystemEvent.ClockSkewed;
import dev.stack.events.SystemEvent.DecisionRefused;
import dev.stack.events.SystemEvent.RevocationDrilled;
import dev.stack.events.SystemEvent.SigningKeyRotated;
import dev.stack.events.SystemEvent.SystemDegraded;
import dev.stack.events.SystemEvent.SystemRestored;
import dev.stack.events.SystemEvent.SystemStarted;
import dev.stack.events.SystemEvent.SystemStopped;
import dev.stack.events.SystemEvent.VaultIntegrityFailed;
import dev.stack.events.SystemEvent.VaultRewrapped;
import dev.stack.events.SystemEvent.VaultSealed;
import dev.stack.events.SystemEvent.VaultUnavailable;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.AgentStatus;
import dev.stack.vocabulary.CallId;
import dev.stack.vocabulary.CheckoutId;
import dev.stack.vocabulary.CheckpointId;
import dev.stack.vocabulary.ClientId;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.CredentialAccess;
import dev.stack.vocabulary.CredentialChange;
import dev.stack.vocabulary.CredentialKind;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.FamilyEnd;
import dev.stack.vocabulary.FamilyId;
import dev.stack.vocabulary.Flag;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.KeyMode;
import dev.stack.vocabulary.Layer;
import dev.stack.vocabulary.LoginId;
import dev.stack.vocabulary.LoginMeans;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OnFlag;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.PersonId;
import dev.stack.vocabulary.ReviewStatus;
import dev.stack.vocabulary.RevocationType;
import dev.stack.vocabulary.SessionId;
import dev.stack.vocabulary.Severity;
import dev.stack.vocabulary.SkillAccess;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of every event: with all its members, and with none that may be left out. */
final class EventSamples {

    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final Instant LATER = Instant.parse("2026-03-01T12:05:00Z");
    private static final Instant END = Instant.parse("2026-03-02T12:00:00Z");

    private static final OperatorId OPERATOR = new OperatorId("op_1");
    private static final AgentId AGENT = new AgentId("agt_1");
    private static final MissionId MISSION = new MissionId("mis_1");
    private static final Jti JTI = new Jti("pp_1");
    private static final CheckpointId CHECKPOINT = new CheckpointId("chk_1");
    private static final ConnectionId CONNECTION = new ConnectionId("conn_1");
    private static final CallId CALL = new CallId("call_1");
    /** The key of RFC 8037, appendix A. */
    private static final String PUBLIC_KEY = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    private static final String THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";

    private static final CheckoutId CHECKOUT = CheckoutId.of(JTI);
    private static final PersonId PERSON = new PersonId("usr_1");
    private static final LoginId LOGIN = new LoginId("lgn_1");
    private static final ClientId CLIENT = new ClientId("cli_1");
    private static final FamilyId FAMILY = new FamilyId("fam_1");

    private EventSamples() {}

    /** One of each, with every member. */
    static List<DomainEvent> full() {
        return List.of(
                new OperatorRegistered(OPERATOR, "Acme"),
                new ApiKeyIssued(OPERATOR, "00ff".repeat(16)),
                new OperatorFrozen(OPERATOR, "Something is wrong.", AT),
                new OperatorThawed(OPERATOR, LATER),
                new AgentRegistered(OPERATOR, AGENT, settings(), AT),
                new AgentUpdated(OPERATOR, AGENT, settings().withStatus(AgentStatus.SUSPENDED), LATER),
                new AgentDeleted(OPERATOR, AGENT, AT),
                new AgentBlocked(OPERATOR, AGENT, "checkout cout_1 was blocked in review", AT),
                new AgentUnblocked(OPERATOR, AGENT, AT),
                new AgentEnrolled(OPERATOR, AGENT, THUMBPRINT, PUBLIC_KEY, AT),
                new AgentKeyRevoked(OPERATOR, AGENT, THUMBPRINT, "Revoked by the operator.", LATER),
                new GrantGiven(OPERATOR, AGENT, CONNECTION, scope(), List.of(intent()), "2026-11-21", AT),
                new GrantWithdrawn(OPERATOR, AGENT, CONNECTION),
                new AccessWithdrawn(OPERATOR, AGENT),
                new ServiceConnected(
                        OPERATOR,
                        CONNECTION,
                        "svc_slack",
                        "slack",
                        "Slack",
                        "The team's workspace",
                        List.of("chat:write", "channels:read"),
                        2,
                        "mem_1",
                        AT,
                        new StoredCredential(CredentialKind.FIELDS, "token", LATER),
                        connectionSettings()),
                new ConnectionConfigured(OPERATOR, CONNECTION, connectionSettings(), "mem_1", AT),
                new ProxyToggled(OPERATOR, CONNECTION, true, "mem_1", AT),
                new ConnectionVerified(OPERATOR, CONNECTION, AT),
                new CredentialReplaced(
                        OPERATOR,
                        CONNECTION,
                        3,
                        new StoredCredential(CredentialKind.OAUTH, null, LATER),
                        CredentialChange.REFRESHED,
                        List.of("chat:write"),
                        "mem_1",
                        AT),
                new ConnectionFailed(OPERATOR, CONNECTION, "The service no longer takes the credential.", AT),
                new ServiceDisconnected(OPERATOR, CONNECTION, AT),
                new CredentialRetrieved(
                        OPERATOR,
                        CONNECTION,
                        "slack",
                        2,
                        CredentialAccess.PROXY_PREFERRED,
                        AGENT,
                        JTI,
                        MISSION,
                        "op_1",
                        AT),
                new MissionOpened(OPERATOR, MISSION, missionTerms(), AT),
                new MissionRenewed(OPERATOR, MISSION, JTI, AT),
                new MissionCompleted(OPERATOR, MISSION, everyKind(), AT),
                new MissionRevoked(OPERATOR, MISSION, true, "It asked for too much.", AT),
                new MissionExpired(OPERATOR, MISSION, END),
                new PassportIssued(OPERATOR, JTI, AGENT, MISSION, terms()),
                new PassportRefreshed(OPERATOR, new Jti("pp_2"), AGENT, MISSION, JTI, terms()),
                new PassportDelegated(OPERATOR, new Jti("pp_3"), new AgentId("agt_2"), MISSION, terms()),
                new PassportSuperseded(OPERATOR, JTI, AGENT, MISSION, new Jti("pp_2"), LATER),
                new CheckpointReported(OPERATOR, JTI, AGENT, MISSION, CHECKPOINT, report(), delta(), LATER, AT),
                new CheckpointDecided(OPERATOR, JTI, AGENT, MISSION, CHECKPOINT, true, "Go on.", AT),
                new PassportCheckedOut(
                        OPERATOR,
                        JTI,
                        AGENT,
                        MISSION,
                        CHECKOUT,
                        report(),
                        List.of(flag()),
                        ReviewStatus.FLAGGED,
                        true,
                        AT),
                new ReviewDecided(
                        OPERATOR, JTI, AGENT, MISSION, CHECKOUT, false, true, "\"No\"\nnever again", "op_1", AT),
                new PassportRevoked(
                        OPERATOR,
                        JTI,
                        AGENT,
                        MISSION,
                        RevocationType.BULK_MISSION,
                        "Mission revoked",
                        new Jti("pp_0"),
                        AT),
                new DetectorFired(
                        OPERATOR,
                        JTI,
                        AGENT,
                        MISSION,
                        "credential_outside_scope",
                        Severity.CRITICAL,
                        "Service github was used.",
                        everyKind(),
                        AT),
                new CallAdmitted(
                        OPERATOR,
                        CALL,
                        JTI,
                        AGENT,
                        MISSION,
                        CONNECTION,
                        "slack",
                        2,
                        true,
                        "POST",
                        "slack.com",
                        "/api/chat.postMessage",
                        120,
                        "op-1",
                        AT),
                new CallEnded(
                        OPERATOR,
                        CALL,
                        JTI,
                        AGENT,
                        MISSION,
                        CONNECTION,
                        "slack",
                        200,
                        ErrorCode.PASSPORT_REVOKED,
                        "Passport pp_1 was revoked.",
                        "revoked",
                        2_048,
                        true,
                        true,
                        LATER),
                new CallStreamed(
                        OPERATOR, CALL, JTI, AGENT, MISSION, CONNECTION, "slack", 4_096, false, "client", true, LATER),
                new PersonAdded(OPERATOR, PERSON),
                new LinkSent(OPERATOR, PERSON, LATER),
                new LinkUsed(OPERATOR, PERSON),
                new LoginBegun(OPERATOR, LOGIN, "usr_1", LoginMeans.MAGIC_LINK, LATER),
                new LoginEnded(OPERATOR, LOGIN, "usr_1"),
                new ClientRegistered(EventCatalog.SYSTEM, CLIENT),
                new ConsentGiven(OPERATOR, FAMILY, CLIENT, "usr_1", List.of("agents:read", "audit:read")),
                new FamilyRevoked(OPERATOR, FAMILY, CLIENT, FamilyEnd.TOKEN_REUSED),
                new SystemStarted(EventCatalog.SYSTEM, "1.0.0"),
                new SystemStopped(EventCatalog.SYSTEM),
                new SigningKeyRotated(EventCatalog.SYSTEM, "key-1", "active"),
                new VaultSealed(EventCatalog.SYSTEM),
                new VaultUnavailable(EventCatalog.SYSTEM, "kms: it did not answer in time", 12),
                new VaultIntegrityFailed(
                        EventCatalog.SYSTEM, "secret of connection scon_1: a sealed box was changed", 1),
                new VaultRewrapped(EventCatalog.SYSTEM, "rw_1", "aws-kms:key-1", 120, AT, AT.plusSeconds(9)),
                new ClockBack(EventCatalog.SYSTEM, 3_600_000, 12),
                new ClockSkewed(EventCatalog.SYSTEM, -6_000, 4),
                new SystemDegraded(EventCatalog.SYSTEM, "revocation_transport"),
                new SystemRestored(EventCatalog.SYSTEM, "revocation_transport"),
                new RevocationDrilled(
                        OPERATOR, AGENT, JTI, Map.of("edge_one", 1_800L), List.of("edge_two"), 1_800, 1_800, 1_800),
                new AuthenticationsFailed(EventCatalog.SYSTEM, "10.0.0.1", 4_294_967_296L),
                new DecisionRefused(
                        OPERATOR,
                        "passport.issue",
                        Layer.VAULT,
                        ErrorCode.SCOPE_ESCALATION,
                        "The service github is not granted.",
                        "scope",
                        AGENT,
                        JTI,
                        MISSION));
    }

    /** Those that may leave something out, without it. */
    static List<DomainEvent> sparse() {
        return List.of(
                new AgentRegistered(OPERATOR, AGENT, sparseSettings(), AT),
                new GrantGiven(OPERATOR, AGENT, CONNECTION, scope(), List.of(), null, AT),
                new ServiceConnected(
                        OPERATOR,
                        CONNECTION,
                        "svc_slack",
                        "slack",
                        "Slack",
                        null,
                        List.of("*"),
                        1,
                        "op_1",
                        AT,
                        null,
                        null),
                new ConnectionConfigured(OPERATOR, CONNECTION, ConnectionSettings.NONE, "op_1", AT),
                new CredentialReplaced(
                        OPERATOR,
                        CONNECTION,
                        2,
                        new StoredCredential(CredentialKind.VALUE, null, null),
                        CredentialChange.ROTATED,
                        null,
                        null,
                        AT),
                new CredentialRetrieved(OPERATOR, CONNECTION, "slack", 1, null, null, null, null, "op_1", AT),
                new CallAdmitted(
                        OPERATOR,
                        CALL,
                        JTI,
                        AGENT,
                        MISSION,
                        CONNECTION,
                        "slack",
                        1,
                        false,
                        "GET",
                        "slack.com",
                        "/",
                        0,
                        null,
                        AT),
                new CallEnded(
                        OPERATOR,
                        CALL,
                        JTI,
                        AGENT,
                        MISSION,
                        CONNECTION,
                        "slack",
                        null,
                        null,
                        null,
                        null,
                        0,
                        false,
                        false,
                        AT),
                new CallStreamed(OPERATOR, CALL, JTI, AGENT, MISSION, CONNECTION, "slack", 0, true, null, false, AT),
                new MissionOpened(
                        OPERATOR, MISSION, new MissionTerms(null, null, null, true, END, new JsonObject(Map.of())), AT),
                new MissionCompleted(OPERATOR, MISSION, null, AT),
                new MissionRevoked(OPERATOR, MISSION, false, null, AT),
                new OperatorFrozen(OPERATOR, null, AT),
                new PassportIssued(OPERATOR, JTI, AGENT, MISSION, sparseTerms()),
                new CheckpointReported(
                        OPERATOR,
                        JTI,
                        AGENT,
                        MISSION,
                        CHECKPOINT,
                        new Report(List.of(), 0, null, List.of(), List.of()),
                        CheckpointDelta.NOTHING,
                        null,
                        AT),
                new CheckpointDecided(OPERATOR, JTI, AGENT, MISSION, CHECKPOINT, false, null, AT),
                new ReviewDecided(OPERATOR, JTI, AGENT, MISSION, CHECKOUT, true, false, null, "op_1", AT),
                new PassportRevoked(OPERATOR, JTI, AGENT, MISSION, RevocationType.SINGLE, null, null, AT),
                new DecisionRefused(
                        OPERATOR,
                        "service.grant",
                        Layer.VAULT,
                        ErrorCode.NOT_FOUND,
                        "Agent agt_1 not found.",
                        null,
                        null,
                        null,
                        null));
    }

    private static ConnectionSettings connectionSettings() {
        return new ConnectionSettings(
                "https://acme.example",
                "acct_1",
                List.of("api.example.com", "*.example.com"),
                everyKind(),
                "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
                true);
    }

    private static AgentSettings settings() {
        return new AgentSettings(
                "Weekly reporter",
                "Posts the summary",
                AgentStatus.ACTIVE,
                AccountabilityMode.ENFORCED,
                OnFlag.NOTIFY,
                OnFlag.BLOCK,
                CredentialAccess.PROXY_ONLY,
                KeyMode.STACK_MANAGED,
                true,
                false,
                "https://example.com/icon.png",
                SkillAccess.ALLOWLIST,
                List.of("skl_1"),
                List.of("slack", "conn_1"),
                true);
    }

    private static AgentSettings sparseSettings() {
        return new AgentSettings(
                "Weekly reporter",
                null,
                AgentStatus.ACTIVE,
                AccountabilityMode.STANDARD,
                OnFlag.NOTIFY,
                OnFlag.NOTIFY,
                CredentialAccess.DIRECT,
                KeyMode.CO_SIGNED,
                false,
                true,
                null,
                SkillAccess.ALL,
                null,
                null,
                false);
    }

    private static PassportTerms terms() {
        return new PassportTerms(
                "Weekly reporter",
                new SessionId("ses_1"),
                AccountabilityMode.ENFORCED,
                List.of(scope()),
                "Post the weekly summary",
                List.of("slack"),
                true,
                600,
                900,
                300,
                END,
                AT,
                LATER,
                "key-1",
                new Lineage(JTI, List.of(new Ancestor(new Jti("pp_0"), new AgentId("agt_0"), new Jti("pp_00")))),
                new StatusSlot(2, 1_048_575),
                List.of("idc_1"),
                THUMBPRINT);
    }

    private static PassportTerms sparseTerms() {
        return new PassportTerms(
                "Weekly reporter",
                new SessionId("ses_1"),
                AccountabilityMode.STANDARD,
                List.of(),
                null,
                List.of(),
                false,
                null,
                900,
                300,
                END,
                AT,
                LATER,
                "key-1",
                null,
                null,
                List.of(),
                null);
    }

    private static MissionTerms missionTerms() {
        return new MissionTerms(AGENT, "Post the weekly summary", List.of("slack"), false, END, everyKind());
    }

    private static Report report() {
        return new Report(
                List.of("slack", "github"),
                12,
                "Half of it is done – the rest follows.",
                List.of("agt_2"),
                List.of(new JsonObject(Map.of("service", new JsonString("slack")))));
    }

    private static CheckpointDelta delta() {
        return new CheckpointDelta(List.of("conn_1"), List.of("slack"), 7, 0.25, List.of(flag()));
    }

    private static Flag flag() {
        return new Flag("undeclared_service", Severity.WARNING, "Service github was used but not declared.");
    }

    private static JsonObject scope() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("connection_id", new JsonString("conn_1"));
        members.put("service_name", new JsonString("slack"));
        members.put("scopes", new JsonArray(List.of(new JsonString("chat:write"))));
        return new JsonObject(members);
    }

    private static JsonObject intent() {
        return new JsonObject(Map.of("name", new JsonString("slack.list_channels")));
    }

    /** JSON that holds one of each kind of value, among them numbers that fit no double. */
    private static JsonObject everyKind() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("text", new JsonString("quote \" line\n tab\t ü €"));
        members.put("exact", new JsonNumber(new BigDecimal("12345678901234567890.125")));
        members.put("list", new JsonArray(List.of(new JsonBoolean(true), JsonValue.NULL)));
        members.put("none", JsonValue.NULL);
        return new JsonObject(members);
    }
}
