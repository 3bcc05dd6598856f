// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import dev.stack.edge.scope.OutboundRequest;
import dev.stack.vault.Credential;
import dev.stack.vocabulary.AllowedHost;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.Injection;
import dev.stack.vocabulary.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A call as bytes, with the credential in it. The head is written once, here, into an array that is overwritten as soon as
 * it was sent: neither texts nor the client's buffers ever hold the credential.
 */
final class OutgoingRequest implements AutoCloseable {

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD");
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    /** The connection itself must not set these: they frame or route the call. */
    private static final Set<String> FRAMING = Set.of(
            "connection",
            "content-encoding",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** Up to here head and body leave together. */
    private static final int TOGETHER_MAX = 8 << 10;

    private final OutboundRequest request;
    private final WipedBuffer head = new WipedBuffer(2 << 10);

    private OutgoingRequest(OutboundRequest request) {
        this.request = request;
    }

    /** Builds the call; refused when it is no call we send or the connection cannot be used. */
    static OutgoingRequest of(
            OutboundRequest request,
            Destination destination,
            ConnectionAccess access,
            List<Injected> injected,
            Clock clock) {
        checkMethod(request.method());
        OutgoingRequest outgoing = new OutgoingRequest(request);
        try {
            outgoing.build(destination, access, injected, clock);
            return outgoing;
        } catch (RuntimeException refused) {
            outgoing.close();
            throw refused;
        }
    }

    /** The parts of the credential the connection's injections use. */
    static List<Injected> inject(ConnectionAccess access, Credential credential) {
        List<Injected> injected = new ArrayList<>();
        try {
            access.injections().forEach(injection -> injected.add(Injected.of(injection, credential)));
            return injected;
        } catch (RuntimeException refused) {
            injected.forEach(Injected::close);
            throw refused;
        }
    }

    static void checkMethod(String method) {
        if (!METHODS.contains(method)) {
            throw Refusal.invalid("method must be one of: GET, POST, PUT, PATCH, DELETE, HEAD.")
                    .because("method");
        }
    }

    String method() {
        return request.method();
    }

    /** Sends it, and forgets the head. */
    void writeTo(OutputStream out) throws IOException {
        boolean together = head.length() + request.bodyLength() <= TOGETHER_MAX;
        try {
            if (together) {
                request.writeBodyTo(head);
            }
            out.write(head.array(), 0, head.length());
        } finally {
            head.wipe();
        }
        if (!together) {
            request.writeBodyTo(out);
        }
        out.flush();
    }

    @Override
    public void close() {
        head.close();
    }

    private void build(Destination destination, ConnectionAccess access, List<Injected> injected, Clock clock) {
        writeRequestLine(injected);
        String host = destination.port() == AllowedHost.HTTPS_PORT ? destination.host() : destination.toString();
        field("host", host);
        access.headers().forEach(this::fixedField);
        Map<String, List<String>> callers = CallerHeaders.passable(request.headers(), access);
        callers.forEach((name, values) -> values.forEach(value -> field(name, value)));
        if (!callers.containsKey("user-agent")) {
            field("user-agent", "stack");
        }
        field("accept-encoding", "identity");
        if (request.hasBody() || WITH_BODY.contains(request.method())) {
            field("content-length", Integer.toString(request.bodyLength()));
        }
        for (Injected part : injected) {
            writeInjected(part, host, clock);
        }
        head.text("\r\n");
    }

    private void writeRequestLine(List<Injected> injected) {
        String target = request.url().requestTarget();
        head.text(request.method()).text(" ").text(target);
        char separator = target.indexOf('?') < 0 ? '?' : '&';
        for (Injected part : injected) {
            if (part.injection().style() == Injection.Style.QUERY) {
                head.write(separator);
                head.percentEncoded(String.valueOf(part.injection().name()).getBytes(StandardCharsets.UTF_8));
                head.write('=');
                head.percentEncoded(part.value());
                separator = '&';
            }
        }
        head.text(" HTTP/1.1\r\n");
    }

    private void writeInjected(Injected part, String host, Clock clock) {
        switch (part.injection().style()) {
            case BEARER -> {
                head.text("authorization: Bearer ");
                secret(part.value());
            }
            case BASIC ->
                head.text("authorization: Basic ").base64(part.value()).text("\r\n");
            case HEADER -> {
                String name = String.valueOf(part.injection().name());
                checkFixed(name);
                String prefix = part.injection().prefix();
                head.text(name).text(": ").text(prefix == null ? "" : prefix);
                secret(part.value());
            }
            case QUERY -> {}
            case AWS_SIGV4 -> {
                checkInHeader(part.value());
                if (part.third() != null) {
                    checkInHeader(part.third());
                }
                try {
                    SigV4.of(part, request, host, clock.instant()).writeTo(head);
                } catch (IOException impossible) {
                    throw new UncheckedIOException(impossible);
                }
            }
        }
    }

    private void secret(byte[] value) {
        checkInHeader(value);
        head.write(value);
        head.text("\r\n");
    }

    private static void checkInHeader(byte[] value) {
        for (byte b : value) {
            if ((b >= 0 && b < ' ' && b != '\t') || b == 0x7F) {
                throw EgressRefusals.notConfigured("its credential holds a line break or another control character");
            }
        }
    }

    private void fixedField(String name, String value) {
        checkFixed(name);
        if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            throw EgressRefusals.notConfigured("a value of its headers is not printable ASCII");
        }
        field(name, value);
    }

    private static void checkFixed(String name) {
        if (!HeaderName.isToken(name) || FRAMING.contains(HeaderName.folded(name))) {
            throw EgressRefusals.notConfigured("it sets a header that cannot be set");
        }
    }

    private void field(String name, String value) {
        head.text(name).text(": ").text(value).text("\r\n");
    }
}
