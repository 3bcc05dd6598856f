// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.passport.PassportCases.Case;
import dev.stack.passport.Verification.Rejected;
import dev.stack.passport.Verification.Verified;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The passport rows of the threat table. J24, the replay of one-time tokens, is not a matter of this format: such tokens
 * are consumed by id where they are redeemed.
 */
final class PassportVerifierTest {

    private final PassportVerifier verifier = Passports.verifier();

    @Test
    void a_good_passport_says_what_was_signed() {
        assertThat(verifier.verify(Passports.token())).isEqualTo(new Verified(Passports.root(), Passports.KID));
        check("good");
    }

    @Test
    void J01_an_algorithm_that_is_not_exactly_EdDSA_is_refused() {
        check("J01");
    }

    @Test
    void J02_an_hmac_made_with_the_public_key_is_refused() {
        check("J02");
    }

    @Test
    void J03_other_signature_algorithms_are_refused() {
        check("J03");
    }

    @Test
    void J03_every_jws_of_wycheproof_is_refused_since_none_is_a_passport() {
        int cases = 0;
        for (JsonObject group :
                Vectors.objects(Vectors.load("/wycheproof/json_web_signature_test.json"), "testGroups")) {
            for (JsonObject test : Vectors.objects(group, "tests")) {
                if (test.get("jws").orElseThrow() instanceof JsonString(String jws)) {
                    assertThat(verifier.verify(jws)).as(jws).isInstanceOf(Rejected.class);
                }
                cases++;
            }
        }
        assertThat(cases).isEqualTo(401);
    }

    @Test
    void J04_an_unknown_missing_or_overlong_kid_is_refused() {
        check("J04");
    }

    @Test
    void J05_a_kid_of_other_characters_is_refused_before_it_is_looked_up() {
        AtomicInteger lookups = new AtomicInteger();
        var watching = new PassportVerifier(
                kid -> {
                    lookups.incrementAndGet();
                    return Optional.empty();
                },
                Passports.ISSUER,
                Clock.systemUTC(),
                Duration.ZERO,
                Passports.ED25519);
        cases("J05").forEach(bad -> assertThat(watching.verify(bad.token())).isEqualTo(new Rejected(Rejection.KID)));
        assertThat(lookups).hasValue(0);
        check("J05");
    }

    @Test
    void J06_keys_and_addresses_of_keys_in_the_header_are_refused() {
        check("J06");
    }

    @Test
    void J07_extensions_in_the_header_are_refused() {
        check("J07");
    }

    @Test
    void J08_anything_but_three_parts_is_refused() {
        check("J08");
    }

