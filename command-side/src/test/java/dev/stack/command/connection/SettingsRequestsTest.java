// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stack.command.Body;
import dev.stack.events.ConnectionSettings;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Role;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SettingsRequestsTest {

    private static final String INSIDE = "{\"allow_private_network\": true}";

    private final CatalogService custom =
            ServiceCatalog.bundled().find("custom").orElseThrow();

    @Test
    void only_an_admin_lets_a_connection_into_the_network() {
        Refusal refused = Objects.requireNonNull(
                catchThrowableOfType(Refusal.class, () -> apply(INSIDE, ConnectionSettings.NONE, Role.STANDARD)));
        assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(apply(INSIDE, ConnectionSettings.NONE, Role.ADMIN).allowPrivateNetwork())
                .isTrue();
    }

    @Test
    void whoever_may_write_can_change_the_rest_of_such_a_connection_and_close_it_again() {
        ConnectionSettings inside = apply(INSIDE, ConnectionSettings.NONE, Role.ADMIN);
        assertThat(apply("{\"allowed_hosts\": [\"a.example\"]}", inside, Role.STANDARD))
                .isEqualTo(new ConnectionSettings(null, null, List.of("a.example"), null, null, true));
        assertThat(apply("{\"allow_private_network\": null}", inside, Role.STANDARD))
                .isEqualTo(ConnectionSettings.NONE);
    }

    @Test
    void what_stands_in_an_event_is_read_back_as_it_was() {
        ConnectionSettings settings = apply("""
                {"instance_url": "https://a.example", "account_id": "a-1", "allowed_hosts": ["a.example", "a.example"],
                 "injection": {"style": "aws_sigv4", "unknown": "kept out"}}""", ConnectionSettings.NONE, Role.ADMIN);
        assertThat(ConnectionSettings.fromJson(settings.toJson())).isEqualTo(settings);
        assertThat(settings.toJson().toString())
                .isEqualTo("{\"instance_url\":\"https://a.example\",\"account_id\":\"a-1\","
                        + "\"allowed_hosts\":[\"a.example\"],\"injection\":{\"style\":\"aws_sigv4\"}}");
    }

    private ConnectionSettings apply(String body, ConnectionSettings current, Role role) {
        return SettingsRequests.apply(
                Body.of(body), current, custom, new Caller(new OperatorId("op_1"), role, "mem_1"));
    }
}
