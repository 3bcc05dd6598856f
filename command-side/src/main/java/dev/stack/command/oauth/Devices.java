// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationGrantError;
import dev.stack.command.login.Sha256;
import dev.stack.command.login.SignedIn;
import dev.stack.command.oauth.OAuthCommand.AgreeToDevice;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.ClientId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.FamilyEnd;
import dev.stack.vocabulary.FamilyId;
import dev.stack.vocabulary.OAuthRefusal;
import dev.stack.vocabulary.RandomText;
import dev.stack.vocabulary.Refusal;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Programs that wait for a person at another screen (RFC 8628). */
@Component
public class Devices {

    static final Duration LIFE = Duration.ofMinutes(10);
    static final int EVERY_SECONDS = 5;

    private static final int EVERY_SECONDS_MAX = 60;
    private static final int WAITING_MAX = 10_000;
    private static final int CODE_LENGTH = 43;

    private static final String FIND = """
            SELECT client_id, scopes, state, family_id, every_seconds, asked_at, expires_at FROM command.oauth_device
            WHERE\s""";

    private final JdbcClient jdbc;
    private final CommandGateway commands;
    private final Clients clients;
    private final Families families;
    private final SecureRandom random;
    private final Clock clock;

    Devices(
            JdbcClient jdbc,
            CommandGateway commands,
            Clients clients,
            Families families,
            SecureRandom random,
            Clock clock) {
        this.jdbc = jdbc;
        this.commands = commands;
        this.clients = clients;
        this.families = families;
        this.random = random;
        this.clock = clock;
    }

    /** What a program that begins to wait gets. */
    record Begun(String deviceCode, UserCode userCode) {}

    /** A program that waits, as the person is asked about it. */
    public record Waiting(Client client, Set<ApiScope> scopes) {}

    /** A program begins to wait. */
    Begun begin(ClientId client, Set<ApiScope> scopes) {
        int waiting = jdbc.sql("SELECT count(*) FROM command.oauth_device")
                .query(Integer.class)
                .single();
        if (waiting >= WAITING_MAX) {
            throw new Refusal(ErrorCode.RATE_LIMITED, "Too many programs wait for people. Try again in some minutes.");
        }
        var begun = new Begun(RandomText.of(CODE_LENGTH, random), UserCode.make(random));
        jdbc.sql("INSERT INTO command.oauth_device (device_hash, user_code_hash, client_id, scopes, state,"
                        + " every_seconds, expires_at) VALUES (?, ?, ?, ?, 'waiting', ?, ?)")
                .params(
                        Sha256.of(begun.deviceCode()),
                        Sha256.of(begun.userCode().text()),
                        client.value(),
                        Scopes.names(scopes).toArray(String[]::new),
                        EVERY_SECONDS,
                        at(clock.instant().plus(LIFE)))
                .update();
        return begun;
    }

    /** The program that waits under that code. */
    public Optional<Waiting> waiting(UserCode code) {
        return find("user_code_hash = ?", Sha256.of(code.text()))
                .filter(row -> row.state().equals("waiting") && row.expiresAt().isAfter(clock.instant()))
                .flatMap(row -> clients.find(row.client()).map(client -> new Waiting(client, row.scopes())));
    }

    /** The person agrees. Refused with {@code CONFLICT} when nobody waits under that code any more. */
    public void agree(UserCode code, SignedIn who) {
        Waiting waiting = waiting(code).orElseThrow(Devices::over);
        Family family = Family.begun(FamilyId.mint(random), waiting.client().id(), who, waiting.scopes());
        commands.sendAndWait(new AgreeToDevice(family, Sha256.of(code.text())));
    }

    /** The person does not agree. */
    public void refuse(UserCode code) {
        jdbc.sql("UPDATE command.oauth_device SET state = 'refused' WHERE user_code_hash = ? AND state = 'waiting'")
                .param(Sha256.of(code.text()))
                .update();
    }

