// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultClassicHttpResponseFactory;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.io.SessionOutputBuffer;
import org.apache.hc.core5.http.message.BasicLineParser;
import org.jspecify.annotations.Nullable;

/**
 * One TLS connection to a checked address, and HTTP/1.1 over it. The library reads the answers; requests are written past
 * its buffers, which live as long as the connection and would keep the credential.
 */
final class UpstreamConnection {

    private static final int INTERIM_MAX = 16;
    private static final int LINE_BYTES_MAX = 16 << 10;

    private final ConnectionKey key;
    private final Socket socket;
    private final SSLSocket tls;
    private final DefaultBHttpClientConnection http;
    private final InetAddress address;
    private @Nullable SessionInputBuffer read;
    private long idleSince;

    /** Over a socket on which TLS is established. */
    UpstreamConnection(ConnectionKey key, InetAddress address, Socket socket, SSLSocket tls, EgressProperties limits)
            throws IOException {
        this.key = key;
        this.address = address;
        this.socket = socket;
        this.tls = tls;
        Http1Config config = Http1Config.custom()
                .setMaxHeaderCount(limits.answerFieldsMax())
                .setMaxLineLength(LINE_BYTES_MAX)
                .setMaxEmptyLineCount(1)
                .build();
        this.http = new DefaultBHttpClientConnection(
                config,
                null,
                null,
                AnswerLength.STRICT,
                AnswerLength.STRICT,
                () -> UpstreamConnection::write,
                _ -> parser(config));
        http.bind(tls, socket);
    }

    ConnectionKey key() {
        return key;
    }

    InetAddress address() {
        return address;
    }

    /** Sends the call and reads the answer's head; its body can be read from the entity, if there is one. */
    ClassicHttpResponse exchange(OutgoingRequest outgoing) throws IOException, HttpException {
        SealedRequest request = new SealedRequest(outgoing);
        http.sendRequestHeader(request);
        for (int interim = 0; interim <= INTERIM_MAX; interim++) {
            ClassicHttpResponse answer = http.receiveResponseHeader();
            int status = answer.getCode();
            if (status >= HttpStatus.SC_SUCCESS && status < 600) {
                boolean hasBody = !outgoing.method().equals("HEAD")
                        && status != HttpStatus.SC_NO_CONTENT
                        && status != HttpStatus.SC_NOT_MODIFIED;
                if (hasBody) {
                    http.receiveResponseEntity(answer);
                }
                return answer;
            }
            if (status < HttpStatus.SC_CONTINUE || status == HttpStatus.SC_SWITCHING_PROTOCOLS || status >= 600) {
                throw new ProtocolException("the answer has no usable status");
            }
        }
        throw new ProtocolException("too many interim answers");
    }

    /** Whether nothing came that nobody asked for, and the other side still seems to be there. */
    boolean isQuiet(Duration trusted) {
        try {
            boolean nothingLeft = (read == null || read.length() == 0)
                    && tls.getInputStream().available() == 0
                    && socket.getInputStream().available() == 0;
            boolean fresh = System.nanoTime() - idleSince < trusted.toNanos();
            return nothingLeft && http.isOpen() && (fresh || !http.isStale());
        } catch (IOException gone) {
            return false;
        }
    }

    boolean isIdleFor(Duration limit) {
        return System.nanoTime() - idleSince > limit.toNanos();
    }

    void idleFromNow() {
        idleSince = System.nanoTime();
    }

    /** Ends it at once, from any thread. */
    void abort() {
        abort(socket);
    }

    /** Ends a socket at once, without a farewell that could block. */
    static void abort(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            // It is what we want.
        }
    }

    private static void write(ClassicHttpRequest request, SessionOutputBuffer passedBy, OutputStream out)
            throws IOException {
        ((SealedRequest) request).outgoing().writeTo(out);
    }

    /** The library's, with an eye on what it has read and not used. */
    private HttpMessageParser<ClassicHttpResponse> parser(Http1Config config) {
        var parser = new DefaultHttpResponseParser(
                config, BasicLineParser.INSTANCE, DefaultClassicHttpResponseFactory.INSTANCE);
        return (buffer, in) -> {
            read = buffer;
            ClassicHttpResponse answer = parser.parse(buffer, in);
            if (answer != null
                    && !HttpVersion.HTTP_1_1.equals(answer.getVersion())
                    && !HttpVersion.HTTP_1_0.equals(answer.getVersion())) {
                throw new ProtocolException("the answer is of another protocol");
            }
            return answer;
        };
    }
}
