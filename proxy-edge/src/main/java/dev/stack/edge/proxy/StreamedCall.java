// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.edge.egress.UpstreamStream;
import dev.stack.edge.proxy.CallSlots.Slot;
import dev.stack.vocabulary.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service's answer on its way to the caller, handed on as it arrives. It is cut when this edge learns that the passport
 * was revoked. For one thread.
 */
public final class StreamedCall implements AutoCloseable {

    private static final int CHUNK = 16 << 10;
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(1);
    private static final Duration EXTENDS_EVERY = Duration.ofSeconds(20);

    private final UpstreamStream answer;
    private final DecidedCall call;
    private final PassportGate gate;
    private final CallRecord record;
    private final Slot slot;
    private long bytes;
    private boolean told;

    StreamedCall(UpstreamStream answer, DecidedCall call, PassportGate gate, CallRecord record, Slot slot) {
        this.answer = answer;
        this.call = call;
        this.gate = gate;
        this.record = record;
        this.slot = slot;
    }

    public int status() {
        return answer.status();
    }

    public Map<String, List<String>> headers() {
        return answer.headers();
    }

    /** The entry that tells of the call. */
    public String entry() {
        return record.entry().value();
    }

    /**
     * Hands everything on, each piece as soon as it is there.
     *
     * @throws IOException when the caller has gone, or the answer was cut short and must not look complete
     */
    public void pump(OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long looked = System.nanoTime();
        long extended = looked;
        Runnable stop = gate.onRevoked(call.claims(), answer::cancel);
        try (InputStream in = answer.body()) {
            gate.requireNotRevokedAtEnd(call.claims());
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                long now = System.nanoTime();
                gate.requireNotRevokedAtEnd(call.claims());
                if (!gate.vouches() && now - looked >= LOOKS_EVERY.toNanos()) {
                    gate.requireLiveAtEnd(call.claims());
                    looked = now;
                }
                if (now - extended >= EXTENDS_EVERY.toNanos()) {
                    record.extend(EXTENDS_EVERY.multipliedBy(3));
                    extended = now;
                }
                write(out, chunk, read);
            }
            tell(true, null);
        } catch (Refusal refusal) {
            Refusal why = whyCut(refusal);
            tell(false, why.finding().orElse(why.code().name().toLowerCase(Locale.ROOT)));
            throw new IOException("the answer was cut short");
        } finally {
            stop.run();
        }
    }

    /** A stream that was cancelled fails like one that broke; that the passport was revoked is the better reason. */
    private Refusal whyCut(Refusal seen) {
        try {
            gate.requireNotRevokedAtEnd(call.claims());
            return seen;
        } catch (Refusal revoked) {
            return revoked;
        }
    }

    private void write(OutputStream out, byte[] chunk, int length) throws IOException {
        try {
            out.write(chunk, 0, length);
            out.flush();
            bytes += length;
        } catch (IOException gone) {
            tell(false, "client");
            throw gone;
        }
    }

    private void tell(boolean complete, @Nullable String reason) {
        if (!told) {
            told = true;
            boolean redacted = answer.redacted();
            record.streamed(
                    bytes, complete, reason, redacted, redacted ? AnswerInspection.credentialCameBack(call) : null);
        }
    }

    @Override
    public void close() {
        try {
            answer.close();
            tell(false, "client");
        } finally {
            slot.close();
        }
    }
}