    @Test
    void J09_an_oversized_token_is_refused_at_once() {
        check("J09");
        String huge = ".".repeat(16 << 20);
        // Reading or copying 16 MiB a thousand times takes seconds.
        long start = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            verifier.verify(huge);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void J10_members_twice_and_other_loose_json_are_refused() {
        check("J10");
    }

    @Test
    void J11_a_passport_has_one_spelling() {
        check("J11");
    }

    @Test
    void J12_a_signature_of_another_form_or_content_is_refused() {
        check("J12");
    }

    @Test
    void J14_a_small_key_in_a_key_set_refuses_the_set() {
        String set = "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"a\",\"x\":\""
                + Base64Url.encode(identity()) + "\"}]}";
        assertThatThrownBy(() -> Jwks.parse(set.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("small order");
    }

    @Test
    void J15_an_expired_passport_is_refused_and_the_issuing_server_may_look_past_that_alone() {
        check("J15");
        for (Case expired : cases("J15")) {
            assertThat(verifier.verifyAllButExpiry(expired.token())).isInstanceOf(Verified.class);
        }
        for (Case other : PassportCases.all()) {
            if (!other.threat().equals("J15")) {
                assertThat(reason(verifier.verifyAllButExpiry(other.token())))
                        .as(other.toString())
                        .isEqualTo(other.rejection());
            }
        }
    }

    @Test
    void J15_other_verifiers_may_forgive_a_clock_five_seconds_and_no_more() {
        var expiry = Passports.root().validity().expiresAt();
        assertThat(at(expiry.plusSeconds(4), 5)).isEmpty();
        assertThat(at(expiry.plusSeconds(5), 5)).contains(Rejection.EXP);
        assertThat(at(expiry.minusSeconds(1), 0)).isEmpty();
        assertThat(at(expiry, 0)).contains(Rejection.EXP);
        assertThatThrownBy(() -> Passports.verifier(Passports.NOW, Duration.ofSeconds(6)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Passports.verifier(Passports.NOW, Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void J16_times_are_whole_seconds_and_an_hour_is_the_most() {
        check("J16");
    }

    @Test
    void J17_a_passport_from_the_future_is_refused() {
        check("J17");
        var issued = Passports.root().validity().issuedAt();
        assertThat(at(issued, 0)).isEmpty();
        assertThat(at(issued.minusSeconds(1), 0)).contains(Rejection.NBF);
        assertThat(at(issued.minusSeconds(5), 5)).isEmpty();
        assertThat(at(issued.minusSeconds(6), 5)).contains(Rejection.NBF);
    }

    @Test
    void J18_another_issuer_is_refused() {
        check("J18");
    }

    @Test
    void J19_another_audience_is_refused() {
        check("J19");
    }

    @Test
    void J20_a_passport_without_an_id_is_refused() {
        check("J20");
    }

    @Test
    void J21_a_token_of_another_kind_is_refused() {
        check("J21");
    }

    @Test
    void J29_deep_and_wide_json_is_refused() {
        check("J29");
    }

    @Test
    void J30_text_that_is_not_clean_unicode_is_refused() {
        check("J30");
    }

    @Test
    void claims_that_do_not_fit_each_other_are_refused() {
        check("claims");
    }

    @Test
    void J23_a_token_of_a_withdrawn_key_is_refused_as_such_for_the_record() {
        var verifier = new PassportVerifier(
                new KeySource() {
                    @Override
                    public Optional<PublicKey> find(String kid) {
                        return Optional.empty();
                    }

                    @Override
                    public boolean isWithdrawn(String kid) {
                        return true;
                    }
                },
                Passports.ISSUER,
                Clock.systemUTC(),
                Duration.ZERO,
                Passports.ED25519);
        assertThat(verifier.verify(cases("good").getFirst().token())).isEqualTo(new Rejected(Rejection.KEY_WITHDRAWN));
        assertThat(Rejection.KEY_WITHDRAWN.publicReason()).isEqualTo(PublicReason.BAD_SIGNATURE);
    }

    @Test
    void every_reason_has_a_case_and_a_public_word() {
        Set<Rejection> seen = EnumSet.noneOf(Rejection.class);
        PassportCases.all().forEach(one -> one.rejection().ifPresent(seen::add));
        // Which keys were withdrawn, no token says.
        assertThat(EnumSet.complementOf(EnumSet.copyOf(seen))).containsExactly(Rejection.KEY_WITHDRAWN);
        assertThat(Rejection.EXP.publicReason()).isEqualTo(PublicReason.EXPIRED);
        assertThat(Rejection.SIGNATURE.publicReason()).isEqualTo(PublicReason.BAD_SIGNATURE);
        assertThat(Rejection.KID.wire()).isEqualTo("kid");
    }

    /** Same shape of answer, and medians close together: within half, in the best of five attempts on a shared machine. */
    @Test
    void J28_after_the_signature_no_fault_is_told_apart_by_shape_or_time() {
        List<String> tokens = List.of(
                token("J15", "expired a second ago"),
                token("J17", "nbf a second ahead"),
                token("J18", "iss \"https://evil.example\""),
                token("J19", "aud \"stack\""),
                token("J16", "exp beyond iat + 3600"));
        tokens.forEach(token -> assertThat(verifier.verify(token)).isInstanceOf(Rejected.class));
        double spread = Double.MAX_VALUE;
        for (int attempt = 0; attempt < 5 && spread >= 1.5; attempt++) {
            spread = Math.min(spread, spreadOfMedians(tokens));
        }
        assertThat(spread).isLessThan(1.5);
    }

    /** The slowest median over the fastest; the tokens take turns, so that a busy moment hits all alike. */
    private double spreadOfMedians(List<String> tokens) {
        int rounds = 1_000;
        long[][] nanos = new long[tokens.size()][rounds];
        for (int round = -200; round < rounds; round++) {
            for (int i = 0; i < tokens.size(); i++) {
                long start = System.nanoTime();
                verifier.verify(tokens.get(i));
                if (round >= 0) {
                    nanos[i][round] = System.nanoTime() - start;
                }
            }
        }
        List<Long> medians = new ArrayList<>();
        for (long[] each : nanos) {
            Arrays.sort(each);
            medians.add(each[rounds / 2]);
        }
        return (double) Collections.max(medians) / Collections.min(medians);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void no_flipped_character_anywhere_is_accepted(long seed) {
        var random = new Random(seed);
        String good = Passports.token();
        for (int round = 0; round < 500; round++) {
            int at = random.nextInt(good.length());
            char other = (char) (33 + random.nextInt(94));
            if (good.charAt(at) != other) {
                String changed = good.substring(0, at) + other + good.substring(at + 1);
                assertThat(verifier.verify(changed))
                        .as("seed " + seed + " at " + at)
                        .isInstanceOf(Rejected.class);
            }
        }
    }

    private void check(String threat) {
        List<Case> cases = cases(threat);
        assertThat(cases).isNotEmpty();
        for (Case one : cases) {
            assertThat(reason(verifier.verify(one.token()))).as(one.toString()).isEqualTo(one.rejection());
        }
    }

    private static Optional<Rejection> at(Instant now, int skewSeconds) {
        return reason(Passports.verifier(now, Duration.ofSeconds(skewSeconds)).verify(Passports.token()));
    }

    private static Optional<Rejection> reason(Verification verification) {
        return switch (verification) {
            case Verified _ -> Optional.empty();
            case Rejected(Rejection reason) -> Optional.of(reason);
        };
    }

    private static List<Case> cases(String threat) {
        return PassportCases.all().stream()
                .filter(one -> one.threat().equals(threat))
                .toList();
    }

    private static String token(String threat, String name) {
        return cases(threat).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow()
                .token();
    }

    private static byte[] identity() {
        byte[] point = new byte[32];
        point[0] = 1;
        return point;
    }
}
