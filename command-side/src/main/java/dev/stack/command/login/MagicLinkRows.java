// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.login;

import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.PersonId;
import dev.stack.vocabulary.Role;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code command.magic_link}, read. */
@Component
class MagicLinkRows {

    private static final String FIND = """
            SELECT l.person_id, p.operator_id, p.role, l.went_from, l.expires_at, l.used_at
            FROM command.magic_link l JOIN command.person p USING (person_id) WHERE l.link_hash = ?""";

    private final JdbcClient jdbc;

    MagicLinkRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<MagicLink> find(byte[] linkHash) {
        return jdbc.sql(FIND)
                .param(linkHash)
                .query((row, _) -> new MagicLink(
                        new Person(
                                new PersonId(row.getString("person_id")),
                                new OperatorId(row.getString("operator_id")),
                                Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT))),
                        Optional.ofNullable(row.getString("went_from")),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                        row.getObject("used_at") != null))
                .optional();
    }

    /** How many were sent to somebody since {@code then}. */
    int sentSince(Instant then, PersonId person) {
        return jdbc.sql("SELECT count(*) FROM command.magic_link WHERE person_id = ? AND sent_at > ?")
                .params(person.value(), then.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    /** Forgets those that ended before {@code then}. */
    void forgetBefore(Instant then) {
        jdbc.sql("DELETE FROM command.magic_link WHERE expires_at < ?")
                .param(then.atOffset(ZoneOffset.UTC))
                .update();
    }
}
