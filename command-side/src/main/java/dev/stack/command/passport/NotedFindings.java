// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.events.PassportEvent.DetectorFired;
import dev.stack.json.JsonValue.JsonString;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What detectors have found in the life of one passport, as far as it matters for what they find next. */
final class NotedFindings {

    private static final Duration REPEATS = Duration.ofMinutes(5);
    private static final int REMEMBERED = 64;

    private final Set<String> signals = new LinkedHashSet<>();
    private final Set<String> services = new LinkedHashSet<>();
    private final Map<String, Instant> last = new LinkedHashMap<>();

    void note(DetectorFired finding) {
        signals.add(finding.signal());
        finding.details().get("service").ifPresent(service -> services.add(((JsonString) service).value()));
        finding.details().get("key").ifPresent(key -> remember(finding, ((JsonString) key).value()));
    }

    /** Bounded: an agent that makes up ever new keys only loses the memory of the oldest. */
    private void remember(DetectorFired finding, String key) {
        last.put(finding.signal() + ' ' + key, finding.at());
        if (last.size() > REMEMBERED) {
            last.remove(last.keySet().iterator().next());
        }
    }

    /** Whether the same was found a short while ago. */
    boolean isRepeat(String signal, String key, Instant now) {
        Instant before = last.get(signal + ' ' + key);
        return before != null && now.isBefore(before.plus(REPEATS));
    }

    boolean hasFired(String signal) {
        return signals.contains(signal);
    }

    /** Services that findings were about. */
    Set<String> services() {
        return services;
    }
}
