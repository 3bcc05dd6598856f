// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A real TLS server on the loopback that writes down what it is sent and answers byte for byte what a test says. */
final class RecordingUpstream implements AutoCloseable {

    /** One request as it came. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Received(String head, byte[] body) {

        String requestLine() {
            return head.substring(0, head.indexOf("\r\n"));
        }

        /** All values of that field, in order. */
        List<String> header(String name) {
            return head.lines()
                    .skip(1)
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }
    }

    /** Answers a request; the connection is kept when it returns true. */
    interface Answer {
        boolean to(Received request, OutputStream out) throws IOException;
    }

    private final SSLServerSocket server;
    private final Answer answer;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger bytes = new AtomicInteger();

    RecordingUpstream(SSLContext certificate, Answer answer) {
        this.answer = answer;
        try {
            server = (SSLServerSocket)
                    certificate.getServerSocketFactory().createServerSocket(0, 64, InetAddress.getLoopbackAddress());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** Answers each request with the same bytes, and keeps the connection. */
    static RecordingUpstream saying(String answer) {
        return new RecordingUpstream(TestCertificates.server(), (_, out) -> {
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        });
    }

    int port() {
        return server.getLocalPort();
    }

    List<Received> received() {
        return received;
    }

    /** How many connections were made, answered or not. */
    int connections() {
        return connections.get();
    }

    /** How many bytes came, TLS taken off. */
    int bytes() {
        return bytes.get();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                SSLSocket socket = (SSLSocket) server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(SSLSocket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (Received request = read(in); request != null; request = read(in)) {
                received.add(request);
                boolean keep = answer.to(request, socket.getOutputStream());
                socket.getOutputStream().flush();
                if (!keep) {
                    return;
                }
            }
        } catch (IOException gone) {
            // The other side has had enough.
        }
    }

    private @Nullable Received read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        while (last != 0x0D0A0D0A) {
            int b = in.read();
            if (b < 0) {
                return null;
            }
            bytes.incrementAndGet();
            head.write(b);
            last = last << 8 | b;
        }
        Received request = new Received(head.toString(StandardCharsets.ISO_8859_1), new byte[0]);
        List<String> length = request.header("content-length");
        int count = length.isEmpty() ? 0 : Integer.parseInt(length.getFirst());
        byte[] body = in.readNBytes(count);
        bytes.addAndGet(body.length);
        return new Received(request.head(), body);
    }
}
