// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Opens connections: to the checked addresses only, with the name for SNI and certificate, without any proxy. */
final class Connector {

    private static final long ADDRESS_NANOS_MIN = 250_000_000L;

    private final Trust trust = new Trust();
    private final EgressProperties limits;

    Connector(EgressProperties limits) {
        this.limits = limits;
    }

    /**
     * The first address that takes the connection.
     *
     * @param deadline of {@link System#nanoTime()}
     * @param opening is given each socket before it connects, to be able to end it
     */
    UpstreamConnection connect(ConnectionKey key, Destination destination, long deadline, Consumer<Socket> opening)
            throws IOException {
        var sockets = trust.sockets(key.caPem());
        List<InetAddress> addresses = destination.addresses();
        IOException last = new IOException("no address");
        for (int i = 0; i < addresses.size(); i++) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            Socket socket = new Socket(Proxy.NO_PROXY);
            opening.accept(socket);
            @Nullable SSLSocket tls = null;
            try {
                socket.setTcpNoDelay(true);
                long share = Math.min(left, Math.max(left / (addresses.size() - i), ADDRESS_NANOS_MIN));
                socket.connect(new InetSocketAddress(addresses.get(i), destination.port()), (int)
                        Math.max(1, share / 1_000_000));
                tls = (SSLSocket) sockets.createSocket(socket, destination.host(), destination.port(), true);
                secure(tls, destination.host());
                return new UpstreamConnection(key, addresses.get(i), socket, tls, limits);
            } catch (IOException failed) {
                UpstreamConnection.abort(socket);
                last = failed;
                if (tls != null) {
                    // Somebody answered: another address would hardly have another certificate.
                    throw failed;
                }
            }
        }
        throw last;
    }

    private static void secure(SSLSocket tls, String host) throws IOException {
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setServerNames(List.of(new SNIHostName(host)));
        tls.setSSLParameters(parameters);
        tls.startHandshake();
    }
}
