// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.List;

/**
 * A rule for hosts a credential may reach: one exact name, or {@code *.suffix} for the names below a suffix of at least
 * two labels, each with a port where it is not 443. Compared on whole labels. A lone {@code *} is refused: a credential
 * never goes anywhere.
 *
 * @param pattern in lower case, such as {@code api.example.com}, {@code *.example.com} or {@code localhost:8443}
 */
public record AllowedHost(String pattern) {

    /** The port of https. */
    public static final int HTTPS_PORT = 443;

    private static final String WILDCARD = "*.";

    public AllowedHost {
        String host = hostOf(pattern);
        boolean suffix = host.startsWith(WILDCARD);
        String name = suffix ? host.substring(WILDCARD.length()) : host;
        List<String> labels = List.of(name.split("\\.", -1));
        boolean good = name.length() <= 253
                && labels.size() >= (suffix ? 2 : 1)
                && labels.stream().allMatch(AllowedHost::isLabel)
                && !labels.getLast().chars().allMatch(c -> c >= '0' && c <= '9')
                && portOf(pattern) > 0;
        if (!good) {
            throw Refusal.invalid("allowed_hosts takes host names in lower case, such as api.example.com,"
                    + " *.example.com or localhost:8443; a lone *, an IP address, a scheme or a path is refused.");
        }
    }

    /** Whether that host, in lower case, at that port falls under the rule. */
    public boolean admits(String host, int port) {
        String wanted = hostOf(pattern);
        boolean named = wanted.startsWith(WILDCARD)
                ? host.endsWith(wanted.substring(1)) && host.length() >= wanted.length()
                : host.equals(wanted);
        return named && port == portOf(pattern);
    }

    /** Whether the rule names one host, and not all those below a suffix. */
    public boolean isExact() {
        return !pattern.startsWith(WILDCARD);
    }

    private static String hostOf(String pattern) {
        int colon = pattern.indexOf(':');
        return colon < 0 ? pattern : pattern.substring(0, colon);
    }

    /** From 1 to 65535, or 0 for a text that is none. */
    private static int portOf(String pattern) {
        int colon = pattern.indexOf(':');
        if (colon < 0) {
            return HTTPS_PORT;
        }
        String digits = pattern.substring(colon + 1);
        boolean number = !digits.isEmpty()
                && digits.length() <= 5
                && !digits.startsWith("0")
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = number ? Integer.parseInt(digits) : 0;
        return port <= 65_535 ? port : 0;
    }

    private static boolean isLabel(String label) {
        return !label.isEmpty()
                && label.length() <= 63
                && !label.startsWith("-")
                && !label.endsWith("-")
                && label.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }
}
