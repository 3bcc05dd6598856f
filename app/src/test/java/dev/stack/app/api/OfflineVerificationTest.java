// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http.Answer;
import dev.stack.command.database.TestDatabase;
import dev.stack.command.passport.PassportProperties;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.passport.PassportVerifier;
import dev.stack.passport.ProviderEd25519;
import dev.stack.passport.Rejection;
import dev.stack.passport.Verification.Verified;
import dev.stack.vault.signing.SigningKeys;
import dev.stack.verifier.Decision;
import dev.stack.verifier.Decision.Accepted;
import dev.stack.verifier.Decision.Reason;
import dev.stack.verifier.Decision.Refused;
import dev.stack.verifier.OfflineVerifier;
import dev.stack.verifier.VerifierSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A third party that accepts passports, beside a real server. */
class OfflineVerificationTest {

    private static final int EDGES_MAX = 3;

    /** The contract says a second for the list; on top of it comes the machine under test. */
    private static final Duration SOON = Duration.ofSeconds(4);

    private static final Refused REVOKED = new Refused(Reason.REVOKED, null);
    private static final Refused SUSPENDED = new Refused(Reason.SUSPENDED, null);
    private static final Refused STALE = new Refused(Reason.STALE, null);

    private final ApiServer server = ApiServer.shared();
    private final OfflineVerifier verifier = OfflineVerifier.start(settings(server));

    @AfterEach
    void close() {
        verifier.close();
    }

    @Test
    void J26_a_passport_is_accepted_offline_until_it_is_revoked() {
        Scene scene = Scene.enforced(server.operator());
        Answer issued = scene.issue();
        String token = Scene.text(issued, "token");
        Decision accepted = verifier.verify(token);
        assertThat(accepted).isInstanceOf(Accepted.class);
        assertThat(((Accepted) accepted).claims().agent()).hasToString(scene.agent());

        String jti = Scene.text(issued, "jti");
        assertThat(scene.http()
                        .post("/v1/passports/revoke", "{\"jti\": \"%s\"}".formatted(jti))
                        .status())
                .isEqualTo(200);

        within(SOON, REVOKED, verifier, token);
        assertThat(verifier.verify(Scene.text(scene.issue(), "token"))).isInstanceOf(Accepted.class);
    }

    @Test
    void a_refreshed_passport_gives_way_to_its_successor_offline_as_well() {
        Scene scene = Scene.enforced(server.operator());
        String old = Scene.text(scene.issue(), "token");
        String next = Scene.text(scene.http().post("/v1/passports/refresh", "{\"token\": \"" + old + "\"}"), "token");
        assertThat(verifier.verify(old)).isInstanceOf(Accepted.class);
        server.clock().forward(server.bean(PassportProperties.class).refreshOverlap());
        Scene.await("the end of the overlap", () -> verifier.verify(old).equals(REVOKED));
        assertThat(verifier.verify(next)).isInstanceOf(Accepted.class);
    }

    @Test
    void a_freeze_suspends_every_passport_of_the_operator_and_a_thaw_brings_back_what_was_not_revoked() {
        Scene scene = Scene.enforced(server.operator());
        String one = Scene.text(scene.issue(), "token");
        Answer two = scene.issue();
        String revoked = Scene.text(two, "token");
        String foreign = Scene.text(Scene.enforced(server.operator()).issue(), "token");
        assertThat(verifier.verify(one)).isInstanceOf(Accepted.class);
        assertThat(verifier.verify(revoked)).isInstanceOf(Accepted.class);

        scene.http().post("/v1/operators/me/freeze", "{}");
        within(SOON, SUSPENDED, verifier, one);
        scene.http().post("/v1/passports/revoke", "{\"jti\": \"%s\"}".formatted(Scene.text(two, "jti")));
        within(SOON, REVOKED, verifier, revoked);
        assertThat(verifier.verify(foreign)).isInstanceOf(Accepted.class);

        scene.http().post("/v1/operators/me/thaw", "{}");
        Scene.await("the thaw", () -> verifier.verify(one) instanceof Accepted);
        assertThat(verifier.verify(revoked)).isEqualTo(REVOKED);
    }

    @Test
    void without_the_server_a_verifier_soon_accepts_nothing() {
        try (OfflineVerifier alone = beside(TestDatabase.create(), STALE);
                OfflineVerifier never = OfflineVerifier.start(settings(server, "http://127.0.0.1:9"))) {
            assertThat(never.verify(Scene.text(Scene.enforced(server.operator()).issue(), "token")))
                    .isEqualTo(STALE);
            assertThat(alone.verify("no passport")).isEqualTo(new Refused(Reason.REJECTED, Rejection.FORM));
        }
    }

