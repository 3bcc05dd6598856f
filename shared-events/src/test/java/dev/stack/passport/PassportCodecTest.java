// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PassportCodecTest {

    @Test
    void the_header_is_fixed() {
        String header = Passports.token().split("\\.")[0];
        assertThat(new String(Base64Url.decode(header).orElseThrow(), StandardCharsets.UTF_8))
                .isEqualTo("{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"kid\":\"" + Passports.KID + "\"}");
    }

    @Test
    void the_same_claims_and_key_always_give_the_same_text() {
        PassportClaims again = PassportClaims.fromJson(Passports.json(Passports.payload()));
        assertThat(again).isEqualTo(Passports.root());
        assertThat(PassportCodec.encode(again, Passports.SIGNING_KEY)).isEqualTo(Passports.token());
    }

    @Test
    void claims_come_back_from_their_json() {
        for (PassportClaims claims : List.of(Passports.root(), Passports.delegated(), full())) {
            assertThat(PassportClaims.fromJson(claims.toJson())).isEqualTo(claims);
            assertThat(Passports.verifier().verify(PassportCodec.encode(claims, Passports.SIGNING_KEY)))
                    .isEqualTo(new Verification.Verified(claims, Passports.KID));
        }
    }

    @Test
    void both_spellings_of_a_pair_are_always_there() {
        String text = Passports.delegated().toJson().toString();
        assertThat(text)
                .contains("\"parent_passport_id\":\"pp_parent\"", "\"parent_jti\":\"pp_parent\"")
                .contains("\"sub\":\"agt_1\"", "\"agent_id\":\"agt_1\"")
                .contains("\"delegation_depth\":2");
        assertThat(Passports.payload()).doesNotContain("parent").contains("\"delegation_depth\":0");
    }

    @Test
    void a_passport_that_is_bound_to_a_key_names_it_and_nothing_else_counts_as_a_name() {
        String bound = Passports.payload()
                .replace("\"stk\":", "\"cnf\":{\"jkt\":\"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k\"},\"stk\":");
        PassportClaims claims = PassportClaims.fromJson(Passports.json(bound));
        assertThat(claims.confirmation()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        assertThat(claims.toJson()).hasToString(bound);
        assertThat(PassportClaims.fromJson(Passports.json(Passports.payload())).confirmation())
                .isNull();
        for (String wrong : List.of("{}", "{\"jkt\":\"short\"}", "{\"jkt\":7}", "\"key\"")) {
            String text = Passports.payload().replace("\"stk\":", "\"cnf\":" + wrong + ",\"stk\":");
            assertThatThrownBy(() -> PassportClaims.fromJson(Passports.json(text)))
                    .as(wrong)
                    .isInstanceOf(Refusal.class);
        }
    }

    @Test
    void times_are_whole_seconds_backdated_and_an_hour_at_most() {
        Instant now = Instant.parse("2026-06-01T12:00:00.999Z");
        Validity hour = Validity.signedAt(now, now.plusSeconds(3600));
        assertThat(hour.issuedAt()).isEqualTo("2026-06-01T11:59:55Z").isEqualTo(hour.notBefore());
        assertThat(hour.expiresAt()).as("iat + 3600").isEqualTo("2026-06-01T12:59:55Z");
        assertThat(Validity.signedAt(now, now.plusSeconds(900)).expiresAt()).isEqualTo("2026-06-01T12:15:00Z");
        assertThat(Validity.signedAt(now, Duration.ZERO, now.plusSeconds(900)).issuedAt())
                .isEqualTo("2026-06-01T12:00:00Z");
    }

    @Test
    void a_passport_is_signed_again_with_a_later_expiry_and_is_still_the_same_passport() {
        Validity later = Validity.signedAt(Passports.NOW.plusSeconds(300), Passports.NOW.plusSeconds(1200));
        PassportClaims extended = Passports.root().with(later);
        assertThat(extended.jti()).isEqualTo(Passports.root().jti());
        assertThat(Passports.verifier(Passports.NOW.plusSeconds(1100), Duration.ZERO)
                        .verify(PassportCodec.encode(extended, Passports.SIGNING_KEY)))
                .isInstanceOf(Verification.Verified.class);
    }

    @Test
    void a_passport_over_8_KiB_is_refused_with_advice() {
        refused(summary("x".repeat(7_000)), "fewer services");
        assertThat(PassportCodec.encode(summary("x".repeat(4_500)), Passports.SIGNING_KEY))
                .hasSizeLessThanOrEqualTo(PassportCodec.LENGTH_MAX);
    }

    @Test
    void what_a_strict_reader_would_not_take_is_not_signed() {
        refused(summary("a\0b"), "NUL");
        refused(summary("a\ud800b"), "surrogate");
        refused(services(Collections.nCopies(170, Passports.json("{\"a\":1}"))), "at most 200 members");
        refused(services(List.of(Passports.json("{\"a\":" + "[".repeat(14) + "]".repeat(14) + "}"))), "levels deep");
        refused(services(List.of(Passports.json("{\"a\":1e30}"))), "round it");
        refused(services(List.of(Passports.json("{\"a\":0.12345678901234567890}"))), "round it");
    }

    @Test
    void whatever_is_signed_is_accepted_up_to_every_limit() {
        for (int members = 100; members < 200; members++) {
            accepted(services(Collections.nCopies(members / 2, Passports.json("{\"a\":1}"))));
        }
        for (int depth = 1; depth < 16; depth++) {
            accepted(services(List.of(Passports.json("{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}"))));
        }
        for (int digits = 1; digits < 25; digits++) {
            accepted(services(List.of(Passports.json("{\"a\":-" + "9".repeat(digits) + "}"))));
            accepted(services(List.of(Passports.json("{\"a\":-0." + "0".repeat(digits) + "1}"))));
            accepted(services(List.of(Passports.json("{\"a\":1e" + digits + "}"))));
        }
        accepted(summary("\u0001\u001f\u007f\u2028 \"\\/ \ud83d\ude00"));
    }

    @Test
    void a_fifth_hop_is_refused() {
        var hop = new DelegationHop(new Jti("pp_x"), new AgentId("agt_x"), new OperatorId("op_1"));
        assertThat(chain(Collections.nCopies(4, hop)).delegationDepth()).isEqualTo(4);
        assertThatThrownBy(() -> chain(Collections.nCopies(5, hop)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(ErrorCode.DELEGATION_DEPTH_EXCEEDED));
    }

    /** Signs if the claims may be signed; what is signed must verify. */
    private static void accepted(PassportClaims claims) {
        String token;
        try {
            token = PassportCodec.encode(claims, Passports.SIGNING_KEY);
        } catch (Refusal tooLarge) {
            return;
        }
        assertThat(Passports.verifier().verify(token)).isEqualTo(new Verification.Verified(claims, Passports.KID));
    }

    private static void refused(PassportClaims claims, String advice) {
        assertThatThrownBy(() -> PassportCodec.encode(claims, Passports.SIGNING_KEY))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                .hasMessageContaining(advice);
    }

    private static PassportClaims summary(String summary) {
        return changed(Passports.root().services(), new StatedIntent(summary, List.of(), false, null), List.of(), null);
    }

    private static PassportClaims services(List<? extends JsonValue> services) {
        return changed(new JsonArray(List.copyOf(services)), null, List.of(), null);
    }

    private static PassportClaims chain(List<DelegationHop> chain) {
        return changed(Passports.root().services(), null, chain, null);
    }

    private static PassportClaims full() {
        return changed(
                Passports.root().services(),
                new StatedIntent("a", List.of("x", "y"), false, null),
                Passports.delegated().chain(),
                new StatusReference(7, "https://stack.example.com/v1/status/1"));
    }

    private static PassportClaims changed(
            JsonArray services,
            @Nullable StatedIntent intent,
            List<DelegationHop> chain,
            @Nullable StatusReference status) {
        PassportClaims root = Passports.root();
        return new PassportClaims(
                root.jti(),
                root.operator(),
                root.agent(),
                root.agentName(),
                root.mission(),
                root.session(),
                root.issuer(),
                root.validity(),
                root.accountability(),
                services,
                root.identityClaims(),
                intent,
                root.checkpointInterval(),
                chain,
                status,
                root.confirmation());
    }
}
