// SPDX-License-Identifier: Apache-2.0
package dev.stack.possession;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.passport.Passports;
import dev.stack.passport.Rejection;
import dev.stack.passport.Thumbprint;
import dev.stack.status.Checked;
import dev.stack.status.Checked.Bad;
import dev.stack.status.Checked.Good;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Proofs that a sender has a key (RFC 9449, section 4.3), good and bad. */
class PossessionVerifierTest {

    private static final long NOW = Passports.NOW.getEpochSecond();
    private static final String TOKEN = "the.token.text";
    private static final URI TARGET = URI.create("https://api.example.com/v1/proxy");
    private static final String HEADER = "{\"typ\":\"dpop+jwt\",\"alg\":\"EdDSA\",\"jwk\":" + Signed.JWK + "}";
    private static final String PROOF = claims("POST", TARGET.toString(), NOW);

    private final Clock clock = Clock.fixed(Passports.NOW, ZoneOffset.UTC);
    private final PossessionVerifier verifier = new PossessionVerifier(clock, Passports.ED25519);

    @Test
    void a_good_proof_names_the_key() {
        assertThat(verify(HEADER, PROOF))
                .isEqualTo(new Good<>(new PossessionProof(Signed.THUMBPRINT, "p-1", Passports.NOW.plusSeconds(61))));
    }

    @Test
    void the_target_is_compared_as_addresses_are() {
        for (String same : new String[] {
            "HTTPS://API.example.COM/v1/proxy",
            "https://api.example.com:443/v1/proxy",
            "https://api.example.com/v1/proxy/"
        }) {
            assertThat(verify(HEADER, claims("POST", same, NOW))).as(same).isInstanceOf(Good.class);
        }
        for (String other : new String[] {
            "http://api.example.com/v1/proxy",
            "https://api.example.com:8443/v1/proxy",
            "https://api.example.com:0/v1/proxy",
            "https://api.example.com./v1/proxy",
            "https://api.example.com/v1/PROXY",
            "https://api.example.com/v1/%70roxy",
            "https://api.example.com/v1/./proxy",
            "https://api.example.com//v1/proxy",
            "https://api.example.com/v1/proxy//",
            "https://api.example.com/v1/proxy?",
            "https://api.example.com/v1/proxy?a=b",
            "https://api.example.com/v1/proxy#a",
            "https://me@api.example.com/v1/proxy",
            "https://api.example.com@evil.example/v1/proxy",
            "//api.example.com/v1/proxy",
            "/v1/proxy",
            "https:/v1/proxy",
            "mailto:api",
            "not an address",
            ""
        }) {
            refused(Rejection.AUD, HEADER, claims("POST", other, NOW));
        }
    }

    @Test
    void the_method_is_compared_letter_for_letter() {
        for (String method : new String[] {"GET", "post", "POST ", ""}) {
            refused(Rejection.AUD, HEADER, claims(method, TARGET.toString(), NOW));
        }
    }

    @Test
    void a_proof_is_of_one_token() {
        refused(Rejection.CLAIMS, HEADER, PROOF.replace(Thumbprint.sha256(TOKEN), Thumbprint.sha256("another")));
        refused(Rejection.CLAIMS, HEADER, PROOF.replace("\"ath\"", "\"at\""));
        assertThat(verifier.verify(Signed.jws(HEADER, PROOF), "POST", TARGET)).isEqualTo(new Bad<>(Rejection.CLAIMS));
        assertThat(verifier.verify(Signed.jws(HEADER, PROOF.replace("\"ath\"", "\"at\"")), "POST", TARGET))
                .isInstanceOf(Good.class);
    }

