// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stack.command.Body;
import dev.stack.command.intent.IntentCatalog;
import dev.stack.command.intent.IntentExpansion;
import dev.stack.events.AgentEvent.GrantGiven;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.Constraint;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.ServiceScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a passport carries of grants on Slack (two scopes), GitHub (one, read only) and a custom service (any). */
class ScopeChoiceTest {

    private static final String READ_ONLY = "{\"path\": \"method\", \"op\": \"eq\", \"value\": \"GET\"}";

    private static final List<GrantGiven> GRANTS = List.of(
            grant("scon_s", "slack", "[\"chat:write\", \"channels:read\"]", "[]"),
            grant("scon_g", "github", "[\"repo\"]", "[" + READ_ONLY + "]"),
            grant("scon_c", "custom_billing", "[\"*\"]", "[]"));

    private final List<String> warnings = new ArrayList<>();
    private final ScopeChoice choice = new ScopeChoice(new IntentExpansion(IntentCatalog.bundled()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // nothing chosen: all that is granted
                "{}                                              | slack[chat:write, channels:read] github[repo] custom_billing[*]",
                "{\"scopes\": null, \"services\": []}            | slack[chat:write, channels:read] github[repo] custom_billing[*]",
                // texts filter
                "{\"services\": [\"slack\"]}                     | slack[chat:write, channels:read]",
                "{\"services\": [\"github\", \"slack\"]}         | slack[chat:write, channels:read] github[repo]",
                "{\"scopes\": [\"chat:write\"]}                  | slack[chat:write] custom_billing[chat:write]",
                "{\"scopes\": [\"repo\", \"chat:write\"]}        | slack[chat:write] github[repo] custom_billing[repo, chat:write]",
                "{\"scopes\": [\"repo\"], \"services\": [\"github\"]} | github[repo]",
                // objects choose
                "{\"scopes\": [{\"service_connection_id\": \"scon_s\"}]}  | slack[chat:write, channels:read]",
                "{\"services\": [{\"service_connection_id\": \"scon_s\", \"scopes\": [\"chat:write\"]}]} | slack[chat:write]",
                "{\"scopes\": [{\"service_connection_id\": \"scon_c\", \"scopes\": [\"a\", \"b\"]}]} | custom_billing[a, b]",
                "{\"scopes\": [{\"service_connection_id\": \"scon_g\"}, {\"service_connection_id\": \"scon_s\"}]} | github[repo] slack[chat:write, channels:read]",
                // objects choose, whatever texts stand beside them
                "{\"scopes\": [{\"service_connection_id\": \"scon_s\"}], \"services\": [\"github\"]} | slack[chat:write, channels:read]"
            })
    void a_passport_carries_what_is_chosen_of_the_grants(String body, String expected) {
        assertThat(choose(body).stream()
                        .map(scope -> scope.provider() + scope.scopes())
                        .toList())
                .hasToString("[" + expected.replace("] ", "], ") + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"services\": [\"stripe\"]}",
                "{\"services\": [\"slack\", \"stripe\"]}",
                "{\"services\": [\"Slack\"]}",
                "{\"scopes\": [\"admin\"], \"services\": [\"slack\"]}",
                "{\"scopes\": [{\"service_connection_id\": \"scon_other\"}]}",
                "{\"scopes\": [{\"service_connection_id\": \"scon_s\", \"scopes\": [\"admin\"]}]}",
                "{\"scopes\": [{\"service_connection_id\": \"scon_s\", \"scopes\": [\"*\"]}]}",
                "{\"scopes\": [{\"service_connection_id\": \"scon_s\", \"scopes\": [\"chat:write\", \"admin\"]}]}"
            })
    void what_is_not_granted_is_an_escalation(String body) {
        assertThat(refusal(body).code()).isEqualTo(ErrorCode.SCOPE_ESCALATION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"scopes\": \"chat:write\"}",
                "{\"scopes\": [1]}",
                "{\"services\": [null]}",
                "{\"scopes\": [{}]}",
                "{\"scopes\": [{\"service_connection_id\": 1}]}",
                "{\"scopes\": [{\"service_connection_id\": \"scon_s\", \"scopes\": \"chat:write\"}]}",
                "{\"scopes\": [{\"service_connection_id\": \"scon_s\"}, {\"service_connection_id\": \"scon_s\"}]}",
                "{\"scopes\": [{\"service_connection_id\": \"scon_s\"}], \"services\": [{\"service_connection_id\": \"scon_s\"}]}",
                "{\"scopes\": [{\"service_connection_id\": \"scon_s\", \"constraints\": [{\"path\": \"weather\", \"op\": \"eq\", \"value\": 1}]}]}",
                "{\"scopes\": [{\"service_connection_id\": \"scon_s\", \"allow_data_from\": [\"*\"]}]}"
            })
    void what_cannot_be_read_is_refused(String body) {
        assertThat(refusal(body).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void the_constraints_of_the_grant_stay_and_own_ones_are_added() {
        String own = "{\"path\": \"url.pathname\", \"op\": \"starts_with\", \"value\": \"/repos/acme/\"}";
        ServiceScope scope = choose(
                        "{\"scopes\": [{\"service_connection_id\": \"scon_g\", \"constraints\": [" + own + "]}]}")
                .getFirst();
        assertThat(scope.constraints().stream().map(Constraint::toJson))
                .containsExactly(Body.object(READ_ONLY), Body.object(own));
        assertThat(choose("{\"services\": [\"github\"]}").getFirst().constraints())
                .hasSize(1);
    }

    @Test
    void a_passport_keeps_the_reference_to_the_secret_and_never_takes_one() {
        ServiceScope scope = choose(
                        "{\"scopes\": [{\"service_connection_id\": \"scon_s\", \"credential_ref\": \"cred_ref_scon_g_v1\"}]}")
                .getFirst();
        assertThat(scope.credentialRef()).isEqualTo("cred_ref_scon_s_v1");
    }

    @Test
    void no_more_than_64_items_are_taken() {
        String item = "{\"service_connection_id\": \"scon_s\"}";
        String many = (item + ",").repeat(64);
        assertThat(refusal("{\"scopes\": [" + many + item + "]}").reason()).contains("at most 64");
        assertThat(refusal("{\"scopes\": [" + many.substring(0, many.length() - 1) + "]}")
                        .reason())
                .contains("listed twice");
    }

    @Test
    void an_intent_named_for_the_passport_holds_for_its_provider_alone() {
        List<ServiceScope> scopes = choose("{\"intents\": [{\"name\": \"slack.list_channels\"}]}");
        assertThat(scopes.get(0).intents()).containsExactly("slack.list_channels");
        assertThat(scopes.get(0).constraints()).isNotEmpty();
        assertThat(scopes.get(1).intents()).isEmpty();
        assertThat(scopes.get(2).intents()).isEmpty();
    }

    @Test
    void C13_an_intent_of_a_service_out_of_scope_is_refused() {
        String intent = "{\"services\": [\"github\"], \"intents\": [{\"name\": \"slack.list_channels\"}]}";
        assertThat(refusal(intent).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refusal("{\"scopes\": [{\"service_connection_id\": \"scon_g\","
                                + " \"intents\": [{\"name\": \"slack.list_channels\"}]}]}")
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void C15_an_intent_the_grant_does_not_imply_is_an_escalation() {
        String posting = "{\"name\": \"github.create_issue\", \"params\": {\"owner\": \"acme\", \"repo\": [\"web\"]}}";
        assertThat(refusal("{\"scopes\": [{\"service_connection_id\": \"scon_g\", \"intents\": [" + posting + "]}]}")
                        .code())
                .isEqualTo(ErrorCode.SCOPE_ESCALATION);
        assertThat(refusal("{\"intents\": [" + posting + "]}").code()).isEqualTo(ErrorCode.SCOPE_ESCALATION);
    }

    @Test
    void C04_a_pattern_that_is_not_anchored_is_named() {
        choose("{\"scopes\": [{\"service_connection_id\": \"scon_s\", \"constraints\":"
                + " [{\"path\": \"url.pathname\", \"op\": \"matches\", \"value\": \"chat\"}]}]}");
        assertThat(warnings).singleElement().asString().contains("scon_s: constraints/0/value is not anchored");
    }

    @Test
    void without_grants_there_is_nothing_to_choose() {
        assertThat(choice.choose(List.of(), Body.of("{}"), warnings)).isEmpty();
    }

    private List<ServiceScope> choose(String body) {
        return choice.choose(GRANTS, Body.of(body), warnings);
    }

    private Refusal refusal(String body) {
        return Objects.requireNonNull(catchThrowableOfType(Refusal.class, () -> choose(body)));
    }

    private static GrantGiven grant(String connection, String provider, String scopes, String constraints) {
        JsonObject scope = Body.object("""
                {"connection_id": "%s", "service_name": "%s", "scopes": %s, "credential_ref": "cred_ref_%s_v1",
                 "constraints": %s}""".formatted(connection, provider, scopes, connection, constraints));
        return new GrantGiven(
                new OperatorId("op_1"),
                new AgentId("agt_1"),
                new ConnectionId(connection),
                scope,
                List.of(),
                null,
                Instant.parse("2026-03-01T12:00:00Z"));
    }
}
