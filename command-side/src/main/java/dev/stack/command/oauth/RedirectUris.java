// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where programs may have people sent back to: https anywhere, or http to this very machine by its address (RFC 8252,
 * section 7.3) or by {@code localhost}. Nothing else is ever redirected to.
 */
final class RedirectUris {

    private static final int LENGTH_MAX = 2_048;
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "[::1]", "localhost");

    private RedirectUris() {}

    /** The address, if people may be sent there. */
    static Optional<URI> read(String text) {
        try {
            URI uri = new URI(text);
            boolean plain = text.length() <= LENGTH_MAX
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
            boolean safe = "https".equalsIgnoreCase(uri.getScheme()) || isLoopback(uri);
            return plain && safe ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    /** Whether {@code asked} is {@code registered}; on this machine the port may be another, as it is free each time. */
    static boolean isSame(URI registered, URI asked) {
        return isLoopback(registered) && isLoopback(asked)
                ? withoutPort(registered).equals(withoutPort(asked))
                : registered.toString().equals(asked.toString());
    }

    private static boolean isLoopback(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme())
                && uri.getHost() != null
                && LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT));
    }

    private static String withoutPort(URI uri) {
        String text = uri.toString();
        String port = ":" + uri.getPort();
        int authority = text.indexOf("//") + 2;
        int at = uri.getPort() < 0 ? -1 : text.indexOf(port, authority);
        return at < 0 ? text : text.substring(0, at) + text.substring(at + port.length());
    }
}
