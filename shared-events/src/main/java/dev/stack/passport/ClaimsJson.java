// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonBoolean;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Id;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The claims set as JSON. The order of members is part of the format; pairs of spellings are always both there. */
final class ClaimsJson {

    /** The largest whole number every JSON reader takes exactly (RFC 7493, section 2.2). */
    private static final long WHOLE_MAX = (1L << 53) - 1;

    private static final int TEXT_MAX = 8 << 10;

    private ClaimsJson() {}

    static JsonObject write(PassportClaims claims) {
        var members = new JsonObject.Builder();
        members.put("jti", text(claims.jti()));
        members.put("sub", text(claims.agent()));
        members.put("iss", new JsonString(claims.issuer()));
        members.put("aud", new JsonString(PassportClaims.AUDIENCE));
        members.put("iat", seconds(claims.validity().issuedAt()));
        members.put("nbf", seconds(claims.validity().notBefore()));
        members.put("exp", seconds(claims.validity().expiresAt()));
        if (claims.status() != null) {
            members.put("status", status(claims.status()));
        }
        if (claims.confirmation() != null) {
            members.put("cnf", new JsonObject(Map.of("jkt", new JsonString(claims.confirmation()))));
        }
        members.put("stk", product(claims));
        return members.build();
    }

    private static JsonObject product(PassportClaims claims) {
        var stk = new JsonObject.Builder();
        stk.put("operator_id", text(claims.operator()));
        stk.put("agent_id", text(claims.agent()));
        stk.put("agent_name", new JsonString(claims.agentName()));
        stk.put("mission_ids", new JsonArray(List.of(text(claims.mission()))));
        stk.put("services", claims.services());
        stk.put("identity_claims", claims.identityClaims());
        stk.put("delegation_depth", JsonNumber.of(claims.delegationDepth()));
        stk.put("session_id", text(claims.session()));
        stk.put("accountability", new JsonString(claims.accountability().wire()));
        putIntent(stk, claims.intent());
        stk.put("checkpoint_interval", JsonNumber.of(claims.checkpointInterval().toSeconds()));
        claims.parent().ifPresent(parent -> {
            stk.put("parent_passport_id", text(parent));
            stk.put("parent_jti", text(parent));
            stk.put("delegation_chain", chain(claims.chain()));
        });
        return stk.build();
    }

    private static void putIntent(JsonObject.Builder stk, @Nullable StatedIntent intent) {
        if (intent == null) {
            return;
        }
        stk.put("intent_summary", new JsonString(intent.summary()));
        stk.put("intent_services", texts(intent.services()));
        stk.put("will_delegate", new JsonBoolean(intent.willDelegate()));
        if (intent.estimatedDuration() != null) {
            stk.put(
                    "estimated_duration",
                    JsonNumber.of(intent.estimatedDuration().toSeconds()));
        }
    }

    private static JsonArray chain(List<DelegationHop> hops) {
        List<JsonValue> items = new ArrayList<>();
        for (DelegationHop hop : hops) {
            var members = new JsonObject.Builder();
            members.put("jti", text(hop.jti()));
            members.put("agent_id", text(hop.agent()));
            members.put("operator_id", text(hop.operator()));
            items.add(members.build());
        }
        return new JsonArray(items);
    }

    private static JsonObject status(StatusReference status) {
        var members = new JsonObject.Builder();
        members.put("idx", JsonNumber.of(status.index()));
        members.put("uri", new JsonString(status.uri()));
        return new JsonObject(Map.of("status_list", members.build()));
    }

    private static JsonString text(Id id) {
        return new JsonString(id.value());
    }

    private static JsonArray texts(List<String> texts) {
        return new JsonArray(texts.stream().<JsonValue>map(JsonString::new).toList());
    }

    private static JsonNumber seconds(Instant instant) {
        return JsonNumber.of(instant.getEpochSecond());
    }

    static PassportClaims read(JsonObject json) {
        Members claims = Members.of(json);
        Members stk = required(claims.object("stk"), "stk");
        AgentId agent = new AgentId(id(stk, "agent_id"));
        equal(id(claims, "sub"), agent.value(), "sub", "stk/agent_id");
        equal(id(claims, "aud"), PassportClaims.AUDIENCE, "aud", "the passport audience");
        List<DelegationHop> chain = readChain(stk);
        return new PassportClaims(
                new Jti(id(claims, "jti")),
                new OperatorId(id(stk, "operator_id")),
                agent,
                required(stk.text("agent_name", TEXT_MAX), "stk/agent_name"),
                readMission(stk),
                new SessionId(id(stk, "session_id")),
                claims.requiredText("iss", TEXT_MAX),
                readValidity(claims),
                AccountabilityMode.fromWire("stk/accountability", stk.requiredText("accountability", Id.LENGTH_MAX)),
                readObjects(stk, "services"),
                readObjects(stk, "identity_claims"),
                readIntent(stk),
                Duration.ofSeconds(whole(stk, "checkpoint_interval")),
                chain,
                readStatus(claims),
                readConfirmation(claims));
    }

