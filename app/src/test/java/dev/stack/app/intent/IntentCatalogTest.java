// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.stack.command.connection.CatalogService;
import dev.stack.command.connection.ServiceCatalog;
import dev.stack.command.intent.ExpandedIntents;
import dev.stack.command.intent.IntentCatalog;
import dev.stack.command.intent.IntentExpansion;
import dev.stack.command.intent.NamedIntent;
import dev.stack.edge.scope.ConstraintEvaluator;
import dev.stack.edge.scope.Decision;
import dev.stack.edge.scope.OutboundRequest;
import dev.stack.edge.scope.OutboundUrl;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.Members;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.IntentReference;
import dev.stack.vocabulary.ServiceScope;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Each entry of the catalogue is tried on its own examples, through expansion and evaluation. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IntentCatalogTest {

    private static final List<String> PROVIDERS = List.of(
            "slack",
            "github",
            "notion",
            "gmail",
            "google_drive",
            "linear",
            "jira",
            "hubspot",
            "stripe",
            "openai",
            "supabase",
            "custom");

    private final IntentCatalog catalog = IntentCatalog.bundled();
    private final ServiceCatalog services = ServiceCatalog.bundled();
    private final IntentExpansion expansion = new IntentExpansion(catalog);
    private final ConstraintEvaluator evaluator = new ConstraintEvaluator();

    @TestFactory
    Stream<DynamicTest> every_intent_allows_its_good_example() {
        return catalog.all().stream()
                .map(intent -> dynamicTest(intent.name(), () -> assertThat(
                                decide(intent, intent.example().allow()))
                        .isInstanceOf(Decision.Allow.class)));
    }

    @TestFactory
    Stream<DynamicTest> every_intent_refuses_its_bad_example() {
        return catalog.all().stream()
                .map(intent -> dynamicTest(intent.name(), () -> assertThat(
                                decide(intent, intent.example().deny()))
                        .isInstanceOf(Decision.Deny.class)));
    }

    @TestFactory
    Stream<DynamicTest> every_good_example_reaches_a_host_its_credential_may_reach() {
        return catalog.all().stream()
                .filter(intent -> !intent.provider().equals("custom"))
                .map(intent -> dynamicTest(intent.name(), () -> {
                    CatalogService service = services.find(intent.provider()).orElseThrow();
                    assertThat(service.admitsHost(
                                    request(intent.example().allow()).url().host()))
                            .isTrue();
                }));
    }

    @Test
    void every_intent_fixes_method_and_path_or_host() {
        assertThat(catalog.all()).allSatisfy(intent -> assertThat(expand(intent).constraints())
                .anyMatch(constraint -> constraint.path().text().equals("method")));
        assertThat(catalog.all())
                .filteredOn(intent -> !intent.provider().equals("custom"))
                .allSatisfy(intent -> assertThat(expand(intent).constraints())
                        .anyMatch(constraint -> constraint.path().text().equals("url.pathname")));
    }

    @Test
    void each_of_the_twelve_providers_has_at_least_ten_intents() {
        assertThat(PROVIDERS).hasSize(12).allSatisfy(provider -> assertThat(catalog.byProvider(provider))
                .as(provider)
                .hasSizeGreaterThanOrEqualTo(10));
    }

    @Test
    void every_provider_with_intents_is_a_service() {
        assertThat(catalog.all()).allSatisfy(intent -> assertThat(services.find(intent.provider()))
                .isPresent());
    }

    private Decision decide(NamedIntent intent, JsonObject call) {
        ExpandedIntents expanded = expand(intent);
        var scope = new ServiceScope(
                new ConnectionId("scon_1"),
                intent.provider(),
                List.of("*"),
                "cred_ref_1",
                expanded.constraints(),
                expanded.alternatives(),
                expanded.names(),
                null);
        return evaluator.evaluate(scope, request(call));
    }

    private ExpandedIntents expand(NamedIntent intent) {
        var reference = new IntentReference(intent.name(), intent.example().params());
        return expansion.expand(List.of(reference), intent.provider());
    }

    private static OutboundRequest request(JsonObject call) {
        Members members = Members.of(call);
        OutboundUrl url = OutboundUrl.parse(members.requiredText("url", 8_192))
                .withQuery(members.textMap("query", 32, 1_000).orElse(Map.of()));
        Map<String, List<String>> headers = new LinkedHashMap<>();
        members.textMap("headers", 32, 1_000)
                .orElse(Map.of())
                .forEach((name, value) -> headers.put(name, List.of(value)));
        return OutboundRequest.of(members.requiredText("method", 8), url, headersWithType(headers, call), body(call));
    }

    private static Map<String, List<String>> headersWithType(Map<String, List<String>> headers, JsonObject call) {
        if (call.get("body").isPresent()) {
            headers.putIfAbsent("Content-Type", List.of("application/json"));
        }
        return headers;
    }

    private static byte[] body(JsonObject call) {
        JsonValue body = call.get("body").orElse(new JsonString(""));
        String text = body instanceof JsonString(String raw) ? raw : body.toString();
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
