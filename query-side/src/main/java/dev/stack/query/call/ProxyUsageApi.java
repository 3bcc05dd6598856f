// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.call;

import dev.stack.query.view.Reads;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.OpenToAgents;
import dev.stack.vocabulary.Requires;
import dev.stack.vocabulary.Role;
import dev.stack.vocabulary.Scoped;
import java.time.Clock;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows how many calls an operator has made this month. Nothing is limited: the numbers are for people. */
@RestController
@Reads(CallView.NAME)
final class ProxyUsageApi {

    private static final String TIER = "enterprise";

    private final JdbcClient jdbc;
    private final Clock clock;

    ProxyUsageApi(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @GetMapping("/v1/proxy/usage")
    @Requires(Role.READONLY)
    @Scoped(ApiScope.PROXY_READ)
    @OpenToAgents
    Usage usage(Caller caller) {
        YearMonth month = YearMonth.now(clock);
        long used = jdbc.sql("select calls from query.call_count where operator_id = ? and month = ?")
                .params(caller.operator().value(), month.atDay(1))
                .query(Long.class)
                .optional()
                .orElse(0L);
        return new Usage(TIER, null, used, null, month.toString());
    }

    /**
     * Calls of a month.
     *
     * @param limit most calls of the month; {@code null} = unlimited
     * @param remaining what is left of the limit; {@code null} = unlimited
     * @param period the month in UTC, such as {@code 2026-11}
     */
    record Usage(
            String tier,
            @Nullable Long limit,
            long used,
            @Nullable Long remaining,
            String period) {}
}
