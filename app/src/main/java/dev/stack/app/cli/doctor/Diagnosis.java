// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.doctor;

import dev.stack.app.cli.client.Body;
import dev.stack.json.JsonValue.JsonObject;
import java.util.Locale;

/**
 * What one look found.
 *
 * @param part what was looked at, such as {@code database}
 * @param found what is there, one line without anything secret
 * @param advice what to do; empty when there is nothing to do
 */
record Diagnosis(String part, Verdict verdict, String found, String advice) {

    /** How bad it is. */
    enum Verdict {
        OK,
        WARNING,
        FAILED
    }

    static Diagnosis ok(String part, String found) {
        return new Diagnosis(part, Verdict.OK, found, "");
    }

    static Diagnosis warning(String part, String found, String advice) {
        return new Diagnosis(part, Verdict.WARNING, found, advice);
    }

    static Diagnosis failed(String part, String found, String advice) {
        return new Diagnosis(part, Verdict.FAILED, found, advice);
    }

    String word() {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    JsonObject toJson() {
        return new Body()
                .text("part", part)
                .text("verdict", word())
                .text("found", found)
                .text("advice", advice.isEmpty() ? null : advice)
                .json();
    }
}