    private static Validity readValidity(Members claims) {
        Validity validity = new Validity(instant(claims, "iat"), instant(claims, "nbf"), instant(claims, "exp"));
        if (validity.expiresAt().isAfter(validity.issuedAt().plus(Validity.LIFE_MAX))) {
            throw Refusal.invalid("exp must not be later than iat + " + Validity.LIFE_MAX.toSeconds() + " s.");
        }
        return validity;
    }

    private static MissionId readMission(Members stk) {
        List<String> missions = required(stk.texts("mission_ids", 1, Id.LENGTH_MAX), "stk/mission_ids");
        if (missions.size() != 1) {
            throw Refusal.invalid("stk/mission_ids must name exactly one mission.");
        }
        return new MissionId(missions.getFirst());
    }

    private static List<DelegationHop> readChain(Members stk) {
        List<DelegationHop> chain = stk.objects("delegation_chain", PassportClaims.HOPS_MAX).orElse(List.of()).stream()
                .map(hop -> new DelegationHop(
                        new Jti(id(hop, "jti")),
                        new AgentId(id(hop, "agent_id")),
                        new OperatorId(id(hop, "operator_id"))))
                .toList();
        if (whole(stk, "delegation_depth") != chain.size()) {
            throw Refusal.invalid("stk/delegation_depth must be the number of hops in stk/delegation_chain.");
        }
        String parent = chain.isEmpty() ? "" : chain.getLast().jti().value();
        equal(stk.text("parent_jti", Id.LENGTH_MAX).orElse(""), parent, "stk/parent_jti", "the last hop");
        equal(
                stk.text("parent_passport_id", Id.LENGTH_MAX).orElse(""),
                parent,
                "stk/parent_passport_id",
                "the last hop");
        return chain;
    }

    private static @Nullable StatedIntent readIntent(Members stk) {
        Optional<String> summary = stk.text("intent_summary", TEXT_MAX);
        if (summary.isEmpty()) {
            return null;
        }
        return new StatedIntent(
                summary.get(),
                required(stk.texts("intent_services", TEXT_MAX, TEXT_MAX), "stk/intent_services"),
                required(stk.bool("will_delegate"), "stk/will_delegate"),
                stk.whole("estimated_duration", 0, WHOLE_MAX)
                        .map(Duration::ofSeconds)
                        .orElse(null));
    }

    private static @Nullable StatusReference readStatus(Members claims) {
        return claims.object("status")
                .map(status -> required(status.object("status_list"), "status/status_list"))
                .map(list -> new StatusReference(whole(list, "idx"), list.requiredText("uri", TEXT_MAX)))
                .orElse(null);
    }

    private static @Nullable String readConfirmation(Members claims) {
        Optional<String> thumbprint = claims.object("cnf").map(cnf -> cnf.requiredText("jkt", TEXT_MAX));
        if (thumbprint.filter(text -> !Thumbprint.isOne(text)).isPresent()) {
            throw Refusal.invalid("cnf/jkt must be the thumbprint of a key.");
        }
        return thumbprint.orElse(null);
    }

    private static JsonArray readObjects(Members stk, String name) {
        List<JsonValue> objects = new ArrayList<>();
        for (Members object : stk.objects(name, TEXT_MAX).orElseThrow(() -> missing(stk.at(name)))) {
            objects.add(object.asObject());
        }
        return new JsonArray(objects);
    }

    private static Instant instant(Members claims, String name) {
        return Instant.ofEpochSecond(whole(claims, name));
    }

    private static long whole(Members members, String name) {
        return members.whole(name, 0, WHOLE_MAX).orElseThrow(() -> missing(members.at(name)));
    }

    private static String id(Members members, String name) {
        return members.requiredText(name, Id.LENGTH_MAX);
    }

    private static void equal(String found, String expected, String member, String other) {
        if (!found.equals(expected)) {
            throw Refusal.invalid(member + " must be equal to " + other + ".");
        }
    }

    private static <T> T required(Optional<T> member, String at) {
        return member.orElseThrow(() -> missing(at));
    }

    private static Refusal missing(String at) {
        return Refusal.invalid(at + " is missing.");
    }
}
