// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between us and PostgreSQL, and can cut the line at a commit. */
final class CuttingProxy implements AutoCloseable {

    /** What becomes of the next commit. */
    enum Cut {
        NONE,
        BEFORE_COMMIT_ARRIVES,
        BEFORE_ITS_ANSWER_ARRIVES
    }

    private final int target;
    private final ServerSocket server;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile Cut next = Cut.NONE;

    CuttingProxy(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void cutNextCommit(Cut cut) {
        next = cut;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(database);
                Thread.ofVirtual().start(() -> pump(client, database, true));
                Thread.ofVirtual().start(() -> pump(database, client, false));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pump(Socket from, Socket to, boolean request) {
        byte[] buffer = new byte[64 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                Cut cut = request && isCommit(buffer, read) ? next : Cut.NONE;
                if (cut != Cut.NONE) {
                    next = Cut.NONE;
                    from.close();
                }
                if (cut != Cut.BEFORE_COMMIT_ARRIVES) {
                    out.write(buffer, 0, read);
                    out.flush();
                }
                if (cut != Cut.NONE) {
                    waitForTheServer(to);
                    return;
                }
            }
        } catch (IOException closed) {
            // The other side is gone: so is this one.
        }
    }

    /** Leaves PostgreSQL the time to commit: it answers when it has. */
    private static void waitForTheServer(Socket database) throws IOException {
        database.shutdownOutput();
    }

    private static boolean isCommit(byte[] buffer, int length) {
        return new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains("COMMIT");
    }
}
