// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stack.command.Body;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.MissionId;
import dev.stack.vocabulary.Refusal;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssueRequestTest {

    @Test
    void an_agent_alone_gives_the_defaults() {
        for (String members : new String[] {
            "",
            ", \"ttl_seconds\": null, \"checkpoint_interval_seconds\": null, \"accountability_mode\": null,"
                    + " \"mission_ids\": null, \"intent\": null, \"authority_binding_ids\": null",
            ", \"mission_ids\": [], \"authority_binding_ids\": []"
        }) {
            IssueRequest request = read(members);
            assertThat(request.agent()).isEqualTo(new AgentId("agt_1"));
            assertThat(request.mission()).isNull();
            assertThat(request.ttlSeconds()).isEqualTo(900);
            assertThat(request.checkpointIntervalSeconds()).isEqualTo(300);
            assertThat(request.mode()).isNull();
            assertThat(request.intent()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 3_600})
    void times_are_taken_from_one_minute_to_one_hour(int seconds) {
        IssueRequest request =
                read(", \"ttl_seconds\": %d, \"checkpoint_interval_seconds\": %d".formatted(seconds, seconds));
        assertThat(request.ttlSeconds()).isEqualTo(seconds);
        assertThat(request.checkpointIntervalSeconds()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"59", "3601", "0", "-60", "60.5", "\"900\"", "1e99", "[]", "true"})
    void other_times_are_refused_and_never_bent(String seconds) {
        assertThat(refusal(", \"ttl_seconds\": " + seconds).reason()).contains("ttl_seconds", "60", "3600");
        assertThat(refusal(", \"checkpoint_interval_seconds\": " + seconds).reason())
                .contains("checkpoint_interval_seconds");
    }

    @Test
    void a_passport_is_bound_to_exactly_one_mission() {
        assertThat(read(", \"mission_ids\": [\"mis_1\"]").mission()).isEqualTo(new MissionId("mis_1"));
        for (String ids : new String[] {"[\"mis_1\", \"mis_2\"]", "[1]", "[null]", "[{}]"}) {
            assertThat(refusal(", \"mission_ids\": " + ids).reason()).contains("bound to exactly one Mission");
        }
        assertThat(refusal(", \"mission_ids\": \"mis_1\"").code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refusal(", \"mission_ids\": [\"\"]").code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void the_mode_is_one_of_three() {
        assertThat(read(", \"accountability_mode\": \"logged\"").mode()).isEqualTo(AccountabilityMode.LOGGED);
        assertThat(refusal(", \"accountability_mode\": \"LOGGED\"").code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void authority_is_not_found_here() {
        assertThat(refusal(", \"authority_binding_ids\": [\"auth_1\"]").code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void without_an_agent_there_is_nothing_to_issue() {
        for (String body : new String[] {"{}", "{\"agent_id\": null}", "{\"agent_id\": \"\"}", "{\"agent_id\": 1}"}) {
            Refusal refusal =
                    Objects.requireNonNull(catchThrowableOfType(Refusal.class, () -> IssueRequest.read(Body.of(body))));
            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(refusal.reason()).contains("agent_id");
        }
    }

    private static IssueRequest read(String members) {
        return IssueRequest.read(Body.of("{\"agent_id\": \"agt_1\"" + members + "}"));
    }

    private static Refusal refusal(String members) {
        return Objects.requireNonNull(catchThrowableOfType(Refusal.class, () -> read(members)));
    }
}
