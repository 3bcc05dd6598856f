// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.Constraint;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.IntentReference;
import dev.stack.vocabulary.Narrowing;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.ServiceScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IntentExpansionTest {

    private final IntentCatalog catalog = IntentCatalog.bundled();
    private final IntentExpansion expansion = new IntentExpansion(catalog);

    @Test
    void posting_to_a_channel_means_what_the_contract_says() throws JsonRefused {
        ExpandedIntents expanded = expansion.expand(
                List.of(reference("slack.post_to_channel", "{\"channel\":[\"C0123\",\"C0456\"]}")), "slack");
        assertThat(expanded.constraints().stream().map(Constraint::toJson).map(JsonObject::toString))
                .containsExactly(
                        "{\"path\":\"method\",\"op\":\"eq\",\"value\":\"POST\"}",
                        "{\"path\":\"url.pathname\",\"op\":\"eq\",\"value\":\"/api/chat.postMessage\"}",
                        "{\"path\":\"body.channel\",\"op\":\"in\",\"value\":[\"C0123\",\"C0456\"]}");
        assertThat(expanded.alternatives()).isEmpty();
        assertThat(expanded.names()).containsExactly("slack.post_to_channel");
        assertThat(expanded.catalogVersion()).isEqualTo(catalog.version());
    }

    @Test
    void several_intents_become_alternatives_and_the_same_one_twice_is_one() throws JsonRefused {
        IntentReference post = reference("slack.post_to_channel", "{\"channel\":[\"C0123\"]}");
        IntentReference list = reference("slack.list_channels", "{}");
        assertThat(expansion.expand(List.of(post, list), "slack"))
                .satisfies(expanded -> assertThat(expanded.constraints()).isEmpty())
                .satisfies(expanded -> assertThat(expanded.alternatives()).hasSize(2))
                .satisfies(expanded ->
                        assertThat(expanded.names()).containsExactly("slack.post_to_channel", "slack.list_channels"));
        assertThat(expansion.expand(List.of(post, post), "slack").alternatives())
                .isEmpty();
        assertThat(expansion.expand(List.of(), "slack").constraints()).isEmpty();
    }

    @Test
    void exact_paths_become_a_list_and_free_segments_an_anchored_pattern() throws JsonRefused {
        assertThat(pathOf("github.create_issue", "{\"owner\":\"acme\",\"repo\":[\"web\"]}", "github"))
                .isEqualTo("{\"path\":\"url.pathname\",\"op\":\"eq\",\"value\":\"/repos/acme/web/issues\"}");
        assertThat(pathOf("github.create_issue", "{\"owner\":\"acme\",\"repo\":[\"web\",\"api.v2\"]}", "github"))
                .isEqualTo("{\"path\":\"url.pathname\",\"op\":\"in\",\"value\":"
                        + "[\"/repos/acme/web/issues\",\"/repos/acme/api.v2/issues\"]}");
        assertThat(pathOf("github.read_issue", "{\"owner\":\"acme\",\"repo\":[\"web\",\"api.v2\"]}", "github"))
                .contains("\"matches\"", "^/repos/acme/(?:web|api\\\\.v2)/issues/[0-9]+$");
    }

    @Test
    void C13_an_unknown_intent_is_refused_with_the_nearest_names() {
        assertRefused("slack.post_to_chanel", "{}", "slack", "slack.post_to_channel", "intents/0");
    }

    @Test
    void C13_an_intent_of_another_provider_is_refused() {
        assertRefused(
                "slack.post_to_channel", "{\"channel\":[\"C0123\"]}", "github", "is no intent of github", "github.");
        assertRefused("slack.post_to_channel", "{\"channel\":[\"C0123\"]}", "zendesk", "no named intents for zendesk");
        assertRefused("custom.read", "{}", "github", "is no intent of github");
    }

    @Test
    void C13_a_custom_service_takes_the_generic_intents() throws JsonRefused {
        assertThat(expansion
                        .expand(List.of(reference("custom.read", "{}")), "custom_billing")
                        .constraints())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web/../../secrets",
                "..",
                ".",
                "web/x",
                "web\\\\x",
                "web%2Fx",
                "web\\u0001",
                "web\\n",
                "",
                "web?x",
                "web#x",
                "web;x",
                "a*",
                "(?i)web",
                "[a-z]+",
                "web|api",
                "^web$"
            })
    void C14_a_parameter_cannot_break_out_of_its_segment(String repo) {
        assertRefused(
                "github.create_issue", "{\"owner\":\"acme\",\"repo\":[\"" + repo + "\"]}", "github", "params/repo");
        assertRefused(
                "github.read_issue",
                "{\"owner\":\"acme\",\"repo\":[\"web\",\"" + repo + "\"]}",
                "github",
                "params/repo");
    }

    @Test
    void C14_a_dot_is_only_a_dot() throws JsonRefused {
        String pattern = pathOf("github.read_issue", "{\"owner\":\"acme\",\"repo\":[\"a.b\"]}", "github");
        assertThat(pattern).contains("a\\\\.b");
        assertThat(Patterns.RE2.find("^/repos/acme/a\\.b/issues/[0-9]+$", "/repos/acme/axb/issues/7"))
                .isFalse();
    }

    @Test
    void C14_a_parameter_that_is_too_long_missing_or_unknown_is_refused_with_a_pointer() {
        assertRefused(
                "slack.post_to_channel",
                "{\"channel\":[\"" + "C".repeat(81) + "\"]}",
                "slack",
                "intents/0/params/channel/0");
        assertRefused("slack.post_to_channel", "{}", "slack", "intents/0/params");
        assertRefused("slack.post_to_channel", "{\"channel\":[]}", "slack", "intents/0/params/channel");
        assertRefused("slack.post_to_channel", "{\"channel\":\"C0123\"}", "slack", "intents/0/params/channel");
        assertRefused("slack.post_to_channel", "{\"channel\":[\"C0123\"],\"extra\":1}", "slack", "intents/0/params");
        assertRefused("slack.post_to_channel", "{\"channel\":[\"C0123\\n\"]}", "slack", "intents/0/params/channel/0");
    }

    @Test
    void C14_paths_and_hosts_of_custom_services_stay_what_they_are() {
        assertRefused("custom.get_path", "{\"path\":[\"/a/../b\"]}", "custom_x", "params/path");
        assertRefused("custom.get_path", "{\"path\":[\"/a//b\"]}", "custom_x", "params/path");
        assertRefused("custom.get_path", "{\"path\":[\"/a%2e\"]}", "custom_x", "params/path");
        assertRefused("custom.read_prefix", "{\"prefix\":\"/a/../\"}", "custom_x", "params/prefix");
        assertRefused("custom.read_prefix", "{\"prefix\":\"/a\"}", "custom_x", "params/prefix");
        assertRefused("custom.read_host", "{\"host\":[\"a.example/b\"]}", "custom_x", "params/host");
    }

    @Test
    void C14_a_refusal_holds_none_of_the_value() {
        assertThatThrownBy(() -> expand("slack.post_to_channel", "{\"channel\":[\"sk_secret value\"]}", "slack"))
                .isInstanceOf(Refusal.class)
                .hasMessageNotContaining("sk_secret");
    }

    @Test
    void C15_a_child_may_name_less_of_the_same_intent() throws JsonRefused {
        ServiceScope grant = scope(expand("slack.post_to_channel", "{\"channel\":[\"C1\",\"C2\"]}", "slack"));
        ServiceScope asked = scope(expand("slack.post_to_channel", "{\"channel\":[\"C1\"]}", "slack"));
        ServiceScope child = Narrowing.inherit(grant, asked, Patterns.RE2);
        assertThat(Narrowing.narrows(child, grant)).isTrue();
        assertThat(Narrowing.narrows(grant, child)).isFalse();
    }

    @Test
    void C15_a_child_may_pick_one_of_several_intents_and_narrow_it() throws JsonRefused {
        ServiceScope grant = scope(expansion.expand(
                List.of(
                        reference("github.comment_on_issue", "{\"owner\":\"acme\",\"repo\":[\"web\"]}"),
                        reference("github.list_issues", "{\"owner\":\"acme\",\"repo\":[\"web\",\"api\"]}")),
                "github"));
        ServiceScope asked = scope(expand(
                "github.comment_on_issue", "{\"owner\":\"acme\",\"repo\":[\"web\"],\"issue\":[\"7\"]}", "github"));
        assertThat(Narrowing.inherit(grant, asked, Patterns.RE2).alternatives()).isEmpty();
    }

    @Test
    void C15_a_child_may_name_fewer_repositories_although_issues_are_free() throws JsonRefused {
        ServiceScope grant =
                scope(expand("github.comment_on_issue", "{\"owner\":\"acme\",\"repo\":[\"web\",\"api\"]}", "github"));
        ExpandedIntents fewer = expand("github.comment_on_issue", "{\"owner\":\"acme\",\"repo\":[\"api\"]}", "github");
        assertThat(Narrowing.narrows(Narrowing.inherit(grant, scope(fewer), Patterns.RE2), grant))
                .isTrue();
        assertEscalation(
                scope(fewer), expand("github.comment_on_issue", "{\"owner\":\"acme\",\"repo\":[\"web\"]}", "github"));
    }

    @Test
    void C15_an_intent_the_grant_does_not_imply_is_an_escalation() throws JsonRefused {
        ServiceScope grant = scope(expand("slack.post_to_channel", "{\"channel\":[\"C1\"]}", "slack"));
        assertEscalation(grant, expand("slack.post_to_channel", "{\"channel\":[\"C2\"]}", "slack"));
        assertEscalation(grant, expand("slack.list_channels", "{}", "slack"));
    }

    @Test
    void C15_naming_several_intents_does_not_widen() throws JsonRefused {
        ServiceScope grant = scope(expand("slack.post_to_channel", "{\"channel\":[\"C1\"]}", "slack"));
        assertEscalation(
                grant,
                expansion.expand(
                        List.of(
                                reference("slack.post_to_channel", "{\"channel\":[\"C1\"]}"),
                                reference("slack.list_channels", "{}")),
                        "slack"));
        ServiceScope two = scope(expansion.expand(
                List.of(reference("slack.list_users", "{}"), reference("slack.list_channels", "{}")), "slack"));
        assertEscalation(
                two,
                expansion.expand(
                        List.of(
                                reference("slack.list_users", "{}"),
                                reference("slack.list_channels", "{}"),
                                reference("slack.find_user_by_email", "{}")),
                        "slack"));
    }

    @Test
    void C16_a_newer_catalogue_changes_no_scope_that_was_expanded_before() throws JsonRefused {
        IntentCatalog older = IntentCatalog.of("2026-01-01", List.of(file("/v1/notes")));
        IntentCatalog newer = IntentCatalog.of("2026-02-01", List.of(file("/v2/everything")));
        List<IntentReference> references = List.of(reference("memo.write", "{}"));

        ExpandedIntents granted = new IntentExpansion(older).expand(references, "memo");
        ServiceScope scope = scope("memo", granted);
        String before = scope.toJson().toString();
        ExpandedIntents again = new IntentExpansion(newer).expand(references, "memo");

        assertThat(again.constraints()).isNotEqualTo(granted.constraints());
        assertThat(granted.catalogVersion()).isEqualTo("2026-01-01");
        assertThat(again.catalogVersion()).isEqualTo("2026-02-01");
        assertThat(scope.toJson().toString()).isEqualTo(before).contains("/v1/notes");
        assertThat(Narrowing.narrows(scope("memo", again), scope)).isFalse();
    }

    @Test
    void more_than_32_constraints_are_refused() {
        List<IntentReference> many = IntStream.range(0, 11)
                .mapToObj(i -> quietly("slack.post_to_channel", "{\"channel\":[\"C" + i + "\"]}"))
                .toList();
        assertThat(expansion.expand(many.subList(0, 10), "slack").alternatives())
                .hasSize(10);
        assertThatThrownBy(() -> expansion.expand(many, "slack"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("33 constraints");
    }

    @Test
    void a_path_pattern_over_256_characters_is_refused() {
        String repos = IntStream.range(0, 8)
                .mapToObj(i -> "\"" + "r".repeat(60) + i + "\"")
                .collect(Collectors.joining(","));
        assertRefused("github.read_issue", "{\"owner\":\"acme\",\"repo\":[" + repos + "]}", "github", "at most 256");
    }

    @Test
    void intents_of_a_whole_passport_go_to_the_services_their_names_begin_with() throws JsonRefused {
        IntentReference post = reference("slack.post_to_channel", "{}");
        IntentReference read = reference("custom.read", "{}");
        assertThat(expansion.byProvider(List.of(post, read), List.of("slack", "custom_a", "custom_b", "github")))
                .isEqualTo(Map.of("slack", List.of(post), "custom_a", List.of(read), "custom_b", List.of(read)));
        assertThatThrownBy(() -> expansion.byProvider(List.of(post), List.of("github")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("intents/0");
    }

    @Test
    void the_catalogue_is_shown_whole_or_by_provider() {
        assertThat(catalog.toJson(Optional.of("linear")).members()).containsKeys("version", "intents");
        assertThat(catalog.byProvider("linear"))
                .allMatch(intent -> intent.provider().equals("linear"))
                .isNotEmpty();
        assertThat(catalog.byProvider("nobody")).isEmpty();
        assertThat(new IntentApi(catalog).catalog("linear")).isEqualTo(catalog.toJson(Optional.of("linear")));
        assertThat(new IntentApi(catalog).catalog(null)).isEqualTo(catalog.toJson(Optional.empty()));
        assertThat(catalog.all().getFirst().toJson().members().keySet())
                .containsExactly("name", "provider", "title", "description", "params", "scopes", "constraints");
    }

    private void assertEscalation(ServiceScope grant, ExpandedIntents asked) {
        assertThatThrownBy(() -> Narrowing.inherit(grant, scope(asked), Patterns.RE2))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.SCOPE_ESCALATION));
    }

    private void assertRefused(String name, String params, String provider, String... message) {
        assertThatThrownBy(() -> expand(name, params, provider))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                .message()
                .contains(message);
    }

    private String pathOf(String name, String params, String provider) throws JsonRefused {
        return expand(name, params, provider).constraints().stream()
                .filter(constraint -> constraint.path().text().equals("url.pathname"))
                .map(constraint -> constraint.toJson().toString())
                .findFirst()
                .orElseThrow();
    }

    private ExpandedIntents expand(String name, String params, String provider) throws JsonRefused {
        return expansion.expand(List.of(reference(name, params)), provider);
    }

    private static ServiceScope scope(ExpandedIntents expanded) {
        String provider = expanded.names().getFirst();
        return scope(provider.substring(0, provider.indexOf('.')), expanded);
    }

    private static ServiceScope scope(String provider, ExpandedIntents expanded) {
        return new ServiceScope(
                new ConnectionId("scon_1"),
                provider,
                List.of("*"),
                "cred_ref_1",
                expanded.constraints(),
                expanded.alternatives(),
                expanded.names(),
                null);
    }

    private static JsonObject file(String path) throws JsonRefused {
        return json("""
                {"provider":"memo","intents":[{"name":"memo.write","title":"Write","description":"Write a note.",
                 "params":{"type":"object","properties":{},"additionalProperties":false},"scopes":[],
                 "constraints":[{"path":"url.pathname","op":"eq","value":"%s"}],
                 "examples":{"params":{},"allow":{},"deny":{}}}]}""".formatted(path));
    }

    private static IntentReference quietly(String name, String params) {
        try {
            return reference(name, params);
        } catch (JsonRefused malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static IntentReference reference(String name, String params) throws JsonRefused {
        return new IntentReference(name, json(params));
    }

    private static JsonObject json(String text) throws JsonRefused {
        return (JsonObject) new StrictJson(StrictJson.Limits.BODY).parse(text);
    }
}
