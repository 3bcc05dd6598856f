// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.events.Report;
import dev.stack.json.Members;
import java.util.List;

/** Reads a report; a summary that is too long is cut, never refused, so that no report is lost. */
final class ReportReader {

    private static final int SUMMARY_MAX = 1_000;
    private static final int LIST_MAX = 1_000;
    private static final int TEXT_MAX = 128;

    private ReportReader() {}

    static Report read(Members body) {
        return new Report(
                body.texts("services_used", LIST_MAX, TEXT_MAX).orElse(List.of()),
                body.whole("actions_count", 0, Integer.MAX_VALUE)
                        .map(Long::intValue)
                        .orElse(0),
                body.textCutAt("summary", SUMMARY_MAX).orElse(null),
                body.texts("delegated_to", LIST_MAX, TEXT_MAX).orElse(List.of()),
                body.objects("tool_calls", LIST_MAX).orElse(List.of()).stream()
                        .map(Members::asObject)
                        .toList());
    }
}
