// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.login;

import dev.stack.command.login.LoginCommand.BeginLogin;
import dev.stack.command.login.LoginCommand.EndLogin;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.LoginId;
import dev.stack.vocabulary.LoginMeans;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Role;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is signed in. Read anew for every request, so that a sign-in that ended is over in every process at once. */
@Component
public class Logins {

    /** How long a sign-in lasts. */
    public static final Duration LIFE = Duration.ofHours(24);

    /** How many sign-ins of one person there are at most; the oldest one ends. */
    static final int LIVE_MAX = 50;

    private static final String LIVE = """
            SELECT login_id, operator_id, role, actor, key_hash, expires_at FROM command.login AS login
            WHERE expires_at > ?
                AND (key_hash IS NULL OR EXISTS (SELECT 1 FROM command.api_key AS k WHERE k.key_hash = login.key_hash))
                AND\s""";

    private final JdbcClient jdbc;
    private final CommandGateway commands;
    private final SecureRandom random;
    private final Clock clock;

    Logins(JdbcClient jdbc, CommandGateway commands, SecureRandom random, Clock clock) {
        this.jdbc = jdbc;
        this.commands = commands;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Signs in the holder of an API key.
     *
     * @param keyHash SHA-256 of the key
     * @param cookieHash hash of what the browser will be known by
     */
    public SignedIn begin(Caller caller, byte[] keyHash, byte[] cookieHash) {
        var who = new SignedIn(
                LoginId.mint(random),
                caller.operator(),
                caller.role(),
                caller.actor(),
                Optional.of(keyHash),
                clock.instant().plus(LIFE));
        commands.sendAndWait(new BeginLogin(who, LoginMeans.API_KEY, Optional.of(cookieHash)));
        return who;
    }

    /** Who is signed in under that id. */
    public Optional<SignedIn> find(LoginId login) {
        return jdbc.sql(LIVE + "login_id = ?")
                .params(now(), login.value())
                .query(Logins::read)
                .optional();
    }

    /** Whom a browser is known as. */
    public Optional<SignedIn> ofCookie(String cookie) {
        return jdbc.sql(LIVE + "cookie_hash = ?")
                .params(now(), Sha256.of(cookie))
                .query(Logins::read)
                .optional();
    }

    /** Signs out; nothing when that happened already. */
    public void end(SignedIn who) {
        try {
            commands.sendAndWait(new EndLogin(who));
        } catch (Refusal refused) {
            if (refused.code() != ErrorCode.CONFLICT) {
                throw refused;
            }
        }
    }

    /** Forgets those that ran out before {@code then}. */
    void forgetBefore(Instant then) {
        jdbc.sql("DELETE FROM command.login WHERE expires_at < ?")
                .param(then.atOffset(ZoneOffset.UTC))
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static SignedIn read(ResultSet row, int number) throws SQLException {
        return new SignedIn(
                new LoginId(row.getString("login_id")),
                new OperatorId(row.getString("operator_id")),
                Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                row.getString("actor"),
                Optional.ofNullable(row.getBytes("key_hash")),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }
}
