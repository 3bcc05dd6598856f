// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http.Answer;
import dev.stack.command.database.TestDatabase;
import dev.stack.command.passport.PassportProperties;
import dev.stack.passport.PassportClaims;
import dev.stack.passport.PassportVerifier;
import dev.stack.passport.ProviderEd25519;
import dev.stack.passport.StatusReference;
import dev.stack.passport.Verification.Verified;
import dev.stack.status.Checked;
import dev.stack.status.Checked.Good;
import dev.stack.status.StatusChange;
import dev.stack.status.StatusDelta;
import dev.stack.status.StatusListToken;
import dev.stack.status.StatusVerifier;
import dev.stack.vault.signing.SigningKeys;
import dev.stack.vocabulary.ErrorCode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published for verifiers that do not ask about each passport. */
class StatusPublicationTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ApiServer server = ApiServer.shared();

    @Test
    void a_revocation_is_in_the_list_within_a_second_and_nothing_else_changes() {
        Scene scene = Scene.enforced(server.operator());
        Answer revoked = scene.issue();
        StatusReference dead = reference(server, Scene.text(revoked, "token"));
        StatusReference alive = reference(server, Scene.text(scene.issue(), "token"));
        assertThat(status(dead)).isZero();

        revoke(scene, Scene.text(revoked, "jti"));
        long began = System.nanoTime();
        Scene.await("the list tells of it", () -> status(dead) == 1);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        assertThat(status(alive)).isZero();
        scene.http().post("/v1/operators/me/freeze", "{}");
        Scene.await("the freeze", () -> status(alive) == 2);
        assertThat(status(dead)).isEqualTo(1);
    }

    @Test
    void the_answer_can_be_kept_for_its_ttl_compared_and_packed() throws Exception {
        HttpResponse<byte[]> plain = fetch("/v1/status-lists/1");
        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(plain.headers().firstValue("Content-Type")).contains("application/statuslist+jwt");
        assertThat(plain.headers().firstValue("Cache-Control")).contains("max-age=5, public");
        assertThat(plain.headers().firstValue("Vary")).contains("Accept-Encoding");
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        StatusListToken token = good(server, new String(plain.body(), StandardCharsets.US_ASCII), 1);
        assertThat(token.ttl()).isEqualTo(Duration.ofSeconds(5));
        assertThat(token.expiresAt()).isEqualTo(token.issuedAt().plusSeconds(30));
        assertThat(token.list().size()).isEqualTo(1 << 20);

        HttpResponse<byte[]> packed = fetch("/v1/status-lists/1", "Accept-Encoding", "br, gzip;q=0.5");
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.body().length).isLessThan(plain.body().length);
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            good(server, new String(in.readAllBytes(), StandardCharsets.US_ASCII), 1);
        }
        assertThat(fetch("/v1/status-lists/1", "Accept-Encoding", "gzip;q=0")
                        .headers()
                        .firstValue("Content-Encoding"))
                .isEmpty();
        Scene.await("an answer that is still the same", () -> {
            HttpResponse<byte[]> first = fetch("/v1/status-lists/1");
            String etag = first.headers().firstValue("ETag").orElseThrow();
            HttpResponse<byte[]> second = fetch("/v1/status-lists/1", "If-None-Match", etag);
            return second.statusCode() == 304
                    && second.body().length == 0
                    && second.headers()
                            .firstValue("ETag")
                            .equals(first.headers().firstValue("ETag"));
        });
        assertThat(fetch("/v1/status-lists/1", "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "5", "-1", "99999999"})
    void a_list_nobody_publishes_is_not_found(String number) {
        server.nobody().get("/v1/status-lists/" + number).isProblem(404, ErrorCode.NOT_FOUND);
    }

    @Test
    void changes_are_signed_numbered_without_a_gap_and_name_nobody() throws Exception {
        Scene scene = Scene.enforced(server.operator());
        Answer one = scene.issue();
        StatusReference first = reference(server, Scene.text(one, "token"));
        Answer two = scene.issue();
        try (Stream stream = new Stream(server)) {
            StatusDelta now = stream.nextBeat();
            revoke(scene, Scene.text(one, "jti"));
            StatusDelta change = stream.nextChange();
            assertThat(change.previous()).isEqualTo(now.seq());
            assertThat(change.changes())
                    .anyMatch(it -> it.index() == first.index() && it.status().wire() == 1);
            assertThat(stream.nextBeat().seq()).isEqualTo(change.seq());
            revoke(scene, Scene.text(two, "jti"));
            assertThat(stream.nextChange().previous()).isEqualTo(change.seq());
            assertThat(stream.said())
                    .doesNotContain(
                            Scene.text(one, "jti"), scene.operator().id().toString(), scene.agent());
            try (Stream resumed = new Stream(server, "Last-Event-ID", Long.toString(now.seq()))) {
                StatusDelta again = resumed.nextChange();
                assertThat(again.previous()).isLessThanOrEqualTo(now.seq());
                assertThat(again.changes()).containsAll(change.changes());
            }
        }
    }

    @Test
    void J23_every_process_tells_what_any_of_them_decided(@TempDir Path folder) throws Exception {
        TestDatabase database = TestDatabase.create();
        Path masterKey = folder.resolve("data/vault/kek");
        try (ApiServer one = ApiServer.startIn(folder, database);
                ApiServer two = ApiServer.start(database, "--stack.vault.kek-file=" + masterKey);
                Stream stream = new Stream(two)) {
            Scene scene = Scene.enforced(one.operator());
            Answer issued = scene.issue();
            StatusReference place = reference(one, Scene.text(issued, "token"));
            stream.nextBeat();
            revoke(scene, Scene.text(issued, "jti"));
            assertThat(stream.nextChange().changes())
                    .extracting(StatusChange::index)
                    .contains((int) place.index());
            Scene.await("the list of the other", () -> status(two, place) == 1);

            SigningKeys keys = one.bean(SigningKeys.class);
            String kid = keys.current().kid();
            String token = Scene.text(scene.issue(), "token");
            keys.withdraw(kid);
            Scene.await(
                    "the other's key set",
                    () -> !two.nobody().get("/v1/.well-known/jwks.json").text().contains(kid));
            assertThat(two.nobody()
                            .post("/v1/passports/verify", "{\"token\": \"" + token + "\"}")
                            .text())
                    .contains("BAD_SIGNATURE");
            Scene.await(
                    "a heartbeat that names it", () -> first(two).withdrawn().equals(List.of(kid)));
            try (Stream behind = new Stream(two, "Last-Event-ID", "0")) {
                assertThat(behind.nextChange().seq()).as("signed anew").isPositive();
            }
        }
    }

    /** What a new listener is told first; an empty heartbeat if that cannot be trusted yet. */
    private static StatusDelta first(ApiServer server) {
        String issuer = server.bean(PassportProperties.class).issuer().toString();
        try (Stream stream = new Stream(server)) {
            return stream.checked() instanceof Good<StatusDelta>(StatusDelta delta)
                    ? delta
                    : StatusDelta.heartbeat(issuer, server.clock().instant(), 0);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void who_was_away_too_long_or_comes_from_another_log_is_told_to_begin_anew() throws Exception {
        try (Stream stream = new Stream(server, "Last-Event-ID", Long.toString(Long.MAX_VALUE))) {
            assertThat(stream.next().reset()).isTrue();
        }
        server.nobody().get("/v1/revocations/stream", "Last-Event-ID", "x").isProblem(400, ErrorCode.INVALID_REQUEST);
        server.nobody().get("/v1/revocations/stream", "Last-Event-ID", "-1").isProblem(400, ErrorCode.INVALID_REQUEST);
    }

    @Test
    void no_more_may_listen_than_the_setting_says_and_a_stop_sends_them_home() throws Exception {
        Stream stream;
        long began;
        try (ApiServer own = ApiServer.start(TestDatabase.create(), "--stack.status.listeners-max=1")) {
            stream = new Stream(own);
            stream.nextBeat();
            own.nobody().get("/v1/revocations/stream").isProblem(429, ErrorCode.RATE_LIMITED);
            began = System.nanoTime();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        stream.readToEnd();
        stream.close();
    }

    @Test
    void F01_without_the_database_the_last_list_goes_out_until_it_expires_and_the_stream_says_nothing(
            @TempDir Path folder) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        int port = RestartableDatabase.freePort();
        EmbeddedPostgres database = RestartableDatabase.start(folder.resolve("data"), port);
        try (ApiServer own = ApiServer.start(TestDatabase.on(port))) {
            assertThat(own.nobody().get("/v1/status-lists/1").status()).isEqualTo(200);
            try (Stream stream = new Stream(own)) {
                stream.nextBeat();
                database.close();
                Scene.await("silence", () -> stream.isSilentFor(Duration.ofSeconds(3)));
            }
            assertThat(own.nobody().get("/v1/status-lists/1").status()).isEqualTo(200);
            own.clock().forward(Duration.ofSeconds(31));
            own.nobody().get("/v1/status-lists/1").isProblem(503, ErrorCode.UNAVAILABLE);
            own.nobody().get("/v1/status-lists/1").isProblem(503, ErrorCode.UNAVAILABLE);
        } finally {
            database.close();
        }
    }

    private int status(StatusReference reference) {
        return status(server, reference);
    }

    private static int status(ApiServer server, StatusReference reference) {
        int number = Integer.parseInt(reference.uri().substring(reference.uri().lastIndexOf('/') + 1));
        return good(server, server.nobody().get("/v1/status-lists/" + number).text(), number)
                .list()
                .get(reference.index());
    }

    private static StatusListToken good(ApiServer server, String text, int number) {
        String uri = server.bean(PassportProperties.class).issuer() + "/v1/status-lists/" + number;
        return ((Good<StatusListToken>) verifier(server).list(text, uri)).value();
    }

    private static StatusVerifier verifier(ApiServer server) {
        return new StatusVerifier(
                server.bean(SigningKeys.class), server.clock(), Duration.ZERO, server.bean(ProviderEd25519.class));
    }

    private HttpResponse<byte[]> fetch(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void revoke(Scene scene, String jti) {
        assertThat(scene.http()
                        .post("/v1/passports/revoke", "{\"jti\": \"%s\"}".formatted(jti))
                        .status())
                .isEqualTo(200);
    }

    private static StatusReference reference(ApiServer server, String token) {
        PassportClaims claims = ((Verified) server.bean(PassportVerifier.class).verify(token)).claims();
        return Objects.requireNonNull(claims.status());
    }

    /** A listener that checks every signature, read by a thread of its own. */
    private static final class Stream implements AutoCloseable {
        private final ApiServer server;
        private final InputStream in;
        private final BufferedReader lines;
        private final List<String> said = new ArrayList<>();

        Stream(ApiServer server, String... headers) throws Exception {
            this.server = server;
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/v1/revocations/stream"));
            if (headers.length > 0) {
                request.headers(headers);
            }
            HttpResponse<InputStream> response = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            this.in = response.body();
            this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        }

        /** The next event, whose name and id must agree with what was signed. */
        StatusDelta next() throws IOException {
            String id = field("id: ");
            String name = field("event: ");
            StatusDelta delta = ((Good<StatusDelta>) checkedData()).value();
            assertThat(Long.parseLong(id)).isEqualTo(delta.seq());
            assertThat(name)
                    .isEqualTo(delta.reset() ? "reset" : delta.seq() == delta.previous() ? "heartbeat" : "delta");
            return delta;
        }

        /** The next event, good or not. */
        Checked<StatusDelta> checked() throws IOException {
            field("id: ");
            field("event: ");
            return checkedData();
        }

        private Checked<StatusDelta> checkedData() throws IOException {
            String data = field("data: ");
            said.add(data);
            String issuer = server.bean(PassportProperties.class).issuer().toString();
            return verifier(server).delta(data, issuer);
        }

        StatusDelta nextBeat() throws IOException {
            StatusDelta next = next();
            while (next.seq() != next.previous() || next.reset()) {
                next = next();
            }
            return next;
        }

        StatusDelta nextChange() throws IOException {
            StatusDelta next = next();
            while (next.seq() == next.previous()) {
                next = next();
            }
            return next;
        }

        String said() {
            StringBuilder all = new StringBuilder();
            for (String one : said) {
                all.append(payload(one));
            }
            return all.toString();
        }

        private static String payload(String signed) {
            return new String(Base64.getUrlDecoder().decode(signed.split("\\.", -1)[1]), StandardCharsets.UTF_8);
        }

        private String field(String name) throws IOException {
            String line = lines.readLine();
            while (line != null && line.isEmpty()) {
                line = lines.readLine();
            }
            if (line == null) {
                throw new IOException("the stream has ended");
            }
            assertThat(line).startsWith(name);
            return line.substring(name.length());
        }

        boolean isSilentFor(Duration time) {
            try {
                long until = System.nanoTime() + time.toNanos();
                while (System.nanoTime() < until) {
                    if (in.available() > 0) {
                        next();
                        return false;
                    }
                    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                }
                return true;
            } catch (IOException over) {
                throw new AssertionError(over);
            }
        }

        void readToEnd() {
            try {
                while (lines.readLine() != null) {
                    // what is left
                }
            } catch (IOException cut) {
                assertThat(cut).isNotNull();
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
