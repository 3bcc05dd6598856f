// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.sample.SampleKeys;
import dev.stack.sample.SampleServer;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Role;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Who is let in. */
class CredentialsTest {

    private final SampleServer server = SampleServer.shared();
    private final Http nobody = new Http(server.port(), null);

    @Test
    void without_a_credential_nobody_is_let_in() {
        var answer = nobody.get("/v1/samples").isProblem(401, ErrorCode.UNAUTHORIZED);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer resource_metadata=");
    }

    @Test
    void a_key_that_matches_nothing_is_invalid() {
        nobody.get("/v1/samples", "Authorization", "Bearer sk_live_op_unknown")
                .isProblem(401, ErrorCode.INVALID_API_KEY);
    }

    @Test
    void any_other_credential_is_unauthorized() {
        for (String credential : new String[] {"Bearer ", "Bearer abc", "Basic c2s6", "sk_live_x", "Bearer tkt_x"}) {
            nobody.get("/v1/samples", "Authorization", credential).isProblem(401, ErrorCode.UNAUTHORIZED);
        }
    }

    @Test
    void the_scheme_has_no_case() {
        String key = server.key("scheme", Role.READONLY);
        assertThat(nobody.get("/v1/samples", "Authorization", "bearer " + key).status())
                .isEqualTo(200);
    }

    @Test
    void two_credentials_are_refused_even_when_both_are_good() {
        String key = server.key("twice", Role.OPERATOR);
        nobody.get("/v1/samples", "Authorization", "Bearer " + key, "Authorization", "Bearer " + key)
                .isProblem(401, ErrorCode.UNAUTHORIZED);
    }

    @Test
    void a_credential_counts_nowhere_but_in_its_header() {
        String key = server.key("query", Role.OPERATOR);
        nobody.get("/v1/samples?access_token=" + key + "&api_key=" + key, "X-Api-Key", key, "Cookie", "token=" + key)
                .isProblem(401, ErrorCode.UNAUTHORIZED);
    }

    @Test
    void a_role_may_do_what_it_covers_and_no_more() {
        var reader = new Http(server.port(), server.key("roles", Role.READONLY));
        assertThat(reader.get("/v1/samples").status()).isEqualTo(200);
        reader.post("/v1/samples", "{}").isProblem(403, ErrorCode.FORBIDDEN);
        reader.send("DELETE", "/v1/samples/agt_1", null).isProblem(403, ErrorCode.FORBIDDEN);
        var admin = new Http(server.port(), server.key("roles", Role.ADMIN));
        assertThat(admin.send("DELETE", "/v1/samples/agt_1", null).status()).isEqualTo(200);
    }

    @Test
    void a_route_that_says_nothing_is_closed_to_everyone() {
        nobody.get("/v1/samples/forgotten").isProblem(401, ErrorCode.UNAUTHORIZED);
        new Http(server.port(), server.key("forgotten", Role.OPERATOR))
                .get("/v1/samples/forgotten")
                .isProblem(403, ErrorCode.FORBIDDEN);
    }

    @Test
    void a_public_route_turns_nobody_away() {
        assertThat(nobody.post("/v1/samples/verify", "{}").status()).isEqualTo(200);
        assertThat(nobody.post("/v1/samples/verify", "{}", "Authorization", "Bearer sk_live_wrong")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void F01_without_the_table_of_keys_nobody_is_let_in_but_the_key_set_is_served() {
        String header = "Bearer " + SampleKeys.UNREADABLE;
        nobody.get("/v1/samples", "Authorization", header).isProblem(503, ErrorCode.UNAVAILABLE);
        assertThat(nobody.get("/v1/samples/keys", "Authorization", header).status())
                .isEqualTo(200);
    }

    /** Timing can tell nothing: a key never meets another key, only its hash meets a table of hashes. */
    @Test
    void T10_keys_are_known_by_their_hash_alone() {
        assertThat(ApiKeys.class.getDeclaredMethods()).isNotEmpty().allSatisfy(find -> assertThat(
                        Arrays.asList(find.getParameterTypes()))
                .containsExactly(byte[].class));
    }
}
