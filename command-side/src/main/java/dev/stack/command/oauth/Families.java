// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import dev.stack.command.oauth.OAuthCommand.RevokeFamily;
import dev.stack.vocabulary.ClientId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.FamilyEnd;
import dev.stack.vocabulary.FamilyId;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people let programs do, as long as it is so. Read anew for every request: what is revoked is over everywhere at once. */
@Component
class Families {

    /** How long a program may stay away before it must ask again. */
    static final Duration LIFE = Duration.ofDays(30);

    private static final String LIVE = """
            SELECT family_id, client_id, operator_id, role, actor, key_hash, scopes FROM command.oauth_family AS family
            WHERE family_id = ? AND NOT revoked AND expires_at > ?
                AND (key_hash IS NULL OR EXISTS (SELECT 1 FROM command.api_key AS k WHERE k.key_hash = family.key_hash))""";

    private final JdbcClient jdbc;
    private final CommandGateway commands;
    private final Clock clock;

    Families(JdbcClient jdbc, CommandGateway commands, Clock clock) {
        this.jdbc = jdbc;
        this.commands = commands;
        this.clock = clock;
    }

    /** The family, unless it is over. */
    Optional<Family> find(FamilyId id) {
        return jdbc.sql(LIVE)
                .params(id.value(), at(clock.instant()))
                .query(Families::read)
                .optional();
    }

    /** The program came back in time. */
    void prolong(Family family) {
        jdbc.sql("UPDATE command.oauth_family SET expires_at = ? WHERE family_id = ?")
                .params(at(clock.instant().plus(LIFE)), family.id().value())
                .update();
    }

    /** Ends it; nothing when it has ended already. */
    void revoke(Family family, FamilyEnd reason) {
        try {
            commands.sendAndWait(new RevokeFamily(family.id(), family.operator(), family.client(), reason));
        } catch (Refusal refused) {
            if (refused.code() != ErrorCode.CONFLICT) {
                throw refused;
            }
        }
    }

    /** Forgets those that ended long ago, with their codes and tokens. */
    void forgetExpired() {
        jdbc.sql("DELETE FROM command.oauth_family WHERE expires_at < ?")
                .param(at(clock.instant()))
                .update();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Family read(ResultSet row, int number) throws SQLException {
        return new Family(
                new FamilyId(row.getString("family_id")),
                new ClientId(row.getString("client_id")),
                new OperatorId(row.getString("operator_id")),
                Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                row.getString("actor"),
                Optional.ofNullable(row.getBytes("key_hash")),
                Scopes.ofNames(List.of((String[]) row.getArray("scopes").getArray())));
    }
}
