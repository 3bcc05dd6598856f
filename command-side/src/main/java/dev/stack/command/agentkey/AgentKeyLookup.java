// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.agentkey;

import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Lookup;
import dev.stack.events.AgentEvent.AgentEnrolled;
import dev.stack.events.AgentEvent.AgentKeyRevoked;
import dev.stack.events.DomainEvent;
import dev.stack.passport.Base64Url;
import dev.stack.passport.PublicKey;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.OperatorId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The live keys of agents, and when each was used last. */
@Component
class AgentKeyLookup implements Lookup {

    private final JdbcClient jdbc;

    AgentKeyLookup(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A key that proves its agent; {@code lastUsedAt} is at most a minute behind, {@code null} before the first use. */
    record LiveKey(
            String thumbprint,
            PublicKey key,
            Instant enrolledAt,
            @Nullable Instant lastUsedAt) {}

    @Override
    public List<Guard> on(DomainEvent event) {
        return switch (event) {
            case AgentEnrolled enrolled -> List.of(insert(enrolled));
            case AgentKeyRevoked revoked ->
                List.of(Guard.write(
                        "DELETE FROM command.agent_key WHERE agent_id = ? AND thumbprint = ?",
                        revoked.agent().value(),
                        revoked.thumbprint()));
            default -> List.of();
        };
    }

    private static Guard insert(AgentEnrolled enrolled) {
        return Guard.write(
                "INSERT INTO command.agent_key (agent_id, thumbprint, operator_id, public_key, enrolled_at)"
                        + " VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (agent_id, thumbprint) DO UPDATE SET enrolled_at = excluded.enrolled_at",
                enrolled.agent().value(),
                enrolled.thumbprint(),
                enrolled.operator().value(),
                Base64Url.decode(enrolled.publicKey()).orElseThrow(),
                enrolled.at().atOffset(ZoneOffset.UTC));
    }

    /** The keys of an agent, whoever's it is, the last enrolled first. */
    List<LiveKey> of(AgentId agent) {
        return jdbc.sql("SELECT * FROM command.agent_key WHERE agent_id = ? ORDER BY enrolled_at DESC, thumbprint")
                .param(agent.value())
                .query((row, _) -> read(row))
                .list();
    }

    /** The same, of one of the operator's. */
    List<LiveKey> of(AgentId agent, OperatorId operator) {
        return jdbc.sql("SELECT * FROM command.agent_key WHERE agent_id = ? AND operator_id = ?"
                        + " ORDER BY enrolled_at DESC, thumbprint")
                .params(agent.value(), operator.value())
                .query((row, _) -> read(row))
                .list();
    }

    /** The key that nobody has used for the longest time. */
    Optional<String> longestUnused(AgentId agent) {
        return jdbc.sql("SELECT thumbprint FROM command.agent_key WHERE agent_id = ?"
                        + " ORDER BY coalesce(last_used_at, enrolled_at), thumbprint LIMIT 1")
                .param(agent.value())
                .query(String.class)
                .optional();
    }

    private static LiveKey read(ResultSet row) throws SQLException {
        OffsetDateTime used = row.getObject("last_used_at", OffsetDateTime.class);
        return new LiveKey(
                row.getString("thumbprint"),
                PublicKey.kept(row.getBytes("public_key")),
                row.getObject("enrolled_at", OffsetDateTime.class).toInstant(),
                used == null ? null : used.toInstant());
    }
}
