// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.sample.SampleServer;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Role;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route of the OpenAPI document, asked by those who may not. */
class AccessTest {

    private static final SampleServer SERVER = SampleServer.shared();
    private static final Http NOBODY = new Http(SERVER.port(), null);

    static Stream<Route> closedRoutes() {
        return Route.all(NOBODY).stream().filter(route -> !route.isPublic());
    }

    static Stream<Route> routesAboveReading() {
        return closedRoutes().filter(route -> !route.role().equals("readonly"));
    }

    @ParameterizedTest
    @MethodSource("closedRoutes")
    void T01_without_a_key_no_route_is_open(Route route) {
        NOBODY.send(route.method(), route.with("nobodys_id"), null).isProblem(401, ErrorCode.UNAUTHORIZED);
    }

    @ParameterizedTest
    @MethodSource("routesAboveReading")
    void with_too_low_a_role_no_route_is_open(Route route) {
        new Http(SERVER.port(), SERVER.key("access", Role.READONLY))
                .send(route.method(), route.with("nobodys_id"), null)
                .isProblem(403, ErrorCode.FORBIDDEN);
    }

    @Test
    void the_document_is_openapi_3_1_and_open_to_all() {
        JsonObject document = NOBODY.get("/openapi").json();
        assertThat(document.get("openapi").orElseThrow().toString()).startsWith("\"3.1.");
        assertThat(NOBODY.get("/docs").status()).isIn(200, 302);
        assertThat(NOBODY.get("/swagger-ui/index.html").status()).isEqualTo(200);
        assertThat(Route.all(NOBODY)).anyMatch(Route::isPublic);
    }

    @Test
    void the_page_that_shows_the_document_calls_nobody() {
        assertThat(NOBODY.get("/openapi/swagger-config").text())
                .contains("\"validatorUrl\":\"\"")
                .doesNotContain("https://");
    }

    @Test
    void the_document_says_what_a_route_takes() {
        String document = NOBODY.get("/openapi").text();
        assertThat(document).contains("\"requestBody\"").contains("\"bearer\"").doesNotContain("Members");
    }
}
