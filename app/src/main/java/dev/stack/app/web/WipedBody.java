// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body from the server's own buffer and overwrites it there. The server keeps its buffers for the next
 * request, and a body may hold a credential, which must not stay in memory until somebody happens to write over it.
 */
final class WipedBody {

    private static final String READER = WipedBody.class.getName();

    private WipedBody() {}

    /** Leaves with each request what is needed to read its body so. */
    static final class Valve extends ValveBase {

        Valve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            request.setAttribute(READER, request.getCoyoteRequest());
            getNext().invoke(request, response);
        }
    }

    /** The body, or at most {@code max} bytes of it and one more. */
    static byte[] read(ServletRequest request, int max) throws IOException {
        if (!(request.getAttribute(READER) instanceof org.apache.coyote.Request source)) {
            return request.getInputStream().readNBytes(max + 1);
        }
        var body = new Taken();
        var piece = new Piece();
        while (body.size() <= max && source.doRead(piece) >= 0) {
            piece.moveTo(body);
        }
        return body.take();
    }

    /** What the server hands out of its buffer at a time. */
    private static final class Piece implements ApplicationBufferHandler {

        private @Nullable ByteBuffer bytes;

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            bytes = buffer;
        }

        @Override
        public @Nullable ByteBuffer getByteBuffer() {
            return bytes;
        }

        /** The server asks a reader for room only where the reader brought the buffer. */
        @Override
        public void expand(int size) {}

        void moveTo(ByteArrayOutputStream body) {
            if (bytes == null || !bytes.hasArray()) {
                throw new IllegalStateException("the server's buffer is not in the heap");
            }
            int from = bytes.arrayOffset() + bytes.position();
            body.write(bytes.array(), from, bytes.remaining());
            Arrays.fill(bytes.array(), from, from + bytes.remaining(), (byte) 0);
            bytes = null;
        }
    }

    /** Leaves nothing behind but the array it gives. */
    private static final class Taken extends ByteArrayOutputStream {

        synchronized byte[] take() {
            byte[] all = Arrays.copyOf(buf, count);
            Arrays.fill(buf, (byte) 0);
            return all;
        }
    }
}