    @Test
    void a_proof_is_good_for_a_minute_and_clocks_may_differ_by_thirty_seconds() {
        assertThat(verify(HEADER, claims("POST", TARGET.toString(), NOW - 60))).isInstanceOf(Good.class);
        refused(Rejection.EXP, HEADER, claims("POST", TARGET.toString(), NOW - 61));
        assertThat(verify(HEADER, claims("POST", TARGET.toString(), NOW + 30))).isInstanceOf(Good.class);
        refused(Rejection.NBF, HEADER, claims("POST", TARGET.toString(), NOW + 31));
        refused(Rejection.CLAIMS, HEADER, PROOF.replace("\"iat\":" + NOW, "\"iat\":\"" + NOW + "\""));
    }

    @Test
    void the_header_is_a_closed_list() {
        refused(Rejection.TYP, HEADER.replace("dpop+jwt", "JWT"), PROOF);
        for (String alg : new String[] {"none", "HS256", "ES256", "eddsa"}) {
            refused(Rejection.ALG, HEADER.replace("EdDSA", alg), PROOF);
        }
        refused(Rejection.HEADER, HEADER.replace("\"typ\"", "\"kid\":\"k\",\"typ\""), PROOF);
        refused(Rejection.HEADER, "{\"typ\":\"dpop+jwt\",\"alg\":\"EdDSA\"}", PROOF);
        refused(Rejection.JSON, HEADER.replace("{\"typ\"", "{\"typ\":\"dpop+jwt\",\"typ\""), PROOF);
    }

    @Test
    void J13_the_key_is_a_public_one_that_is_safe_to_trust() {
        refused(Rejection.KID, HEADER.replace("}}", ",\"d\":\"" + Signed.X + "\"}}"), PROOF);
        refused(Rejection.KID, HEADER.replace("OKP", "EC"), PROOF);
        refused(Rejection.KID, HEADER.replace("Ed25519", "X25519"), PROOF);
        refused(Rejection.KID, HEADER.replace(Signed.X, "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), PROOF);
        refused(Rejection.KID, HEADER.replace(Signed.JWK, "\"" + Signed.X + "\""), PROOF);
    }

    @Test
    void only_the_key_it_names_can_have_signed_it() {
        String good = Signed.jws(HEADER, PROOF);
        String forged = good.substring(0, good.lastIndexOf('.') + 1) + Signed.encoded("x".repeat(64));
        assertThat(verifier.verify(forged, "POST", TARGET, TOKEN)).isEqualTo(new Bad<>(Rejection.SIGNATURE));
        refused(Rejection.SIGNATURE, HEADER.replace(Signed.X, "O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik"), PROOF);
    }

    @Test
    void a_proof_can_be_told_from_every_other() {
        refused(Rejection.JTI, HEADER, PROOF.replace("\"p-1\"", "\"\""));
        refused(Rejection.JTI, HEADER, PROOF.replace("\"p-1\"", "1"));
    }

    @Test
    void a_memory_takes_no_proof_twice_and_none_when_it_is_full() {
        var seen = new SeenProofs(2, clock);
        assertThat(seen.first(proof("a", 61))).isTrue();
        assertThat(seen.first(proof("a", 61))).isFalse();
        assertThat(seen.first(proof("b", 0))).isTrue();
        assertThat(seen.first(proof("c", 61))).isTrue(); // the second one was too old to keep
        assertThat(seen.first(proof("d", 61))).isFalse();
    }

    private static PossessionProof proof(String jti, int seconds) {
        return new PossessionProof(Signed.THUMBPRINT, jti, Passports.NOW.plusSeconds(seconds));
    }

    private void refused(Rejection reason, String header, String payload) {
        assertThat(verify(header, payload)).as(header + payload).isEqualTo(new Bad<>(reason));
    }

    private Checked<PossessionProof> verify(String header, String payload) {
        return verifier.verify(Signed.jws(header, payload), "POST", TARGET, TOKEN);
    }

    private static String claims(String method, String target, long iat) {
        return "{\"jti\":\"p-1\",\"htm\":\"" + method + "\",\"htu\":\"" + target + "\",\"iat\":" + iat + ",\"ath\":\""
                + Thumbprint.sha256(TOKEN) + "\"}";
    }
}
