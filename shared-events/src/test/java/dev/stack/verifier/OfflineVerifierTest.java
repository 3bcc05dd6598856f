// SPDX-License-Identifier: Apache-2.0
package dev.stack.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.passport.PassportClaims;
import dev.stack.passport.PassportCodec;
import dev.stack.passport.Passports;
import dev.stack.passport.PublicKeys;
import dev.stack.passport.Rejection;
import dev.stack.passport.SigningKey;
import dev.stack.passport.StatusReference;
import dev.stack.status.Status;
import dev.stack.status.StatusChange;
import dev.stack.status.StatusDelta;
import dev.stack.status.StatusList;
import dev.stack.status.StatusListToken;
import dev.stack.verifier.Decision.Accepted;
import dev.stack.verifier.Decision.Reason;
import dev.stack.verifier.Decision.Refused;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a verifier makes of a server that is late, away, behind a stale cache, or lying. */
final class OfflineVerifierTest {

    private static final String LIST_URI = Passports.ISSUER + "/v1/status-lists/1";
    private static final String LIST = "/v1/status-lists/1";
    private static final String KEYS = "/v1/.well-known/jwks.json";
    private static final Refused REVOKED = new Refused(Reason.REVOKED, null);
    private static final Refused STALE = new Refused(Reason.STALE, null);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final MovableClock clock = new MovableClock();
    private final String passport = passport(new StatusReference(3, LIST_URI));
    private IssuingServer server;
    private OfflineVerifier verifier;

    @BeforeEach
    void start() throws Exception {
        server = new IssuingServer();
        server.publish(PublicKeys.of(Passports.KID, Passports.KEY));
        server.publish(list(7, Passports.NOW, Status.VALID));
        verifier = OfflineVerifier.start(VerifierSettings.of(server.address(), clock)
                .withIssuer(Passports.ISSUER)
                .with(Passports.ED25519));
    }

    @AfterEach
    void stop() {
        verifier.close();
        server.close();
    }

    @Test
    void a_change_holds_at_once_and_a_list_from_a_stale_cache_does_not_undo_it() {
        assertThat(verifier.verify(passport)).isInstanceOf(Accepted.class);
        server.say(change(7, 8, Status.INVALID));
        await(() -> verifier.verify(passport).equals(REVOKED));

        clock.forward(Duration.ofSeconds(12));
        server.publish(list(7, clock.instant(), Status.VALID));
        int before = server.asked(LIST);
        server.say(heartbeat(8));
        await(() -> server.asked(LIST) > before + 2);
        assertThat(verifier.verify(passport)).isEqualTo(REVOKED);
    }

    @Test
    void a_gap_between_changes_sends_for_the_list() {
        assertThat(verifier.verify(passport)).isInstanceOf(Accepted.class);
        server.publish(list(12, Passports.NOW, Status.INVALID));
        server.say(change(11, 12, Status.VALID));
        await(() -> verifier.verify(passport).equals(REVOKED));
    }

    @Test
    void a_reset_sends_for_the_list() {
        assertThat(verifier.verify(passport)).isInstanceOf(Accepted.class);
        server.publish(list(9, Passports.NOW, Status.SUSPENDED));
        server.say(StatusDelta.reset(Passports.ISSUER, Passports.NOW, 9).sign(Passports.SIGNING_KEY));
        await(() -> verifier.verify(passport).equals(new Refused(Reason.SUSPENDED, null)));
    }

    @Test
    void numbers_go_back_only_with_a_reset_said_later_than_all_before() {
        assertThat(verifier.verify(passport)).isInstanceOf(Accepted.class);
        String before = StatusDelta.reset(Passports.ISSUER, Passports.NOW, 7).sign(Passports.SIGNING_KEY);
        clock.forward(Duration.ofSeconds(1));
        server.say(change(7, 90, Status.INVALID));
        await(() -> verifier.verify(passport).equals(REVOKED));
        server.publish(list(7, clock.instant(), Status.VALID));
        int asked = server.asked(LIST);
        server.say(before);
        server.say(change(90, 91, Status.INVALID));
        await(() -> server.asked(LIST) > asked || verifier.verify(passport).equals(REVOKED));
        assertThat(verifier.verify(passport)).isEqualTo(REVOKED);

        clock.forward(Duration.ofSeconds(1));
        server.say(StatusDelta.reset(Passports.ISSUER, clock.instant(), 7).sign(Passports.SIGNING_KEY));
        await(() -> verifier.verify(passport) instanceof Accepted);
    }

