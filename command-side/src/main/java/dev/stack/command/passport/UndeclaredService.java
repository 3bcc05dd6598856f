// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.events.PassportEvent.DetectorFired;
import dev.stack.events.PassportTerms;
import dev.stack.events.Report;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.Flag;
import dev.stack.vocabulary.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A service that an agent reports to have used though it was not declared. Granted, it is a matter for the review; not
 * granted either, it is a violation, and in enforced mode the end.
 */
record UndeclaredService(String service, boolean granted, AccountabilityMode mode) {

    static final String SIGNAL = "credential_outside_scope";
    private static final int NAME_MAX = 64;

    /** Those in a report that were not noticed before. */
    static List<UndeclaredService> in(Report report, PassportTerms terms, Set<String> noticed) {
        Set<String> granted = Set.copyOf(terms.services().stream()
                .flatMap(service -> service.get("service_name").stream())
                .map(name -> ((JsonString) name).value())
                .toList());
        return report.servicesUsed().stream()
                .distinct()
                .filter(service -> !terms.intentServices().contains(service) && !noticed.contains(service))
                .map(service -> new UndeclaredService(service, granted.contains(service), terms.accountability()))
                .toList();
    }

    boolean endsThePassport() {
        return !granted && mode == AccountabilityMode.ENFORCED;
    }

    Severity severity() {
        return endsThePassport() ? Severity.CRITICAL : Severity.WARNING;
    }

    Flag flag() {
        String message = "Service " + shownName() + " was used but not declared in the intent"
                + (granted ? "." : ", and it is not granted either.");
        return new Flag("undeclared_service", severity(), message);
    }

    String revocationReason() {
        return SIGNAL + "_fire: " + shownName() + " is neither declared nor granted";
    }

    DetectorFired fired(Passport passport, Instant now) {
        return new DetectorFired(
                passport.operator(),
                passport.jti(),
                passport.agent(),
                passport.mission(),
                SIGNAL,
                severity(),
                flag().message(),
                new JsonObject(Map.<String, JsonValue>of(
                        "service",
                        new JsonString(service),
                        "kind",
                        new JsonString(granted ? "undeclared" : "ungranted"))),
                now);
    }

    private String shownName() {
        return Members.cut(service, NAME_MAX);
    }
}
