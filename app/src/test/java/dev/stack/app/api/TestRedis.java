// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import redis.embedded.RedisServer;

/** A real Redis on a port that stays the same, to be killed, stopped, emptied and lied with. */
final class TestRedis implements AutoCloseable {

    private final int port;
    private final RedisClient client;
    private RedisServer server;
    private long process;

    private TestRedis(int port) throws IOException {
        this.port = port;
        this.client = RedisClient.create(RedisURI.create("redis://127.0.0.1:" + port));
        this.server = launch();
    }

    static TestRedis start() throws IOException {
        return new TestRedis(RestartableDatabase.freePort());
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Ends it without a word. */
    void kill() throws IOException {
        signal("KILL");
        server.stop();
    }

    /** Starts it again, empty. */
    void restart() throws IOException {
        server = launch();
    }

    /** It stays there and answers nothing. */
    void freeze() throws IOException {
        signal("STOP");
    }

    void thaw() throws IOException {
        signal("CONT");
    }

    RedisCommands<String, String> commands() {
        StatefulRedisConnection<String, String> connection = client.connect();
        return connection.sync();
    }

    /** What arrives on a channel from now on. */
    List<String> listen(String channel) {
        List<String> heard = new CopyOnWriteArrayList<>();
        StatefulRedisPubSubConnection<String, String> connection = client.connectPubSub();
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String from, String message) {
                heard.add(message);
            }
        });
        connection.sync().subscribe(channel);
        return heard;
    }

    @Override
    public void close() throws IOException {
        client.shutdown();
        server.stop();
    }

    private RedisServer launch() throws IOException {
        RedisServer started = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        started.start();
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            process = connection
                    .sync()
                    .info("server")
                    .lines()
                    .filter(line -> line.startsWith("process_id:"))
                    .mapToLong(line -> Long.parseLong(
                            line.substring("process_id:".length()).strip()))
                    .findFirst()
                    .orElseThrow();
        }
        return started;
    }

    private void signal(String name) throws IOException {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(process))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IOException("the signal " + name + " was not sent");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }
}