    @Test
    void while_the_server_hangs_many_who_ask_at_once_wait_for_one_request_not_for_each_other() throws Exception {
        try (var deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var alone = OfflineVerifier.start(
                        VerifierSettings.of(URI.create("http://127.0.0.1:" + deaf.getLocalPort()), clock));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long began = System.nanoTime();
            List<Future<Decision>> asked = IntStream.range(0, 20)
                    .mapToObj(_ -> threads.submit(() -> alone.verify(passport)))
                    .toList();
            for (Future<Decision> one : asked) {
                assertThat(one.get()).isEqualTo(STALE);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    void heartbeats_keep_a_list_in_use_but_never_past_its_expiry() {
        assertThat(verifier.verify(passport)).isInstanceOf(Accepted.class);
        server.withdrawList();
        clock.forward(Duration.ofSeconds(20));
        assertThat(verifier.verify(passport)).isEqualTo(STALE);
        server.say(heartbeat(7));
        await(() -> verifier.verify(passport) instanceof Accepted);
        clock.forward(Duration.ofSeconds(16));
        server.say(heartbeat(7));
        int before = server.asked(LIST);
        await(() -> server.asked(LIST) > before);
        assertThat(verifier.verify(passport)).isEqualTo(STALE);
    }

    @Test
    void an_old_heartbeat_said_again_proves_nothing() {
        assertThat(verifier.verify(passport)).isInstanceOf(Accepted.class);
        String old = heartbeat(7);
        server.withdrawList();
        clock.forward(Duration.ofSeconds(20));
        server.say(old);
        server.say(change(3, 4, Status.VALID));
        int before = server.asked(LIST);
        await(() -> server.asked(LIST) > before + 2);
        assertThat(verifier.verify(passport)).isEqualTo(STALE);
    }

    @Test
    void a_change_signed_by_a_stranger_is_not_taken_and_ends_the_stream() {
        assertThat(verifier.verify(passport)).isInstanceOf(Accepted.class);
        await(() -> server.asked("/v1/revocations/stream") == 1);
        StatusDelta forged = delta(7, 8, Status.INVALID);
        server.say(forged.sign(key("stranger")));
        await(() -> server.asked("/v1/revocations/stream") > 1);
        assertThat(verifier.verify(passport)).isInstanceOf(Accepted.class);
    }

    @Test
    void J23_a_withdrawn_key_is_refused_even_while_the_published_set_still_names_it() {
        server.publish(new PublicKeys(Map.of(Passports.KID, Passports.KEY, "next", Passports.KEY)));
        assertThat(verifier.verify(passport)).isInstanceOf(Accepted.class);
        server.say(new StatusDelta(Passports.ISSUER, Passports.NOW, 7, 7, false, List.of(), List.of(Passports.KID))
                .sign(key("next")));
        await(() -> verifier.verify(passport).equals(new Refused(Reason.REJECTED, Rejection.KEY_WITHDRAWN)));
    }

    @Test
    void a_key_that_came_up_since_is_fetched_and_a_flood_of_unknown_ones_is_not_passed_on() {
        assertThat(verifier.verify(passport)).isInstanceOf(Accepted.class);
        String next = PassportCodec.encode(claims(new StatusReference(3, LIST_URI)), key("next"));
        assertThat(verifier.verify(next)).isEqualTo(new Refused(Reason.REJECTED, Rejection.KID));
        int before = server.asked(KEYS);
        for (int i = 0; i < 200; i++) {
            String unknown = PassportCodec.encode(claims(new StatusReference(3, LIST_URI)), key("unknown" + i));
            assertThat(verifier.verify(unknown)).isEqualTo(new Refused(Reason.REJECTED, Rejection.KID));
        }
        assertThat(server.asked(KEYS)).isLessThanOrEqualTo(before + 1);

        server.publish(new PublicKeys(Map.of(Passports.KID, Passports.KEY, "next", Passports.KEY)));
        await(() -> verifier.verify(next) instanceof Accepted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.example/v1/status-lists/1",
                Passports.ISSUER + "/v1/status-lists/01",
                Passports.ISSUER + "/v1/status-lists/-1",
                Passports.ISSUER + "/v1/status-lists/1/../2",
                Passports.ISSUER + "/v1/status-lists/99999999999",
                Passports.ISSUER + "/v1/status-lists/"
            })
    void a_passport_cannot_send_the_verifier_anywhere_but_to_the_lists_of_the_issuer(String elsewhere) {
        assertThat(verifier.verify(passport)).isInstanceOf(Accepted.class);
        int before = server.asked(LIST);
        assertThat(verifier.verify(passport(new StatusReference(3, elsewhere)))).isEqualTo(STALE);
        assertThat(server.askedInAll() - server.asked(KEYS) - server.asked("/v1/revocations/stream"))
                .isEqualTo(server.asked(LIST))
                .isGreaterThanOrEqualTo(before);
    }

    @Test
    void a_place_outside_the_list_or_no_place_at_all_is_not_accepted() {
        assertThat(verifier.verify(passport(new StatusReference(64, LIST_URI)))).isEqualTo(STALE);
        assertThat(verifier.verify(PassportCodec.encode(Passports.root(), Passports.SIGNING_KEY)))
                .isEqualTo(new Refused(Reason.NO_STATUS, null));
    }

    @Test
    void an_answer_without_an_end_is_cut_off() {
        server.publish("x".repeat(StatusListToken.LENGTH_MAX + 1));
        assertThat(verifier.verify(passport)).isEqualTo(STALE);
        server.say("y".repeat(StatusDelta.LENGTH_MAX + 100));
        await(() -> server.asked("/v1/revocations/stream") > 1);
    }

    private String heartbeat(long seq) {
        return StatusDelta.heartbeat(Passports.ISSUER, clock.instant(), seq).sign(Passports.SIGNING_KEY);
    }

    private String change(long previous, long seq, Status status) {
        return delta(previous, seq, status).sign(Passports.SIGNING_KEY);
    }

    private StatusDelta delta(long previous, long seq, Status status) {
        return new StatusDelta(
                Passports.ISSUER,
                clock.instant(),
                previous,
                seq,
                false,
                List.of(new StatusChange(1, 3, status), new StatusChange(2, 3, Status.INVALID)),
                List.of());
    }

    private static String list(long seq, Instant at, Status status) {
        return new StatusListToken(
                        LIST_URI,
                        at,
                        at.plusSeconds(30),
                        Duration.ofSeconds(5),
                        seq,
                        StatusList.allValid(2, 64).with(List.of(new StatusChange(1, 3, status))))
                .sign(Passports.SIGNING_KEY);
    }

    private static String passport(StatusReference status) {
        return PassportCodec.encode(claims(status), Passports.SIGNING_KEY);
    }

    private static PassportClaims claims(StatusReference status) {
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
                root.services(),
                root.identityClaims(),
                root.intent(),
                root.checkpointInterval(),
                root.chain(),
                status,
                root.confirmation());
    }

    /** The key of the tests under another name. */
    private static SigningKey key(String kid) {
        return new SigningKey() {
            @Override
            public String kid() {
                return kid;
            }

            @Override
            public byte[] sign(byte[] message) {
                return Passports.SIGNING_KEY.sign(message);
            }
        };
    }

    private static void await(BooleanSupplier happened) {
        long latest = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > latest) {
                throw new AssertionError("did not happen in time");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** Stands still until it is moved. */
    private static final class MovableClock extends Clock {
        private volatile Instant now = Passports.NOW;

        void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new IllegalArgumentException("UTC only");
        }
    }
}
