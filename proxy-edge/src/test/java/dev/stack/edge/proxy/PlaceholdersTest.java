// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.ConnectionStatus;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {

    @ParameterizedTest
    @CsvSource({
        "{{instance_url}}/rest, https://acme.atlassian.net/rest",
        "https://{{instance_url}}/rest, https://acme.atlassian.net/rest",
        "https://api.example/{{account_id}}/x, https://api.example/a%2Fb%20c/x",
        "https://api.example/plain, https://api.example/plain",
        "https://api.example/{{unclosed, https://api.example/{{unclosed"
    })
    void what_the_connection_knows_is_filled_in(String url, String filled) {
        assertThat(Placeholders.fill(
                        url, access(Map.of("instance_url", "https://acme.atlassian.net/", "account_id", "a/b c"))))
                .isEqualTo(filled);
    }

    @Test
    void what_was_filled_in_is_not_looked_at_again() {
        assertThat(Placeholders.fill(
                        "https://api.example/{{account_id}}", access(Map.of("account_id", "{{account_id}}"))))
                .isEqualTo("https://api.example/%7B%7Baccount_id%7D%7D");
    }

    @Test
    void what_the_connection_does_not_know_is_the_callers_mistake() {
        assertThatThrownBy(() -> Placeholders.fill("https://api.example/{{token}}", access(Map.of())))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("scon_one");
    }

    private static ConnectionAccess access(Map<String, String> placeholders) {
        return new ConnectionAccess(
                new OperatorId("op_one"),
                new ConnectionId("scon_one"),
                "jira",
                ConnectionStatus.ACTIVE,
                true,
                1,
                List.of(),
                false,
                null,
                List.of(),
                Map.of(),
                placeholders,
                null);
    }
}
