// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import dev.stack.app.Golden;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The description of the API is committed, so that a change of the API is a change somebody reviewed. */
class OpenApiTest {

    private static final JsonMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT)
            .build();

    @Test
    void what_is_served_is_what_is_committed() throws Exception {
        ApiServer server = ApiServer.shared();
        String served = server.nobody().get("/openapi").text().replace(":" + server.port() + "\"", ":8080\"");
        Golden.check(
                Path.of("../docs/reference/openapi.json"),
                SORTED.writeValueAsString(SORTED.readValue(served, Map.class)) + "\n");
    }
}
