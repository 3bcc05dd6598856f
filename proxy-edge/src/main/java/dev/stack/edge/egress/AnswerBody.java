// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, unpacked where it is packed once in gzip or deflate, and at most so large. A packing we do not
 * know is handed on as it is. We ask for none: this is for services that pack all the same.
 */
final class AnswerBody extends InputStream {

    private static final int RATIO_MAX = 100;
    /** So much may come out of anything: small bodies pack well. */
    private static final int RATIO_FREE_BYTES = 64 << 10;

    private static final int BUFFER_BYTES = 16 << 10;

    private final Packed packed;
    private final InputStream unpacked;
    private final @Nullable Inflater inflater;
    private final long bytesMax;
    private long count;

    /**
     * The body of an answer with these headers.
     *
     * @param headers those that describe the packing are taken out when it is undone
     */
    static AnswerBody of(InputStream body, Map<String, List<String>> headers, long bytesMax) throws IOException {
        List<String> codings = headers.getOrDefault("content-encoding", List.of()).stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
                .toList();
        if (codings.size() > 1) {
            throw EgressRefusals.tooLarge("encodings");
        }
        String coding = codings.isEmpty() ? "" : codings.getFirst();
        AnswerBody opened = new AnswerBody(body, coding, bytesMax);
        if (opened.unpacked != opened.packed) {
            headers.remove("content-encoding");
            headers.remove("content-length");
        }
        return opened;
    }

    private AnswerBody(InputStream body, String coding, long bytesMax) throws IOException {
        this.packed = new Packed(body);
        this.bytesMax = bytesMax;
        Inflater made = null;
        InputStream opened = packed;
        boolean gzip = coding.equals("gzip") || coding.equals("x-gzip");
        if (gzip || coding.equals("deflate")) {
            PushbackInputStream peeked = new PushbackInputStream(packed, 2);
            byte[] first = peeked.readNBytes(2);
            peeked.unread(first);
            if (first.length == 0) {
                opened = peeked;
            } else if (gzip) {
                opened = new GZIPInputStream(peeked, BUFFER_BYTES);
            } else {
                made = new Inflater(!isZlib(first));
                opened = new InflaterInputStream(peeked, made, BUFFER_BYTES);
            }
        }
        this.inflater = made;
        this.unpacked = opened;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int got = unpacked.read(target, offset, length);
        if (got > 0) {
            count += got;
            if (count > bytesMax) {
                throw EgressRefusals.tooLarge("size");
            }
            if (unpacked != packed && count > RATIO_FREE_BYTES && count > RATIO_MAX * packed.count) {
                throw EgressRefusals.tooLarge("ratio");
            }
        }
        return got;
    }

    /** Whether, after the end, nothing is left of the message. */
    boolean isAtEnd() throws IOException {
        return packed.read() < 0;
    }

    /** Frees the unpacking; the message itself is not read on. */
    @Override
    public void close() throws IOException {
        if (inflater != null) {
            inflater.end();
        } else if (unpacked instanceof GZIPInputStream gzip) {
            gzip.close();
        }
    }

    /** Many send the bare format although the name means the one with a header (RFC 1950). */
    private static boolean isZlib(byte[] first) {
        return first.length == 2 && (first[0] & 0x0F) == 8 && ((first[0] & 0xFF) << 8 | (first[1] & 0xFF)) % 31 == 0;
    }

    /** Counts what came over the network, and leaves its closing to others: that would read on to the end. */
    private static final class Packed extends InputStream {

        private final InputStream body;
        private long count;

        Packed(InputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            int b = body.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int got = body.read(target, offset, length);
            count += Math.max(got, 0);
            return got;
        }

        @Override
        public int available() throws IOException {
            return body.available();
        }
    }
}
