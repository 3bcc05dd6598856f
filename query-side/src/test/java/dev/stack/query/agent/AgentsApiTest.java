// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stack.api.AgentAnswer;
import dev.stack.api.AgentAnswer.Block;
import dev.stack.api.GrantAnswer;
import dev.stack.query.History;
import dev.stack.query.TestDatabase;
import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.AgentStatus;
import dev.stack.vocabulary.Page;
import dev.stack.vocabulary.Refusal;
import org.junit.jupiter.api.Test;

class AgentsApiTest {

    private final TestDatabase database = new TestDatabase();
    private final AgentView view = new AgentView();
    private final AgentsApi api = new AgentsApi(new AgentRows(database.client()));

    @Test
    void a_registered_agent_is_shown_as_the_command_side_shows_it() {
        database.fold(view, History.registered());

        AgentAnswer expected = AgentAnswer.of(
                History.OPERATOR, History.AGENT, History.settings("writer"), null, null, History.at(0), History.at(0));
        assertThat(api.get(History.CALLER, History.AGENT)).isEqualTo(expected);
        assertThat(api.list(History.CALLER, History.ALL)).containsExactly(expected);
    }

    @Test
    void an_update_and_a_block_are_seen_and_undone() {
        database.fold(view, History.registered(), History.renamed(), History.blocked());
        assertThat(api.get(History.CALLER, History.AGENT))
                .isEqualTo(AgentAnswer.of(
                        History.OPERATOR,
                        History.AGENT,
                        History.settings("editor"),
                        new Block("review", History.at(2)),
                        null,
                        History.at(0),
                        History.at(2)));

        database.fold(view, History.unblocked());
        assertThat(api.get(History.CALLER, History.AGENT).passportBlocked()).isFalse();
    }

    @Test
    void the_last_enrolment_is_shown_and_outlives_its_key() {
        database.fold(view, History.registered(), History.enrolled());
        assertThat(api.get(History.CALLER, History.AGENT).enrolledAt()).isEqualTo(History.at(1));

        database.fold(view, History.keyRevoked());
        assertThat(api.get(History.CALLER, History.AGENT).enrolledAt()).isEqualTo(History.at(1));
        assertThat(api.get(History.CALLER, History.AGENT).updatedAt()).isEqualTo(History.at(2));
    }

    @Test
    void a_deleted_agent_is_found_by_its_id_but_not_in_the_list() {
        database.fold(view, History.registered(), History.granted(), History.deleted());

        assertThat(api.list(History.CALLER, History.ALL)).isEmpty();
        assertThat(api.get(History.CALLER, History.AGENT).status()).isEqualTo(AgentStatus.DELETED);
        assertThat(api.permissions(History.CALLER, History.AGENT).permissions()).isEmpty();
    }

    @Test
    void permissions_are_the_grants_that_stand() {
        database.fold(view, History.registered(), History.granted());
        assertThat(api.permissions(History.CALLER, History.AGENT).permissions())
                .containsExactly(GrantAnswer.of(History.granted()));

        database.fold(view, History.disconnected());
        assertThat(api.permissions(History.CALLER, History.AGENT).permissions()).isEmpty();
    }

    @Test
    void a_list_starts_at_the_offset_and_ends_at_the_limit() {
        database.fold(view, History.registered());

        assertThat(api.list(History.CALLER, new Page(1, 1, 1))).isEmpty();
        assertThat(api.list(History.CALLER, new Page(1, 1, 0))).hasSize(1);
    }

    @Test
    void T01_a_foreign_agent_is_refused_like_a_missing_one() {
        database.fold(view, History.registered(), History.granted());

        assertThat(api.list(History.STRANGER, History.ALL)).isEmpty();
        Refusal foreign = catchThrowableOfType(Refusal.class, () -> api.get(History.STRANGER, History.AGENT));
        Refusal missing = catchThrowableOfType(Refusal.class, () -> api.get(History.CALLER, new AgentId("agt_none")));
        assertThat(foreign.code()).isEqualTo(missing.code());
        assertThat(foreign.reason().replace("agt_one", "agt_none")).isEqualTo(missing.reason());
        assertThat(catchThrowableOfType(Refusal.class, () -> api.permissions(History.STRANGER, History.AGENT)))
                .isNotNull();
    }
}
