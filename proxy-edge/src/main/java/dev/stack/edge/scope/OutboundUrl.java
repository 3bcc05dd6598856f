// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.scope;

import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An absolute http or https URL (RFC 3986), taken apart by one strict parser and put together again from its parts, so
 * that what was checked is what is sent. The host is in lower case and ASCII; the default port is dropped; the path and
 * the query are decoded once.
 *
 * <p>A relative or ambiguous URL is refused with {@code INVALID_REQUEST}; user information, a port out of range and a host
 * that is no host name with {@code FORBIDDEN}. Which hosts may be reached is decided elsewhere.
 */
public final class OutboundUrl {

    public static final int LENGTH_MAX = 8_192;

    private static final String QUERY_MARKS = "/:,@*!$'()";

    private final String scheme;
    private final String host;
    private final int port;
    private final NormalPath path;
    private final List<QueryItem> query;

    private record QueryItem(String key, String value, boolean bare) {}

    private OutboundUrl(String scheme, String host, int port, NormalPath path, List<QueryItem> query) {
        this.scheme = scheme;
        this.host = host;
        this.port = port;
        this.path = path;
        this.query = List.copyOf(query);
    }

    /** Takes {@code url} apart. */
    public static OutboundUrl parse(String url) {
        checkCharacters(url);
        String scheme = schemeOf(url);
        String afterScheme = url.substring(scheme.length() + 3);
        int authorityEnd = firstOf(afterScheme, "/?");
        String authority = afterScheme.substring(0, authorityEnd);
        String rest = afterScheme.substring(authorityEnd);
        int question = rest.indexOf('?');
        String rawPath = question < 0 ? rest : rest.substring(0, question);
        String rawQuery = question < 0 ? "" : rest.substring(question + 1);
        return new OutboundUrl(
                scheme, hostOf(authority), portOf(scheme, authority), NormalPath.parse(rawPath), queryOf(rawQuery));
    }

    /** The same URL with these query values; a key that is there already is replaced. */
    public OutboundUrl withQuery(Map<String, String> values) {
        List<QueryItem> merged = new ArrayList<>(query);
        merged.removeIf(item -> values.containsKey(item.key()));
        values.forEach((key, value) -> merged.add(new QueryItem(key, value, false)));
        return new OutboundUrl(scheme, host, port, path, merged);
    }

    public String scheme() {
        return scheme;
    }

    public String host() {
        return host;
    }

    /** The port, the scheme's default when none was written. */
    public int port() {
        return port;
    }

    /** Scheme, host and port; a default port is left out. */
    public String origin() {
        return scheme + "://" + host + (port == defaultPort(scheme) ? "" : ":" + port);
    }

    /** The decoded path without trailing slash. */
    public String pathname() {
        return path.pathname();
    }

    /** All values of each query key, decoded, in order. */
    public Map<String, List<String>> query() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        query.forEach(item ->
                values.computeIfAbsent(item.key(), _ -> new ArrayList<>()).add(item.value()));
        return values;
    }

    /** Encoded path and query, as they are sent. */
    public String requestTarget() {
        var out = new StringBuilder(path.encoded());
        char separator = '?';
        for (QueryItem item : query) {
            out.append(separator).append(PercentCoding.encode(item.key(), QUERY_MARKS));
            if (!item.bare()) {
                out.append('=').append(PercentCoding.encode(item.value(), QUERY_MARKS));
            }
            separator = '&';
        }
        return out.toString();
    }

    /** The whole URL, as it is sent. */
    @Override
    public String toString() {
        return origin() + requestTarget();
    }

    private static void checkCharacters(String url) {
        if (url.length() > LENGTH_MAX) {
            throw Refusal.invalid("The URL is longer than " + LENGTH_MAX + " characters.");
        }
        if (url.chars().anyMatch(c -> c <= ' ' || c == 0x7F || c == '\\' || Character.isISOControl(c))) {
            throw Refusal.invalid("The URL holds a space, a control character or a backslash; percent-encode it.");
        }
        if (url.indexOf('#') >= 0) {
            throw Refusal.invalid("The URL holds a fragment, which is never sent; remove it, or write %23.");
        }
    }

    private static String schemeOf(String url) {
        int end = url.indexOf("://");
        String scheme = end < 0 ? "" : url.substring(0, end).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw Refusal.invalid("The URL must be absolute and begin with https://.");
        }
        return scheme;
    }

    private static String hostOf(String authority) {
        int colon = authority.lastIndexOf(':');
        String host = (colon < 0 ? authority : authority.substring(0, colon)).toLowerCase(Locale.ROOT);
        if (host.isEmpty()
                || host.length() > 253
                || !List.of(host.split("\\.", -1)).stream().allMatch(OutboundUrl::isLabel)) {
            throw new Refusal(
                            ErrorCode.FORBIDDEN,
                            "The URL's host must be a plain host name: ASCII letters, digits and hyphens in labels of 1"
                                    + " to 63 characters, without user information and without a trailing dot.")
                    .because("url");
        }
        return host;
    }

    private static boolean isLabel(String label) {
        return !label.isEmpty()
                && label.length() <= 63
                && !label.startsWith("-")
                && !label.endsWith("-")
                && label.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }

    private static int portOf(String scheme, String authority) {
        int colon = authority.lastIndexOf(':');
        if (colon < 0) {
            return defaultPort(scheme);
        }
        String digits = authority.substring(colon + 1);
        boolean good =
                !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = good ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65_535) {
            throw new Refusal(ErrorCode.FORBIDDEN, "The URL's port must be a number from 1 to 65535, or left out.")
                    .because("url");
        }
        return port;
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    /** A plus is a space here, as forms write it; a semicolon separates nothing. */
    private static List<QueryItem> queryOf(String raw) {
        List<QueryItem> items = new ArrayList<>();
        for (String piece : raw.split("&", -1)) {
            if (piece.isEmpty()) {
                continue;
            }
            int equals = piece.indexOf('=');
            String key = equals < 0 ? piece : piece.substring(0, equals);
            String value = equals < 0 ? "" : piece.substring(equals + 1);
            items.add(new QueryItem(form(key), form(value), equals < 0));
        }
        return items;
    }

    private static String form(String text) {
        return PercentCoding.decode(text.replace('+', ' '));
    }

    private static int firstOf(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }
}