    /** A verifier whose server answered, and then went away; from then on it must come to {@code expected}. */
    private static OfflineVerifier beside(TestDatabase database, Refused expected) {
        OfflineVerifier alone;
        String token;
        try (ApiServer own = ApiServer.start(database)) {
            alone = OfflineVerifier.start(settings(own));
            String issued = Scene.text(Scene.enforced(own.operator()).issue(), "token");
            token = issued;
            Scene.await("a first acceptance", () -> alone.verify(issued) instanceof Accepted);
        }
        Scene.await("it gets stale", () -> alone.verify(token).equals(expected));
        return alone;
    }

    @Test
    void J22_a_passport_signed_with_a_retired_key_is_accepted_online_and_offline() throws Exception {
        try (ApiServer own = ApiServer.start(TestDatabase.create());
                UpstreamServer upstream = UpstreamServer.start();
                OfflineVerifier offline = OfflineVerifier.start(settings(own))) {
            ProxyScene scene = ProxyScene.of(own.operator(), upstream, "standard", "[]");
            SigningKeys keys = own.bean(SigningKeys.class);
            String before = keys.current().kid();
            String old = scene.token();
            assertThat(offline.verify(old)).isInstanceOf(Accepted.class);

            keys.rotate();
            own.clock().forward(SigningKeys.PUBLISHED_AHEAD.plusSeconds(1));
            keys.advance();
            String next = scene.token();

            assertThat(kid(own, old)).isEqualTo(before);
            assertThat(kid(own, next)).isNotEqualTo(before);
            for (String token : List.of(old, next)) {
                Scene.await("acceptance", () -> offline.verify(token) instanceof Accepted);
                assertThat(scene.get(token, upstream, "/").status()).isEqualTo(200);
            }
            assertThat(scene.outcomes()).contains("success").doesNotContain("blocked", "failure");
        }
    }

    @Test
    void J23_a_withdrawn_key_takes_all_its_passports_with_it_online_and_offline() throws Exception {
        try (ApiServer own = ApiServer.start(TestDatabase.create());
                UpstreamServer upstream = UpstreamServer.start();
                OfflineVerifier offline = OfflineVerifier.start(settings(own))) {
            ProxyScene scene = ProxyScene.of(own.operator(), upstream, "standard", "[]");
            Scene entries = new Scene(scene.operator(), scene.agent(), "", "");
            SigningKeys keys = own.bean(SigningKeys.class);
            String kid = keys.current().kid();
            Answer issued = scene.issue("[\"" + scene.service() + "\"]");
            String token = Scene.text(issued, "token");
            String jti = Scene.text(issued, "jti");
            assertThat(offline.verify(token)).isInstanceOf(Accepted.class);
            assertThat(scene.get(token, upstream, "/").status()).isEqualTo(200);

            keys.withdraw(kid);

            // At once where it was withdrawn; other processes reread the keys, or learn of the revocation, within
            // seconds.
            Scene.await("the key's end at every edge", () -> IntStream.range(0, EDGES_MAX)
                    .allMatch(_ -> scene.get(token, upstream, "/").status() == 401));
            assertThat(own.nobody().get("/v1/.well-known/jwks.json").text())
                    .doesNotContain(kid)
                    .contains(keys.current().kid());
            assertThat(entries.verify(token).member("reason")).isEqualTo(new JsonString("BAD_SIGNATURE"));
            assertThat(entries.entries("passport.verify").getLast().toString())
                    .contains("\"outcome\":\"blocked\"", "\"reason\":\"key_withdrawn\"");
            within(Duration.ofSeconds(60), new Refused(Reason.REJECTED, Rejection.KEY_WITHDRAWN), offline, token);
            Scene.await("the passport's end", () -> entries.entries("passport.revoke").stream()
                    .anyMatch(row -> row.toString().contains(jti)));
            assertThat(scene.http().get("/v1/passports/" + jti).text()).contains("revoked");
            String next = scene.token();
            Scene.await("the next key", () -> offline.verify(next) instanceof Accepted);
            assertThat(scene.get(next, upstream, "/").status()).isEqualTo(200);
            Scene.await("the record of the withdrawal", () -> own.database()
                    .sql()
                    .sql("select count(*) = 1 from ledger.entry where action = 'key.rotate'"
                            + " and convert_from(payload, 'UTF8') like '%withdrawn%'")
                    .query(Boolean.class)
                    .single());
        }
    }

    private static void within(Duration bound, Decision expected, OfflineVerifier verifier, String token) {
        long began = System.nanoTime();
        Scene.await(expected.toString(), () -> verifier.verify(token).equals(expected));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThanOrEqualTo(bound);
    }

    private static String kid(ApiServer server, String token) {
        return ((Verified) server.bean(PassportVerifier.class).verifyAllButExpiry(token)).kid();
    }

    private static VerifierSettings settings(ApiServer server) {
        return settings(server, "http://127.0.0.1:" + server.port());
    }

    private static VerifierSettings settings(ApiServer server, String address) {
        return VerifierSettings.of(URI.create(address), server.clock())
                .withIssuer(server.bean(PassportProperties.class).issuer().toString())
                .with(server.bean(ProviderEd25519.class));
    }
}
