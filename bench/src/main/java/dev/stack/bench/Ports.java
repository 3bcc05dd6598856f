// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ports of this machine's loopback address. */
final class Ports {

    private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();
    private static final int CONNECT_MILLIS = 1_000;
    private static final int BETWEEN_MILLIS = 20;

    private Ports() {}

    static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Returns when {@code process} listens; when it ends instead, its log says why. */
    static void await(int port, Process process, Path log) throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (!isOpen(port)) {
            boolean ended = process.waitFor(BETWEEN_MILLIS, TimeUnit.MILLISECONDS);
            if (ended || System.nanoTime() > until) {
                Children.end(process);
                throw new IOException("nginx did not start: " + Files.readString(log));
            }
        }
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
