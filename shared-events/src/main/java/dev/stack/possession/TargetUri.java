// SPDX-License-Identifier: Apache-2.0
package dev.stack.possession;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Whether two addresses name one target (RFC 9449, section 4.3; RFC 3986, sections 6.2.2.1 and 6.2.3). */
final class TargetUri {

    private TargetUri() {}

    /**
     * Scheme and host without regard to case, a default port as good as none, one trailing slash as good as none since this
     * API ignores it; everything else letter for letter. An address with a query, a fragment or a user names none.
     */
    static boolean same(String claimed, URI target) {
        try {
            URI uri = new URI(claimed);
            return isPlain(uri) && canonical(uri).equals(canonical(target));
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private static boolean isPlain(URI uri) {
        return uri.getScheme() != null
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }

    private static String canonical(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() < 0 ? defaultPort(scheme) : uri.getPort();
        String path = uri.getRawPath();
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port + bare;
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }
}
