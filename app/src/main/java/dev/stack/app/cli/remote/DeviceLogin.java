// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.app.cli.client.Body;
import dev.stack.app.cli.client.Fields;
import dev.stack.app.cli.client.Login;
import dev.stack.app.cli.client.Refused;
import dev.stack.app.cli.client.Server;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonNumber;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The device authorization grant (RFC 8628): a person agrees wherever they have a browser, this machine waits. */
final class DeviceLogin {

    private static final Duration SLOWER = Duration.ofSeconds(5);

    private final Server server;
    private final Clock clock;

    DeviceLogin(Server server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /**
     * What the person is shown, and how long it holds.
     *
     * @param page the address to open, with the code in it where the server offers that
     */
    record Offer(String clientId, String deviceCode, String userCode, String page, Instant end, Duration interval) {

        /** Tells nothing of the device code. */
        @Override
        public String toString() {
            return "Offer[" + clientId + ", " + page + ", until " + end + "]";
        }
    }

    Offer ask(String scope) {
        String clientId = register();
        JsonValue offered = server.form("/oauth/device_authorization", Map.of("client_id", clientId, "scope", scope));
        String page = Fields.text(offered, "verification_uri_complete")
                .or(() -> Fields.text(offered, "verification_uri"))
                .orElseThrow();
        return new Offer(
                clientId,
                Fields.text(offered, "device_code").orElseThrow(),
                Fields.text(offered, "user_code").orElseThrow(),
                page,
                clock.instant().plusSeconds(number(offered, "expires_in").orElse(600L)),
                Duration.ofSeconds(number(offered, "interval").orElse(5L)));
    }

    /** Waits for the person. Throws {@link IllegalStateException} when they refused or took too long. */
    Login await(Offer offer) throws InterruptedException {
        Duration pause = offer.interval();
        while (clock.instant().isBefore(offer.end())) {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            try {
                return login(offer, exchange(offer));
            } catch (Refused notYet) {
                pause = pauseAfter(notYet, pause);
            }
        }
        throw new IllegalStateException("Nobody agreed in time. Run it again.");
    }

    private String register() {
        var client = new Body()
                .text("client_name", "stack command line")
                .texts("redirect_uris", List.of("http://127.0.0.1/callback"))
                .texts("grant_types", List.of("urn:ietf:params:oauth:grant-type:device_code", "refresh_token"))
                .text("token_endpoint_auth_method", "none")
                .text("software_id", "stack-cli");
        return Fields.text(server.post("/oauth/register", client.json()), "client_id")
                .orElseThrow();
    }

    private JsonValue exchange(Offer offer) {
        return server.form(
                "/oauth/token",
                Map.of(
                        "grant_type", "urn:ietf:params:oauth:grant-type:device_code",
                        "device_code", offer.deviceCode(),
                        "client_id", offer.clientId()));
    }

    private static Duration pauseAfter(Refused refused, Duration pause) {
        return switch (refused.code()) {
            case "authorization_pending" -> pause;
            case "slow_down" -> pause.plus(SLOWER);
            case "access_denied" -> throw new IllegalStateException("The login was refused in the browser.");
            case "expired_token" -> throw new IllegalStateException("Nobody agreed in time. Run it again.");
            default -> throw refused;
        };
    }

    private Login login(Offer offer, JsonValue given) {
        return new Login(
                offer.clientId(),
                Fields.text(given, "refresh_token").orElseThrow(),
                Fields.text(given, "scope").orElse(""),
                Optional.of(server.base()));
    }

    private static Optional<Long> number(JsonValue value, String name) {
        return Fields.at(value, name).filter(JsonNumber.class::isInstance).flatMap(number -> ((JsonNumber) number)
                .asLong());
    }
}
