// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.ProtocolException;

/** Which headers of an answer travel on: not those of one hop, nor those that would act on somebody's browser. */
final class AnswerHeaders {

    private static final Set<String> DROPPED = Set.of(
            "alt-svc",
            "clear-site-data",
            "connection",
            "content-security-policy",
            "content-security-policy-report-only",
            "cross-origin-embedder-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "expect-ct",
            "feature-policy",
            "keep-alive",
            "nel",
            "origin-agent-cluster",
            "permissions-policy",
            "public-key-pins",
            "public-key-pins-report-only",
            "refresh",
            "report-to",
            "reporting-endpoints",
            "service-worker-allowed",
            "set-cookie",
            "set-cookie2",
            "strict-transport-security",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "x-frame-options");
    private static final List<String> DROPPED_PREFIXES = List.of("access-control-", "proxy-");

    private AnswerHeaders() {}

    /**
     * Those that travel on, names in lower case, without the credential.
     *
     * @param bytesMax of all that came
     */
    static Map<String, List<String>> passable(HttpMessage answer, SecretScan scan, int bytesMax)
            throws ProtocolException {
        Set<String> ofThisHop = new HashSet<>();
        for (Header header : answer.getHeaders("connection")) {
            for (String name : valueOf(header).split(",", -1)) {
                ofThisHop.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        boolean clean = isClean(answer, scan);
        int bytes = 0;
        Map<String, List<String>> passable = new LinkedHashMap<>();
        for (Header header : answer.getHeaders()) {
            check(header);
            bytes += header.getName().length() + valueOf(header).length() + 4;
            String name = header.getName().toLowerCase(Locale.ROOT);
            boolean dropped = ofThisHop.contains(name)
                    || DROPPED.contains(name)
                    || DROPPED_PREFIXES.stream().anyMatch(name::startsWith)
                    || (!clean && !isClean(header.getName(), scan));
            if (!dropped) {
                String value = clean ? valueOf(header) : scan.redact(valueOf(header));
                passable.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            }
        }
        if (bytes > bytesMax) {
            throw new ProtocolException("the answer's head is too large");
        }
        return passable;
    }

    /** Looks through all of them at once: hardly ever is there something to be found. */
    private static boolean isClean(HttpMessage answer, SecretScan scan) {
        var all = new StringBuilder();
        for (Header header : answer.getHeaders()) {
            all.append(header.getName()).append('\n').append(valueOf(header)).append('\n');
        }
        String text = all.toString();
        return scan.redact(text).equals(text);
    }

    /** A name is looked at as it came and as it would travel on. */
    private static boolean isClean(String name, SecretScan scan) {
        String both = name + "\n" + name.toLowerCase(Locale.ROOT);
        return scan.redact(both).equals(both);
    }

    private static void check(Header header) throws ProtocolException {
        boolean printable = valueOf(header).chars().allMatch(c -> (c >= ' ' && c != 0x7F) || c == '\t');
        if (!HeaderName.isToken(header.getName()) || !printable) {
            throw new ProtocolException("the answer has a header that is none");
        }
    }

    private static String valueOf(Header header) {
        return header.getValue() == null ? "" : header.getValue();
    }
}
