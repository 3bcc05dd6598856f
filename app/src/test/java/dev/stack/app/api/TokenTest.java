// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.json.JsonValue.JsonString;
import dev.stack.passport.Jwks;
import dev.stack.passport.PassportClaims;
import dev.stack.passport.PassportCodec;
import dev.stack.passport.PassportVerifier;
import dev.stack.passport.ProviderEd25519;
import dev.stack.passport.Verification.Verified;
import dev.stack.vault.signing.SigningKeys;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Jti;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tokens, online and offline. */
class TokenTest {

    private static final ApiServer SERVER = ApiServer.shared();

    private final Scene scene = Scene.enforced(SERVER.operator());

    @Test
    void a_fresh_token_verifies_with_nothing_but_the_published_keys() {
        String token = Scene.text(scene.issue(), "token");
        byte[] keys = SERVER.nobody().get("/v1/.well-known/jwks.json").text().getBytes(StandardCharsets.UTF_8);
        var verifier = new PassportVerifier(
                Jwks.parse(keys), issuer(token), SERVER.clock(), Duration.ZERO, SERVER.bean(ProviderEd25519.class));
        assertThat(verifier.verify(token)).isInstanceOf(Verified.class);
    }

    @Test
    void J20_a_well_signed_token_that_is_not_in_the_store_is_refused() {
        PassportClaims known = claims(Scene.text(scene.issue(), "token"));
        String forged = PassportCodec.encode(
                renamed(known, Jti.mint(new SecureRandom())),
                SERVER.bean(SigningKeys.class).current());
        assertThat(scene.verify(forged).member("reason")).isEqualTo(new JsonString("MALFORMED"));
        scene.http()
                .post("/v1/passports/refresh", "{\"token\": \"" + forged + "\"}")
                .isProblem(404, ErrorCode.NOT_FOUND);
        Scene other = Scene.enforced(SERVER.operator());
        other.http()
                .post("/v1/passports/refresh", "{\"token\": \"" + Scene.text(scene.issue(), "token") + "\"}")
                .isProblem(401, ErrorCode.UNAUTHORIZED);
    }

    @Test
    void J28_all_failures_of_a_token_look_the_same_to_whoever_sends_it() {
        String token = Scene.text(scene.issue(), "token");
        String noAlg = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0." + token.split("\\.", -1)[1] + ".";
        String tampered = token.substring(0, token.length() - 6) + "AAAAAA";
        String first = refused(noAlg);
        assertThat(refused(tampered)).isEqualTo(first);
        assertThat(refused("nonsense")).isEqualTo(first);
        assertThat(scene.entries("passport.refresh"))
                .extracting(row -> Scene.text(row, "outcome"))
                .containsExactly("blocked", "blocked", "blocked");
    }

    @Test
    void J01_a_token_without_an_algorithm_is_refused_and_a_known_caller_finds_out_why_in_the_log() {
        String token = Scene.text(scene.issue(), "token");
        String noAlg = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0." + token.split("\\.", -1)[1] + ".";
        assertThat(scene.verify(noAlg).member("valid").toString()).isEqualTo("false");
        assertThat(scene.entries("passport.verify"))
                .extracting(row -> Scene.text(row, "outcome"))
                .containsExactly("blocked");
        assertThat(scene.entries("passport.verify").getFirst().toString()).contains("\"reason\":\"alg\"");
        SERVER.nobody().post("/v1/passports/verify", "{\"token\": \"" + noAlg + "\"}");
        assertThat(scene.entries("passport.verify")).hasSize(1);
    }

    private String refused(String token) {
        return scene.http()
                .post("/v1/passports/refresh", "{\"token\": \"" + token + "\"}")
                .isProblem(401, ErrorCode.UNAUTHORIZED)
                .text()
                .replaceAll("req_[0-9A-Za-z]{22}", "REQ");
    }

    private static String issuer(String token) {
        return claims(token).issuer();
    }

    private static PassportClaims claims(String token) {
        var verified = (Verified) SERVER.bean(PassportVerifier.class).verify(token);
        return verified.claims();
    }

    private static PassportClaims renamed(PassportClaims known, Jti jti) {
        return new PassportClaims(
                jti,
                known.operator(),
                known.agent(),
                known.agentName(),
                known.mission(),
                known.session(),
                known.issuer(),
                known.validity(),
                known.accountability(),
                known.services(),
                known.identityClaims(),
                known.intent(),
                known.checkpointInterval(),
                known.chain(),
                known.status(),
                known.confirmation());
    }
}
