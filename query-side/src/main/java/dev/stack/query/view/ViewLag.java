// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How old the views are: the age of the first entry a view does not hold yet, zero when it holds all of them. No
 * security decision is taken from a view, so a view that is behind is an alarm and not an outage.
 */
@Component
public final class ViewLag {

    /** A view older than this is worth waking somebody. */
    public static final Duration ALARM = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final List<String> views;

    ViewLag(JdbcClient jdbc, Clock clock, List<View> views) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.views = views.stream().map(View::name).sorted().toList();
    }

    /** The names of all views. */
    public List<String> views() {
        return views;
    }

    /** How old each view is. */
    public Map<String, Duration> all() {
        var lags = new LinkedHashMap<String, Duration>();
        views.forEach(view -> lags.put(view, of(view)));
        return lags;
    }

    /** Whether some view is older than {@link #ALARM}. */
    public boolean alarming() {
        return all().values().stream().anyMatch(lag -> lag.compareTo(ALARM) > 0);
    }

    /** How old {@code view} is. */
    public Duration of(String view) {
        return jdbc.sql("""
                        select timestamp from ledger.entry
                        where global_index > coalesce((select position from query.progress where view = ?), 0)
                        order by global_index limit 1""")
                .param(view)
                .query(Long.class)
                .optional()
                .map(waiting -> Duration.ofMillis(Math.max(0, clock.millis() - waiting)))
                .orElse(Duration.ZERO);
    }
}
