// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.Injection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which headers of a caller travel on. Dropped is what belongs to one hop, to the credential, to us or to a proxy before
 * us; refused is what would change the meaning of the call or cannot stand in a header at all.
 */
final class CallerHeaders {

    private static final int FIELDS_MAX = 64;
    private static final int BYTES_MAX = 16 << 10;

    private static final Set<String> DROPPED = Set.of(
            "accept-encoding",
            "authority",
            "authorization",
            "cf-connecting-ip",
            "connection",
            "content-length",
            "cookie",
            "cookie2",
            "expect",
            "forwarded",
            "host",
            "http2-settings",
            "keep-alive",
            "set-cookie",
            "te",
            "trailer",
            "transfer-encoding",
            "true-client-ip",
            "upgrade",
            "via",
            "x-client-ip",
            "x-host",
            "x-intent-approval-id",
            "x-original-host",
            "x-original-url",
            "x-passport-token",
            "x-real-ip",
            "x-rewrite-url");
    private static final List<String> DROPPED_PREFIXES = List.of("proxy-", "x-forwarded", "x-stack-");
    private static final Set<String> REFUSED = Set.of("x-http-method-override", "x-http-method", "x-method-override");
    private static final Set<String> AWS =
            Set.of("x-amz-date", "x-amz-content-sha256", "x-amz-security-token", "authorization");

    private CallerHeaders() {}

    /** Those that travel on, names in lower case. */
    static Map<String, List<String>> passable(Map<String, List<String>> callers, ConnectionAccess access) {
        check(callers);
        Set<String> taken = namesTakenBy(access);
        callers.forEach((name, values) -> {
            if (HeaderName.folded(name).equals("connection")) {
                values.forEach(value -> taken.addAll(namesIn(value)));
            }
        });
        Map<String, List<String>> passable = new LinkedHashMap<>();
        callers.forEach((name, values) -> {
            String folded = HeaderName.folded(name);
            boolean dropped = taken.contains(folded)
                    || DROPPED.contains(folded)
                    || DROPPED_PREFIXES.stream().anyMatch(folded::startsWith);
            if (!dropped) {
                passable.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                        .addAll(values);
            }
        });
        passable.replaceAll((_, values) -> List.copyOf(values));
        return passable;
    }

    /** The headers the connection itself sets, folded. */
    private static Set<String> namesTakenBy(ConnectionAccess access) {
        Set<String> taken = new HashSet<>();
        access.headers().keySet().forEach(name -> taken.add(HeaderName.folded(name)));
        for (Injection injection : access.injections()) {
            switch (injection.style()) {
                case HEADER -> taken.add(HeaderName.folded(String.valueOf(injection.name())));
                case AWS_SIGV4 -> taken.addAll(AWS);
                case BEARER, BASIC -> taken.add("authorization");
                case QUERY -> {}
            }
        }
        return taken;
    }

    private static List<String> namesIn(String connection) {
        return List.of(connection.split(",", -1)).stream()
                .map(name -> HeaderName.folded(name.strip()))
                .toList();
    }

    private static void check(Map<String, List<String>> callers) {
        int fields = 0;
        int bytes = 0;
        for (Map.Entry<String, List<String>> header : callers.entrySet()) {
            String name = header.getKey();
            if (!HeaderName.isToken(name)) {
                throw EgressRefusals.header("a name may hold ASCII letters, digits and !#$%&'*+-.^_`|~ only.");
            }
            if (REFUSED.contains(HeaderName.folded(name))) {
                throw EgressRefusals.header("a method override is not sent; put the method into \"method\".");
            }
            for (String value : header.getValue()) {
                checkValue(name, value);
                fields++;
                bytes += name.length() + value.length() + 4;
            }
        }
        if (fields > FIELDS_MAX || bytes > BYTES_MAX) {
            throw EgressRefusals.header("at most " + FIELDS_MAX + " fields and " + BYTES_MAX + " bytes in all.");
        }
    }

    private static void checkValue(String name, String value) {
        if (!value.chars().allMatch(c -> (c >= ' ' && c < 0x7F) || c == '\t')) {
            throw EgressRefusals.header(
                    "a value may hold printable ASCII only, no line breaks or other control characters.");
        }
        if (HeaderName.folded(name).equals("content-encoding") && !value.equalsIgnoreCase("identity")) {
            throw EgressRefusals.header("a packed body cannot be checked; send it without content-encoding.");
        }
    }
}