    /** What the person agreed to. Refused as RFC 8628, section 3.5 says, above all while there is no answer yet. */
    Family redeem(String deviceCode, ClientId client) {
        byte[] hash = Sha256.of(deviceCode);
        Row row = find("device_hash = ?", hash)
                .filter(found -> found.client().equals(client))
                .orElseThrow(() -> OAuthErrors.refused(OAuth2Error.INVALID_GRANT, "The device_code is unknown here."));
        requirePatience(row, hash);
        Family family =
                row.family() == null ? null : families.find(row.family()).orElse(null);
        if (row.state().equals("agreed") && family != null && use(hash)) {
            return family;
        }
        if (row.state().equals("used") && family != null) {
            families.revoke(family, FamilyEnd.CODE_REUSED);
        }
        throw unanswered(row);
    }

    void forgetExpired() {
        jdbc.sql("DELETE FROM command.oauth_device WHERE expires_at < ?")
                .param(at(clock.instant().minus(LIFE)))
                .update();
    }

    static Refusal over() {
        return new Refusal(
                ErrorCode.CONFLICT, "No program waits for this any more. Start again in the program that asked.");
    }

    /** Who asks sooner than it was told is told to ask more seldom. */
    private void requirePatience(Row row, byte[] hash) {
        Instant now = clock.instant();
        boolean tooSoon = row.askedAt() != null && now.isBefore(row.askedAt().plusSeconds(row.everySeconds()));
        int every = tooSoon ? Math.min(row.everySeconds() + EVERY_SECONDS, EVERY_SECONDS_MAX) : row.everySeconds();
        jdbc.sql("UPDATE command.oauth_device SET asked_at = ?, every_seconds = ? WHERE device_hash = ?")
                .params(at(now), every, hash)
                .update();
        if (tooSoon) {
            throw OAuthErrors.refused(
                    DeviceAuthorizationGrantError.SLOW_DOWN, "Ask every " + every + " s from now on, not sooner.");
        }
    }

    private boolean use(byte[] hash) {
        return jdbc.sql("UPDATE command.oauth_device SET state = 'used' WHERE device_hash = ? AND state = 'agreed'")
                        .param(hash)
                        .update()
                == 1;
    }

    private OAuthRefusal unanswered(Row row) {
        if (row.state().equals("refused")) {
            return new OAuthRefusal(OAuth2Error.ACCESS_DENIED.getCode(), 400, "The person did not agree.");
        }
        if (row.state().equals("waiting") && row.expiresAt().isAfter(clock.instant())) {
            return OAuthErrors.refused(
                    DeviceAuthorizationGrantError.AUTHORIZATION_PENDING, "The person has not answered yet. Ask again.");
        }
        return row.state().equals("waiting")
                ? OAuthErrors.refused(
                        DeviceAuthorizationGrantError.EXPIRED_TOKEN, "The device_code is over. Start again.")
                : OAuthErrors.refused(OAuth2Error.INVALID_GRANT, "The device_code was used. Start again.");
    }

    private Optional<Row> find(String where, byte[] hash) {
        return jdbc.sql(FIND + where).param(hash).query(Devices::read).optional();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Row read(ResultSet row, int number) throws SQLException {
        OffsetDateTime asked = row.getObject("asked_at", OffsetDateTime.class);
        String family = row.getString("family_id");
        return new Row(
                new ClientId(row.getString("client_id")),
                Scopes.ofNames(List.of((String[]) row.getArray("scopes").getArray())),
                row.getString("state"),
                family == null ? null : new FamilyId(family),
                row.getInt("every_seconds"),
                asked == null ? null : asked.toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }

    private record Row(
            ClientId client,
            Set<ApiScope> scopes,
            String state,
            @Nullable FamilyId family,
            int everySeconds,
            @Nullable Instant askedAt,
            Instant expiresAt) {}
}
