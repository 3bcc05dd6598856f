// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.review;

import dev.stack.query.view.Columns;
import dev.stack.vocabulary.CheckoutId;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Page;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks reviews up in the rows of the passports' view, always inside one operator. */
@Component
final class ReviewRows {

    private static final String REVIEWED = " from query.checkout c where c.operator_id = ? and c.reviewed";

    private static final String WITH_PASSPORT = """
            select c.*, p.agent_name, p.intent_summary, p.intent_services
            from query.checkout c join query.passport p using (jti)
            where c.operator_id = ? and c.reviewed and\s""";

    private final JdbcClient jdbc;

    ReviewRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Newest first. */
    List<ReviewAnswer> list(OperatorId operator, ReviewFilter filter, Page page) {
        return jdbc.sql(WITH_PASSPORT + filter.condition()
                        + " order by c.submitted_at desc, c.checkout_id desc limit ? offset ?")
                .params(operator.value(), page.limit(), page.offset())
                .query((row, _) -> ReviewAnswer.of(new Columns(row)))
                .list();
    }

    long count(OperatorId operator, ReviewFilter filter) {
        return jdbc.sql("select count(*)" + REVIEWED + " and " + filter.condition())
                .params(operator.value())
                .query(Long.class)
                .single();
    }

    Optional<ReviewAnswer> find(OperatorId operator, CheckoutId checkout) {
        return jdbc.sql(WITH_PASSPORT + "c.checkout_id = ?")
                .params(operator.value(), checkout.value())
                .query((row, _) -> ReviewAnswer.of(new Columns(row)))
                .optional();
    }
}
