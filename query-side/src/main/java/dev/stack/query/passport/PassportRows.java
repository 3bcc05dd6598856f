// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.passport;

import dev.stack.query.passport.PassportReport.Checkout;
import dev.stack.query.passport.PassportReport.Review;
import dev.stack.query.view.Columns;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Page;
import dev.stack.vocabulary.SessionId;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks passports up, always inside one operator. */
@Component
final class PassportRows {

    private static final String SELECT = """
            select passport.*, exists (select 1 from query.frozen_operator frozen
                where frozen.operator_id = passport.operator_id) as frozen
            from query.passport passport\s""";

    private static final int CHECKPOINTS_MAX = 1_000;

    private final JdbcClient jdbc;
    private final Clock clock;

    PassportRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Those that work now, newest first. */
    List<PassportAnswer> active(OperatorId operator, Optional<AgentId> agent, Optional<SessionId> session, Page page) {
        Instant now = clock.instant();
        var sql = new StringBuilder(SELECT).append("""
                where operator_id = ? and revoked_at is null and checked_out_at is null and mission_ended_at is null
                and expires_at > ? and (superseded_at is null or superseded_at > ?)""");
        var arguments = new ArrayList<Object>(
                List.of(operator.value(), now.atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC)));
        agent.ifPresent(id -> {
            sql.append(" and agent_id = ?");
            arguments.add(id.value());
        });
        session.ifPresent(id -> {
            sql.append(" and session_id = ?");
            arguments.add(id.value());
        });
        sql.append(" order by issued_at desc, jti desc limit ? offset ?");
        arguments.add(page.limit());
        arguments.add(page.offset());
        return jdbc.sql(sql.toString())
                .params(arguments)
                .query((row, _) -> PassportAnswer.of(new Columns(row), now))
                .list();
    }

    Optional<PassportAnswer> find(OperatorId operator, Jti jti) {
        Instant now = clock.instant();
        return jdbc.sql(SELECT + "where jti = ? and operator_id = ?")
                .params(jti.value(), operator.value())
                .query((row, _) -> PassportAnswer.of(new Columns(row), now))
                .optional();
    }

    /** The passports of a session, parents before children; one more than a tree shows if there are more. */
    List<PassportAnswer> session(OperatorId operator, SessionId session) {
        Instant now = clock.instant();
        return jdbc.sql(
                        SELECT
                                + "where operator_id = ? and session_id = ? order by cardinality(chain), issued_at, jti limit ?")
                .params(operator.value(), session.value(), PassportTree.NODES_MAX + 1)
                .query((row, _) -> PassportAnswer.of(new Columns(row), now))
                .list();
    }

    /** The checkpoints, oldest first. */
    List<CheckpointAnswer> checkpoints(OperatorId operator, Jti jti) {
        return jdbc.sql("""
                        select * from query.checkpoint where jti = ? and operator_id = ?
                        order by reported_at, checkpoint_id limit ?""")
                .params(jti.value(), operator.value(), CHECKPOINTS_MAX)
                .query((row, _) -> CheckpointAnswer.of(new Columns(row)))
                .list();
    }

    /** The last checkout and its review. */
    Optional<Ending> ending(OperatorId operator, Jti jti) {
        return jdbc.sql("""
                        select * from query.checkout where jti = ? and operator_id = ?
                        order by submitted_at desc, checkout_id desc limit 1""")
                .params(jti.value(), operator.value())
                .query((row, _) -> Ending.of(new Columns(row)))
                .optional();
    }

    record Ending(Checkout checkout, @Nullable Review review) {
        static Ending of(Columns columns) throws SQLException {
            return new Ending(Checkout.of(columns), Review.of(columns));
        }
    }
}
