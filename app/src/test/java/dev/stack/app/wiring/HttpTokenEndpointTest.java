// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stack.command.connection.oauth.ClientLogin;
import dev.stack.command.connection.oauth.TokenRequest;
import dev.stack.edge.egress.AddressGuard;
import dev.stack.vault.SecretBytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTokenEndpointTest {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private URI base;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        base = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void it_posts_the_form_and_gives_what_came_back() throws IOException {
        try (var endpoint = new HttpTokenEndpoint(new AddressGuard(true));
                TokenRequest request = request(false)) {
            assertThat(endpoint.post(base.resolve("token"), request).body())
                    .isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(asked)
                .containsExactly("POST /token application/x-www-form-urlencoded null"
                        + " grant_type=refresh_token&client_id=id&client_secret=s&refresh_token=r");
    }

    @Test
    void the_login_goes_into_the_header_where_it_belongs_there() throws IOException {
        try (var endpoint = new HttpTokenEndpoint(new AddressGuard(true));
                TokenRequest request = request(true)) {
            endpoint.post(base.resolve("token"), request);
        }
        assertThat(asked.getFirst()).contains("Basic aWQ6cw==").doesNotContain("client_secret");
    }

    @Test
    void S23_nothing_is_followed_repeated_or_read_without_end() throws IOException {
        try (var endpoint = new HttpTokenEndpoint(new AddressGuard(true));
                TokenRequest request = request(false)) {
            assertThat(endpoint.post(base.resolve("moved"), request).status()).isEqualTo(307);
            assertThat(endpoint.post(base.resolve("busy"), request).status()).isEqualTo(503);
            assertThatThrownBy(() -> endpoint.post(base.resolve("long"), request))
                    .isInstanceOf(IOException.class);
        }
        assertThat(asked).hasSize(3);
    }

    @Test
    void S23_a_name_that_leads_inside_is_checked_when_used() throws IOException {
        try (var endpoint = new HttpTokenEndpoint(new AddressGuard(false));
                TokenRequest request = request(false)) {
            assertThatThrownBy(() -> endpoint.post(base.resolve("token"), request))
                    .isInstanceOf(UnknownHostException.class);
        }
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "fd00::1", "::1"})
    void S23_private_addresses_need_the_server_s_consent(String address) throws IOException {
        assertThatThrownBy(() -> new GuardedNames(new AddressGuard(false)).resolve(address))
                .isInstanceOf(UnknownHostException.class);
        assertThat(new GuardedNames(new AddressGuard(true)).resolve(address)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "100.64.0.1", "0.1.2.3", "fe80::1", "0.0.0.0", "224.0.0.1"})
    void S23_some_addresses_are_never_called(String address) {
        assertThatThrownBy(() -> new GuardedNames(new AddressGuard(true)).resolve(address))
                .isInstanceOf(UnknownHostException.class);
    }

    private static TokenRequest request(boolean inHeader) {
        return TokenRequest.ofRefresh(
                SecretBytes.ofText("r"), new ClientLogin("id", SecretBytes.ofText("s"), inHeader));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(exchange.getRequestMethod() + " " + path + " "
                + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        int status =
                switch (path) {
                    case "/moved" -> 307;
                    case "/busy" -> 503;
                    default -> 200;
                };
        exchange.getResponseHeaders().set("Location", "/token");
        byte[] body = path.equals("/long") ? new byte[(1 << 20) + 1] : "{}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
