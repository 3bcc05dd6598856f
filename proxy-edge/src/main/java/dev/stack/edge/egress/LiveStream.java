// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.io.InputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The answer of a call that is still running. The time counts only while we wait for the service. */
final class LiveStream implements UpstreamStream {

    private static final long PAUSED_NANOS = Duration.ofDays(365).toNanos();

    private final Exchange exchange;
    private final Exchange.Head head;
    private final SecretScan scan;
    private final Bulkheads.Place place;
    private final SecretScan.Piecewise pieces;
    private final Body body = new Body();
    private final long silenceNanos;

    LiveStream(Exchange exchange, Exchange.Head head, SecretScan scan, Bulkheads.Place place, Duration silence) {
        this.exchange = exchange;
        this.head = head;
        this.scan = scan;
        this.place = place;
        this.pieces = scan.pieces();
        this.silenceNanos = silence.toNanos();
        if (head.body() != null) {
            // What we hand out may be shorter or longer.
            head.headers().remove("content-length");
        }
        exchange.until(System.nanoTime() + PAUSED_NANOS);
    }

    @Override
    public int status() {
        return head.status();
    }

    @Override
    public Map<String, List<String>> headers() {
        return Collections.unmodifiableMap(head.headers());
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public boolean redacted() {
        return scan.found();
    }

    @Override
    public void cancel() {
        exchange.abort();
    }

    @Override
    public void close() {
        body.over = true;
        exchange.close();
        pieces.close();
        scan.close();
        body.ready.close();
        place.close();
    }

    private final class Body extends InputStream {

        private final WipedBuffer ready = new WipedBuffer(1 << 10);
        private final byte[] piece = new byte[16 << 10];
        private boolean over;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            while (length > 0 && ready.length() == 0) {
                if (over) {
                    return -1;
                }
                fill();
            }
            int given = Math.min(length, ready.length());
            System.arraycopy(ready.array(), 0, target, offset, given);
            ready.dropFirst(given);
            return given;
        }

        @Override
        public int available() {
            return ready.length();
        }

        private void fill() {
            AnswerBody source = head.body();
            exchange.until(System.nanoTime() + silenceNanos);
            int got = source == null ? -1 : exchange.read(source, piece);
            if (got >= 0) {
                exchange.until(System.nanoTime() + PAUSED_NANOS);
                pieces.take(piece, 0, got, ready);
                return;
            }
            over = true;
            pieces.end(ready);
            exchange.finish(head);
        }
    }
}
