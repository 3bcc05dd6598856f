// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.command.database.TestDatabase;
import dev.stack.command.ledger.LedgerEventStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.axonframework.axonserver.connector.command.AxonServerCommandBus;
import org.axonframework.axonserver.connector.query.AxonServerQueryBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.config.Configuration;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.junit.jupiter.api.Test;

/** The optional router, with a listener in its place that takes connections and never says a word. */
class AxonServerTest {

    private static final String ALONE = "--stack.roles=command,query,detect,edge";

    @Test
    void with_the_profile_the_buses_are_the_routers_and_everything_else_is_still_ours() throws Exception {
        try (ServerSocketChannel router = listen();
                ApiServer server = ApiServer.start(
                        TestDatabase.create(), ALONE, "--spring.profiles.active=axon-server", servers(router))) {
            Scene.await("it calls the router", () -> isCalled(router));
            var axon = server.bean(Configuration.class);
            assertThat(axon.commandBus()).isInstanceOf(AxonServerCommandBus.class);
            assertThat(((AxonServerCommandBus) axon.commandBus()).localSegment())
                    .isInstanceOf(SimpleCommandBus.class);
            assertThat(axon.queryBus()).isInstanceOf(AxonServerQueryBus.class);
            assertThat(axon.eventStore()).isInstanceOf(LedgerEventStore.class);
            assertThat(((DefaultCommandGateway) server.bean(CommandGateway.class)).getCommandBus())
                    .as("a command may carry a credential and stays in the process")
                    .isInstanceOf(SimpleCommandBus.class);

            Scene scene = Scene.enforced(server.operator());
            assertThat(scene.issue().status()).isEqualTo(201);
            assertThat(scene.entries("passport.issue")).hasSize(1);
        }
    }

    @Test
    void without_the_profile_nobody_is_called_and_the_buses_are_local() throws Exception {
        try (ServerSocketChannel router = listen();
                ApiServer server = ApiServer.start(TestDatabase.create(), ALONE, servers(router))) {
            assertThat(Scene.enforced(server.operator()).issue().status()).isEqualTo(201);
            var axon = server.bean(Configuration.class);
            assertThat(axon.commandBus()).isInstanceOf(SimpleCommandBus.class);
            assertThat(axon.queryBus()).isInstanceOf(SimpleQueryBus.class);
            assertThat(axon.eventStore()).isInstanceOf(LedgerEventStore.class);
            assertThat(isCalled(router)).isFalse();
        }
    }

    private static ServerSocketChannel listen() throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listener.configureBlocking(false);
        return listener;
    }

    private static String servers(ServerSocketChannel router) throws IOException {
        return "--axon.axonserver.servers=127.0.0.1:" + ((InetSocketAddress) router.getLocalAddress()).getPort();
    }

    private static boolean isCalled(ServerSocketChannel router) {
        try (SocketChannel call = router.accept()) {
            return call != null;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
