// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.Refusal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Fills in what a URL leaves to the connection: {@code {{instance_url}}} and {@code {{account_id}}}. Only the URL is
 * looked at, and what was filled in is not looked at again.
 */
final class Placeholders {

    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final String INSTANCE = "instance_url";
    private static final String SCHEME = "https://";

    private Placeholders() {}

    static String fill(String url, ConnectionAccess access) {
        var out = new StringBuilder();
        int from = 0;
        for (int at = url.indexOf(OPEN); at >= 0; at = url.indexOf(OPEN, from)) {
            int end = url.indexOf(CLOSE, at);
            if (end < 0) {
                break;
            }
            out.append(url, from, at);
            out.append(value(url.substring(at + OPEN.length(), end), out.isEmpty(), access));
            from = end + CLOSE.length();
        }
        return out.append(url.substring(from)).toString();
    }

    /** The instance stands for scheme and host where the URL begins with it, else for the host alone. */
    private static String value(String name, boolean first, ConnectionAccess access) {
        String value = access.placeholders().get(name.strip());
        if (value == null) {
            throw Refusal.invalid("The URL holds a placeholder that connection " + access.connection()
                    + " has no value for. It may hold {{instance_url}} and {{account_id}}; set them with PATCH /v1/services/"
                    + access.connection() + ".");
        }
        if (!name.strip().equals(INSTANCE)) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        }
        String host = value.startsWith(SCHEME) ? value.substring(SCHEME.length()) : value;
        String bare = host.endsWith("/") ? host.substring(0, host.length() - 1) : host;
        return first ? SCHEME + bare : bare;
    }
}
