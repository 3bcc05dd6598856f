// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.vocabulary.Refusal;
import java.util.List;

/**
 * A rule for hosts a credential may reach: one exact name, or {@code *.suffix} for the names below a suffix of at least
 * two labels. Compared on whole labels. A lone {@code *} is refused: a credential never goes anywhere.
 */
public record AllowedHost(String pattern) {

    public AllowedHost {
        String name = pattern.startsWith("*.") ? pattern.substring(2) : pattern;
        List<String> labels = List.of(name.split("\\.", -1));
        boolean good =
                name.length() <= 253 && labels.size() >= 2 && labels.stream().allMatch(AllowedHost::isLabel);
        if (!good) {
            throw Refusal.invalid("allowed_hosts takes host names in lower case, such as api.example.com or"
                    + " *.example.com; a lone *, a port or a path is refused.");
        }
    }

    /** Whether that host, in lower case, falls under the rule. */
    public boolean admits(String host) {
        return pattern.startsWith("*.")
                ? host.endsWith(pattern.substring(1)) && host.length() >= pattern.length()
                : host.equals(pattern);
    }

    private static boolean isLabel(String label) {
        return !label.isEmpty()
                && label.length() <= 63
                && !label.startsWith("-")
                && !label.endsWith("-")
                && label.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }
}
