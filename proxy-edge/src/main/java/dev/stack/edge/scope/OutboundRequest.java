// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.scope;

import dev.stack.vocabulary.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A call as it would leave: placeholders resolved, query merged, credential not yet added. The method is in upper case,
 * header names in lower case. Immutable; the body's bytes are copied in and never handed out.
 */
public final class OutboundRequest {

    private final String method;
    private final OutboundUrl url;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    private OutboundRequest(String method, OutboundUrl url, Map<String, List<String>> headers, byte[] body) {
        this.method = method;
        this.url = url;
        this.headers = headers;
        this.body = body;
    }

    /**
     * A call of these parts.
     *
     * @param method any case
     * @param headers name and values; names in any case
     * @param body the bytes as they are sent; empty for none
     */
    public static OutboundRequest of(String method, OutboundUrl url, Map<String, List<String>> headers, byte[] body) {
        String upper = method.toUpperCase(Locale.ROOT);
        if (upper.isEmpty() || !upper.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            throw Refusal.invalid("The method must be an HTTP method such as GET or POST.");
        }
        Map<String, List<String>> lower = new LinkedHashMap<>();
        headers.forEach((name, values) -> lower.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                .addAll(values));
        lower.replaceAll((_, values) -> List.copyOf(values));
        return new OutboundRequest(upper, url, lower, body.clone());
    }

    public String method() {
        return method;
    }

    public OutboundUrl url() {
        return url;
    }

    /** All values of that header; empty when it is not sent. */
    public List<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** The one Content-Type; empty when there is none or more than one. */
    public Optional<String> contentType() {
        List<String> values = header("content-type");
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    /** The media type in lower case, without parameters; empty when there is not one Content-Type. */
    String mediaType() {
        String type = contentType().orElse("");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** All headers, in order; names in lower case. */
    public Map<String, List<String>> headers() {
        return Collections.unmodifiableMap(headers);
    }

    /** How many bytes the body has. */
    public int bodyLength() {
        return body.length;
    }

    /** Writes the body as it is sent. */
    public void writeBodyTo(OutputStream out) throws IOException {
        out.write(body);
    }

    public boolean hasBody() {
        return body.length > 0;
    }

    byte[] body() {
        return body;
    }
}
