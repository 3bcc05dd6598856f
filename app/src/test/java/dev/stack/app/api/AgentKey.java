// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http;
import dev.stack.app.web.Http.Answer;
import dev.stack.command.passport.PassportProperties;
import dev.stack.passport.Base64Url;
import dev.stack.passport.PublicKey;
import dev.stack.passport.Thumbprint;
import dev.stack.vocabulary.RandomText;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;

/** An agent's own key, and what it signs; by the platform's library, so that nothing of ours vouches for ours. */
record AgentKey(ApiServer server, String agent, KeyPair pair) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String HEADER = "{\"alg\":\"EdDSA\",\"typ\":\"JWT\"}";

    static AgentKey of(ApiServer server, String agent) {
        try {
            return new AgentKey(
                    server, agent, KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** One the agent has from now on. */
    static AgentKey enrolled(ApiServer server, String agent, Http by) {
        AgentKey key = of(server, agent);
        Answer enrolled = key.enrol(by);
        assertThat(enrolled.status()).as(enrolled.text()).isEqualTo(200);
        return key;
    }

    Answer enrol(Http by) {
        Answer challenge = challenge(by);
        assertThat(challenge.status()).as(challenge.text()).isEqualTo(200);
        return answer(by, challenge);
    }

    Answer challenge(Http by) {
        return by.post("/v1/agents/" + agent + "/enrollment-challenge", "");
    }

    /** Answers a challenge as the published client does: with a signature of its text. */
    Answer answer(Http by, Answer challenge) {
        byte[] text = Scene.text(challenge, "challenge").getBytes(StandardCharsets.UTF_8);
        return answer(by, challenge, jwk(), Base64Url.encode(sign(text)));
    }

    Answer answer(Http by, Answer challenge, String jwk, String signature) {
        return by.post("/v1/agents/" + agent + "/enroll", """
                {"public_key": %s, "challenge_id": "%s", "signed_challenge": "%s"}""".formatted(
                        jwk, Scene.text(challenge, "challenge_id"), signature));
    }

    String jwk() {
        return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + x() + "\"}";
    }

    String x() {
        return Base64Url.encode(bytes());
    }

    byte[] bytes() {
        byte[] encoded = pair.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    String thumbprint() {
        return Thumbprint.of(PublicKey.of(bytes()));
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Asks as the agent, once: every request needs a token of its own. */
    Http http() {
        return server.withKey(token());
    }

    String token() {
        return jws(HEADER, claims("aj_" + RandomText.of(16, RANDOM)));
    }

    String claims(String jti) {
        return claims(jti, now(), now() + 60);
    }

    /** What the published client signs. */
    String claims(String jti, long from, long until) {
        return """
                {"iss":"stack-sdk","sub":"%s","aud":"stack:agent","iat":%d,"nbf":%d,"exp":%d,"jti":"%s"}""".formatted(agent, from, from, until, jti);
    }

    /** A proof of possession for a request that brings a token. */
    String proof(String method, String path, String token) {
        return dpop(method, url(path), ", \"ath\": \"" + Thumbprint.sha256(token) + "\"");
    }

    /** One for a request that asks for a token. */
    String proof(String method, String path) {
        return dpop(method, url(path), "");
    }

    String dpop(String method, String url, String more) {
        return jws(
                "{\"typ\":\"dpop+jwt\",\"alg\":\"EdDSA\",\"jwk\":" + jwk() + "}",
                "{\"jti\":\"%s\",\"htm\":\"%s\",\"htu\":\"%s\",\"iat\":%d%s}"
                        .formatted(RandomText.of(16, RANDOM), method, url, now(), more));
    }

    /** Where the server says that it is called. */
    String url(String path) {
        return server.bean(PassportProperties.class).issuer() + path;
    }

    String jws(String header, String payload) {
        String input = encoded(header) + "." + encoded(payload);
        return input + "." + Base64Url.encode(sign(input.getBytes(StandardCharsets.US_ASCII)));
    }

    static String encoded(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    long now() {
        Instant now = server.clock().instant();
        return now.getEpochSecond();
    }
}
