// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.app.web.Http.Answer;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a call is led by names and redirects, and how that stands on record. */
class ProxyDestinationsTest {

    private static final ApiServer SERVER = ApiServer.shared();

    private final UpstreamServer upstream = UpstreamServer.start();
    private final ProxyScene scene = ProxyScene.of(SERVER, upstream, "logged", "[]");

    @AfterEach
    void stop() {
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "93.184.216.34 127.0.0.1", "::1", "::ffff:127.0.0.1", "169.254.169.254"})
    void S08_a_name_that_means_a_private_address_when_the_call_is_made_is_refused_without_a_byte(String addresses) {
        String host = "rebinding.test:" + upstream.host().split(":")[1];
        scene.configure("\"allowed_hosts\": [\"" + host + "\"], \"allow_private_network\": false");
        ScriptedNames.resolve("rebinding.test", addresses.split(" "));

        Answer refused = scene.call(scene.token(), "\"method\": \"GET\", \"url\": \"https://" + host + "/\"");

        refused.isProblem(403, ErrorCode.FORBIDDEN);
        assertThat(refused.text()).doesNotContain(addresses.split(" "));
        assertThat(upstream.received()).isEmpty();
        assertThat(scene.outcomes()).containsExactly("blocked");
    }

    @Test
    void S10_a_chain_of_redirects_ends_where_it_leaves_the_allowed_hosts() {
        String foreign = "elsewhere.test:" + upstream.host().split(":")[1];
        ScriptedNames.resolve("elsewhere.test", "127.0.0.1");
        upstream.behave((request, exchange) -> {
            String next = request.target().equals("/first") ? upstream.url("/second") : "https://" + foreign + "/third";
            exchange.getResponseHeaders().set("Location", next);
            UpstreamServer.json(exchange, 307, "{}");
        });
        String token = scene.token();

        Answer first = scene.get(token, upstream, "/first");
        Answer second = scene.call(token, "\"method\": \"GET\", \"url\": \"" + location(first) + "\"");
        Answer third = scene.call(token, "\"method\": \"GET\", \"url\": \"" + location(second) + "\"");

        third.isProblem(403, ErrorCode.FORBIDDEN);
        assertThat(upstream.received()).extracting(request -> request.target()).containsExactly("/first", "/second");
        assertThat(scene.outcomes()).containsExactly("pending", "success", "pending", "success", "blocked");
    }

    /** Where a redirect leads that was handed back. */
    private static String location(Answer answer) {
        assertThat(answer.member("status")).as(answer.text()).isEqualTo(JsonNumber.of(307));
        return Scene.text((JsonObject) answer.member("headers"), "location");
    }
}
