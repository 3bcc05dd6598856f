// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.mission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stack.command.Body;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MissionDeclarationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                            | 900",
                "\"expires_in_seconds\": 120                                 | 120",
                "\"max_duration_seconds\": 120                               | 120",
                "\"expires_in_seconds\": 300, \"max_duration_seconds\": 120  | 120",
                "\"expires_in_seconds\": 120, \"max_duration_seconds\": 300  | 120",
                "\"expires_in_seconds\": 120, \"max_duration_seconds\": null | 120",
                "\"expires_in_seconds\": 0                                   | 60",
                "\"expires_in_seconds\": 59                                  | 60",
                "\"expires_in_seconds\": 60                                  | 60",
                "\"expires_in_seconds\": 61                                  | 61",
                "\"expires_in_seconds\": 86400                               | 86400"
            })
    void it_lasts_as_long_as_the_smaller_wish(String members, long seconds) {
        assertThat(read(members == null ? "" : members).life()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"expires_in_seconds\": 86401",
                "\"max_duration_seconds\": 2147483646",
                "\"expires_in_seconds\": 2147483647",
                "\"expires_in_seconds\": 2147483648",
                "\"expires_in_seconds\": -1",
                "\"expires_in_seconds\": 60.5",
                "\"expires_in_seconds\": \"60\"",
                "\"intent_services\": \"slack\"",
                "\"intent_services\": [1]",
                "\"max_actions\": -1",
                "\"max_actions\": \"many\"",
                "\"max_dropoff_bytes\": -1",
                "\"max_actions_per_service\": {\"slack\": -1}",
                "\"max_actions_per_service\": [1]",
                "\"cap_behavior\": {\"max_actions\": 1}",
                "\"trust_level_required\": \"L3\"",
                "\"trust_level_required\": \"l0\""
            })
    void what_cannot_be_meant_is_refused(String members) {
        assertThat(refusal(members).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"max_actions\": 0",
                "\"max_dropoff_bytes\": 0",
                "\"max_actions_per_service\": {\"slack\": 0}",
                "\"cap_behavior\": {\"max_actions\": \"block\"}",
                "\"trust_level_required\": \"L2\"",
                "\"invented\": {\"by\": \"the caller\"}"
            })
    void what_is_declared_is_kept_as_it_came(String members) {
        assertThat(read(members).declared()).isEqualTo(Body.object("{" + members + "}"));
    }

    @Test
    void what_stands_elsewhere_in_the_answer_is_not_kept_twice() {
        MissionDeclaration declaration = read("\"agent_id\": \"agt_1\", \"intent_services\": [\"slack\"],"
                + " \"idempotency_key\": \"k\", \"passport\": {}, \"mission\": {}, \"max_actions\": 3");
        assertThat(declaration.agent()).isEqualTo(new AgentId("agt_1"));
        assertThat(declaration.intentSummary()).isEqualTo("Post it");
        assertThat(declaration.intentServices()).isEqualTo(List.of("slack"));
        assertThat(declaration.declared()).isEqualTo(Body.object("{\"max_actions\": 3}"));
    }

    @Test
    void what_is_kept_has_a_limit() {
        String members = "\"note\": \"%s\"";
        int rest = "{\"note\":\"\"}".length();
        assertThat(read(members.formatted("a".repeat(65_536 - rest))).declared().get("note"))
                .isPresent();
        assertThat(refusal(members.formatted("a".repeat(65_537 - rest))).reason())
                .contains("at most 65536");
    }

    @Test
    void the_summary_has_1_to_500_characters() {
        assertThat(MissionDeclaration.read(Body.of("{\"intent_summary\": \"" + "a".repeat(500) + "\"}"))
                        .intentSummary())
                .hasSize(500);
        for (String body : List.of(
                "{}",
                "{\"intent_summary\": \"\"}",
                "{\"intent_summary\": null}",
                "{\"intent_summary\": \"" + "a".repeat(501) + "\"}")) {
            Refusal refusal = Objects.requireNonNull(
                    catchThrowableOfType(Refusal.class, () -> MissionDeclaration.read(Body.of(body))));
            assertThat(refusal.reason()).contains("intent_summary");
        }
    }

    @Test
    void at_most_32_services_are_declared() {
        assertThat(read("\"intent_services\": " + Body.texts(32)).intentServices())
                .hasSize(32);
        assertThat(refusal("\"intent_services\": " + Body.texts(33)).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(read("").intentServices()).isNull();
        assertThat(read("\"intent_services\": []").intentServices()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"fleet_policy_id\": \"flt_1\"", "\"authority_binding_ids\": [\"auth_1\"]"})
    void what_this_server_does_not_have_is_not_found(String members) {
        assertThat(refusal(members).code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"fleet_policy_id\": null", "\"authority_binding_ids\": []"})
    void asking_for_none_of_it_is_fine(String members) {
        assertThat(read(members).life()).isEqualTo(Duration.ofSeconds(900));
    }

    @Test
    void the_agent_may_be_named_twice_but_not_differently() {
        MissionDeclaration named = read("\"agent_id\": \"agt_1\"");
        assertThat(named.assignedTo(new AgentId("agt_1"))).isEqualTo(named);
        assertThat(read("").assignedTo(new AgentId("agt_2")).agent()).isEqualTo(new AgentId("agt_2"));
        Refusal refusal = Objects.requireNonNull(
                catchThrowableOfType(Refusal.class, () -> named.assignedTo(new AgentId("agt_2"))));
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void its_end_is_counted_from_now() {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        assertThat(read("").terms(noon).expiresAt()).isEqualTo(noon.plusSeconds(900));
        assertThat(read("").terms(noon).implicit()).isFalse();
    }

    private static MissionDeclaration read(String members) {
        return MissionDeclaration.read(
                Body.of("{\"intent_summary\": \"Post it\"" + (members.isBlank() ? "" : ", " + members) + "}"));
    }

    private static Refusal refusal(String members) {
        return Objects.requireNonNull(catchThrowableOfType(Refusal.class, () -> read(members)));
    }
}
