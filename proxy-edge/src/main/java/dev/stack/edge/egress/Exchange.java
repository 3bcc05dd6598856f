// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import dev.stack.vocabulary.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * One call under way, from connecting to the end of the answer. Whatever goes wrong becomes a refusal that says which part
 * it was and nothing more. Closing it before {@link #finish} ends the connection. For one thread; only
 * {@link #abort()} comes from others.
 */
final class Exchange implements AutoCloseable {

    private final ConnectionPool pool;
    private final EgressProperties limits;
    private final long bodyBytesMax;
    private final SecretScan scan;
    private final Watchdog.Watch watch;
    private volatile @Nullable Socket opening;
    private volatile @Nullable UpstreamConnection connection;
    private String phase = "connect";
    private boolean finished;

    /** @param bodyBytesMax size of the answer's body, counted after unpacking */
    Exchange(
            ConnectionPool pool,
            Watchdog watchdog,
            EgressProperties limits,
            long bodyBytesMax,
            SecretScan scan,
            long connectDeadline) {
        this.pool = pool;
        this.limits = limits;
        this.bodyBytesMax = bodyBytesMax;
        this.scan = scan;
        this.watch = watchdog.watch(this::abort, connectDeadline);
    }

    /** What came of the answer so far. */
    record Head(
            int status,
            Map<String, List<String>> headers,
            @Nullable AnswerBody body,
            boolean persistent) {}

    /** Takes an open connection or opens one, sends the call, and reads the answer's head. */
    Head send(
            OutgoingRequest outgoing, ConnectionKey key, Destination destination, Connector connector, long deadline) {
        return guarded(() -> {
            UpstreamConnection taken = pool.take(key, destination).orElse(null);
            if (taken == null) {
                taken = connector.connect(
                        key,
                        destination,
                        Math.min(
                                deadline,
                                System.nanoTime() + limits.connectLimit().toNanos()),
                        socket -> opening = socket);
            }
            connection = taken;
            if (watch.expired()) {
                // It looked for something to end before there was something.
                throw EgressRefusals.timeout(phase);
            }
            phase = "answer";
            watch.until(deadline);
            return headOf(taken.exchange(outgoing));
        });
    }

    /** Reads on; -1 at the end. */
    int read(AnswerBody body, byte[] target) {
        return guarded(() -> body.read(target, 0, target.length));
    }

    /** Moves the deadline. */
    void until(long nanos) {
        watch.until(nanos);
    }

    /** The answer was read to its end: the connection may serve the next call. */
    void finish(Head head) {
        AnswerBody body = head.body();
        boolean complete = guarded(() -> body == null || body.isAtEnd());
        watch.close();
        UpstreamConnection used = connection;
        // What was found in an answer is still in the connection's buffers: that one is not kept.
        if (used != null && complete && head.persistent() && !scan.found() && !watch.expired()) {
            finished = true;
            pool.giveBack(used);
        }
    }

    /** Ends the connection, from any thread. */
    void abort() {
        UpstreamConnection used = connection;
        Socket socket = opening;
        if (used != null) {
            used.abort();
        } else if (socket != null) {
            UpstreamConnection.abort(socket);
        }
    }

    @Override
    public void close() {
        watch.close();
        if (!finished) {
            finished = true;
            abort();
        }
    }

    private Head headOf(ClassicHttpResponse answer) throws IOException, HttpException {
        Map<String, List<String>> headers = AnswerHeaders.passable(answer, scan, limits.answerHeadBytesMax());
        HttpEntity entity = answer.getEntity();
        InputStream content = entity == null ? null : entity.getContent();
        if (entity == null || content == null) {
            return new Head(answer.getCode(), headers, null, isPersistent(answer, true));
        }
        AnswerBody body = AnswerBody.of(content, headers, bodyBytesMax);
        if (entity.getContentLength() > bodyBytesMax) {
            throw EgressRefusals.tooLarge("size");
        }
        boolean framed = entity.getContentLength() >= 0 || entity.isChunked();
        return new Head(answer.getCode(), headers, body, isPersistent(answer, framed));
    }

    private static boolean isPersistent(ClassicHttpResponse answer, boolean framed) {
        boolean told = false;
        for (Header header : answer.getHeaders("connection")) {
            told |= String.valueOf(header.getValue()).toLowerCase(Locale.ROOT).contains("close");
        }
        return framed && !told && HttpVersion.HTTP_1_1.equals(answer.getVersion());
    }

    private interface Step<T> {
        T take() throws IOException, HttpException;
    }

    private <T> T guarded(Step<T> step) {
        try {
            T result = step.take();
            if (watch.expired()) {
                throw EgressRefusals.timeout(phase);
            }
            return result;
        } catch (IOException | HttpException failed) {
            throw explained(failed);
        }
    }

    private Refusal explained(Exception failed) {
        boolean late = watch.expired() || failed instanceof SocketTimeoutException;
        if (late) {
            return EgressRefusals.timeout(phase);
        }
        return EgressRefusals.failed(phase.equals("connect") && failed instanceof SSLException ? "tls" : phase);
    }
}
