// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http.Answer;
import dev.stack.command.database.TestDatabase;
import dev.stack.vocabulary.ErrorCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Delegation where the owner of the server is stricter than the defaults. */
class DelegationPolicyTest {

    private static final UpstreamServer UPSTREAM = UpstreamServer.start();

    @AfterAll
    static void close() {
        UPSTREAM.close();
    }

    @Test
    void D10_an_undeclared_delegation_is_refused_where_that_is_the_rule() {
        try (ApiServer server = ApiServer.start(TestDatabase.create(), "--stack.delegation.require-declared=true")) {
            var scene = new DelegationScene(ProxyScene.of(server, UPSTREAM, "enforced", "[]"));
            scene.delegate(scene.root(false), scene.agent("enforced")).isProblem(403, ErrorCode.FORBIDDEN);
            assertThat(scene.delegate(scene.root(true), scene.agent("enforced")).status())
                    .isEqualTo(201);
        }
    }

    @Test
    void D10_an_undeclared_delegation_ends_the_passport_where_warnings_do() {
        try (ApiServer server = ApiServer.start(
                TestDatabase.create(),
                "--stack.delegation.revoke-undeclared=true",
                "--stack.delegation.children-max=1")) {
            var scene = new DelegationScene(ProxyScene.of(server, UPSTREAM, "enforced", "[]"));
            Answer declared = scene.root(true);
            assertThat(scene.delegate(declared, scene.agent("enforced")).status())
                    .isEqualTo(201);
            scene.delegate(declared, scene.agent("enforced")).isProblem(429, ErrorCode.RATE_LIMITED);
            assertThat(scene.valid(declared)).isTrue();

            Answer root = scene.root(false);
            Answer child = scene.delegate(root, scene.agent("enforced"));
            assertThat(child.status()).as(child.text()).isEqualTo(201);
            assertThat(scene.valid(root)).isFalse();
            assertThat(scene.valid(child)).isFalse();
        }
    }
}
