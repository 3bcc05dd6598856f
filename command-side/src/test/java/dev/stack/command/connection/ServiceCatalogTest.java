// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import dev.stack.vocabulary.AllowedHost;
import dev.stack.vocabulary.Injection;
import dev.stack.vocabulary.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServiceCatalogTest {

    private static final String ENTRY = """
            {"services":[{"id":"svc_memo","provider":"memo","name":"Memo","description":"Notes.","available":true,
             "connect":{"credentials":[{"form":"key","label":"Key","fields":[%s],"injections":[%s]}]},
             "headers":{},"allowed_hosts":[%s],"placeholders":[]}]}""";
    private static final String FIELD = "{\"name\":\"key\",\"label\":\"Key\",\"secret\":true,\"required\":true}";
    private static final String BEARER = "{\"style\":\"bearer\",\"field\":\"key\"}";

    private final ServiceCatalog catalog = ServiceCatalog.bundled();

    @Test
    void the_twelve_services_of_the_product_are_there() {
        assertThat(catalog.all())
                .extracting(CatalogService::provider)
                .contains(
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
    }

    @Test
    void a_service_is_found_by_id_and_by_slug_and_custom_ones_by_their_family() {
        assertThat(catalog.find("svc_slack")).isEqualTo(catalog.find("slack")).isPresent();
        assertThat(catalog.find("custom_billing").orElseThrow().provider()).isEqualTo("custom");
        assertThat(catalog.find("nobody")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "slack, slack.com, true", "slack, evilslack.com, false", "slack, slack.com.evil.example, false",
        "slack, api.slack.com, false", "jira, acme.atlassian.net, true", "jira, atlassian.net, false",
        "jira, evilatlassian.net, false", "supabase, abcd.supabase.co, true", "custom, example.com, false",
    })
    void S16_a_credential_reaches_its_own_hosts_on_whole_labels(String provider, String host, boolean admitted) {
        assertThat(catalog.find(provider).orElseThrow().admitsHost(host)).isEqualTo(admitted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "*.com",
                "",
                "A.example",
                "a.example:0443",
                "a.example:0",
                "a.example:65536",
                "a.example:",
                "a.example/",
                "a..example",
                "*.*.example",
                "127.0.0.1/8",
                "127.0.0.1",
                "[::1]"
            })
    void a_host_rule_that_is_too_wide_or_no_host_is_refused(String pattern) {
        assertThatThrownBy(() -> new AllowedHost(pattern)).isInstanceOf(Refusal.class);
    }

    @Test
    void templates_show_fields_and_nothing_of_injection() {
        assertThat(catalog.templates().items()).isNotEmpty().allSatisfy(template -> assertThat(
                        ((JsonObject) template).members().keySet())
                .containsExactly("service_id", "provider", "name", "form", "label", "fields"));
    }

    @Test
    void supabase_puts_its_key_into_two_headers() {
        assertThat(catalog.find("supabase")
                        .orElseThrow()
                        .form("key")
                        .orElseThrow()
                        .injections())
                .extracting(Injection::style)
                .containsExactly(Injection.Style.HEADER, Injection.Style.BEARER);
    }

    @Test
    void an_injection_with_members_of_another_style_is_refused() {
        assertThatThrownBy(() -> new Injection(Injection.Style.HEADER, null, null, null, null, null))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new Injection(Injection.Style.BEARER, "x", null, null, null, null))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new Injection(Injection.Style.BASIC, null, null, null, "user", null))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new Injection(Injection.Style.HEADER, "x\r\ny", null, null, null, null))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void a_good_entry_loads_and_a_mistake_stops_the_start() throws JsonRefused {
        assertThat(ServiceCatalog.of(file(FIELD, BEARER, "\"memo.example\"")).all())
                .hasSize(1);
        assertWrong(file(FIELD.replace("true,", "false,"), BEARER, "\"memo.example\""));
        assertWrong(file(FIELD, BEARER.replace("key", "other"), "\"memo.example\""));
        assertWrong(file(FIELD, "", "\"memo.example\""));
        assertWrong(file(FIELD, BEARER, ""));
        assertWrong(file(FIELD, BEARER, "\"*\""));
    }

    private static void assertWrong(JsonObject file) {
        assertThatThrownBy(() -> ServiceCatalog.of(file)).isInstanceOf(RuntimeException.class);
    }

    private static JsonObject file(String field, String injection, String host) throws JsonRefused {
        return (JsonObject) new StrictJson(StrictJson.Limits.BODY).parse(ENTRY.formatted(field, injection, host));
    }
}
