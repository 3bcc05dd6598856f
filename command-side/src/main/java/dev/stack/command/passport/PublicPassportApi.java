// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.decision.Decisions;
import dev.stack.command.passport.OnlineVerification.Found.Sound;
import dev.stack.command.passport.OnlineVerification.Found.Unsound;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.passport.PublicReason;
import dev.stack.vault.signing.SigningKeys;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Public;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.ServedBy;
import dev.stack.vocabulary.Visitor;
import dev.stack.vocabulary.WhileSealed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What anyone may ask about a passport: whether it is good, and with which keys to check that offline. */
@RestController
final class PublicPassportApi {

    private static final Duration KEYS_FRESH = Duration.ofSeconds(300);
    private static final int TOKEN_MAX = 65_536;
    private static final int ID_MAX = 128;

    private final OnlineVerification verification;
    private final Decisions decisions;
    private final SigningKeys keys;

    PublicPassportApi(OnlineVerification verification, Decisions decisions, SigningKeys keys) {
        this.decisions = decisions;
        this.verification = verification;
        this.keys = keys;
    }

    /** The answer is 200 for every well-formed request; personal data is never in it. */
    @PostMapping("/v1/passports/verify")
    @Public
    VerifyAnswer verify(Visitor visitor, Members body) {
        String token = body.text("token", TOKEN_MAX)
                .orElseThrow(() -> Refusal.invalid("token is missing; send the passport to verify."));
        Optional<String> service = body.text("service_id", ID_MAX);
        return switch (verification.look(token)) {
            case Sound sound -> VerifyAnswer.of(sound, service);
            case Unsound(PublicReason reason, String detail) -> {
                visitor.caller().ifPresent(caller -> record(caller, reason, detail));
                yield VerifyAnswer.invalid(reason);
            }
        };
    }

    /** Anonymous ones are only counted, so that nobody can fill the log with them. */
    private void record(Caller caller, PublicReason reason, String detail) {
        decisions.refused(
                new VerifyPassport(caller),
                new Refusal(ErrorCode.UNAUTHORIZED, "The passport was not accepted: " + reason + ".").because(detail));
    }

    /** The second path is where older clients look; the id in it does not matter. Answered from memory. */
    @GetMapping({"/v1/.well-known/jwks.json", "/v1/operators/{operatorId}/jwks.json"})
    @Public
    @WhileSealed
    @ServedBy({})
    ResponseEntity<byte[]> keySet() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(KEYS_FRESH).cachePublic())
                .contentType(MediaType.APPLICATION_JSON)
                .body(keys.jwks());
    }

    /** What is said of a token; members are null where nothing may be said. */
    record VerifyAnswer(
            boolean valid,
            @Nullable Jti jti,
            @Nullable AgentId agentId,
            @Nullable OperatorId operatorId,
            @Nullable Instant expiresAt,
            boolean revoked,
            @Nullable JsonObject claims,
            @Nullable String reason) {

        static VerifyAnswer invalid(PublicReason reason) {
            return new VerifyAnswer(false, null, null, null, null, false, null, reason.name());
        }

        static VerifyAnswer of(Sound sound, Optional<String> service) {
            Passport passport = sound.passport();
            Optional<PublicReason> reason = sound.over()
                    .or(() -> service.filter(id -> !reaches(passport, id)).map(_ -> PublicReason.SERVICE_NOT_IN_SCOPE));
            return new VerifyAnswer(
                    reason.isEmpty(),
                    passport.jti(),
                    passport.agent(),
                    passport.operator(),
                    passport.expiresAt(),
                    sound.over().filter(PublicReason.REVOKED::equals).isPresent(),
                    sound.token().claims().toJson(),
                    reason.map(PublicReason::name).orElse(null));
        }

        /** A service may be named by its slug, by its connection, or by its id in the catalogue. */
        private static boolean reaches(Passport passport, String service) {
            String slug = service.startsWith("svc_") ? service.substring("svc_".length()) : service;
            return passport.terms().services().stream()
                    .anyMatch(scope -> new JsonString(slug)
                                    .equals(scope.members().get("service_name"))
                            || new JsonString(service).equals(scope.members().get("connection_id")));
        }
    }
}
