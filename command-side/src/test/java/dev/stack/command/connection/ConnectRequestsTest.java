// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stack.command.Body;
import dev.stack.command.connection.ConnectionCommand.ConnectService;
import dev.stack.vault.Credential;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Refusal;
import dev.stack.vocabulary.Role;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectRequestsTest {

    private static final Caller CALLER = new Caller(new OperatorId("op_1"), Role.OPERATOR, "op_1");
    private static final String TOKEN = "\"oauth_token\": \"xoxb-canary\"";

    private final ConnectRequests requests = new ConnectRequests(
            ServiceCatalog.bundled(), (connection, provider, scopes, caller) -> Optional.empty(), new SecureRandom());

    @ParameterizedTest
    @ValueSource(strings = {"svc_slack", "slack"})
    void a_service_goes_by_its_id_or_its_slug(String named) {
        ConnectService connect = catalog("\"service_id\": \"" + named + "\", " + TOKEN);
        assertThat(connect.serviceId()).isEqualTo("svc_slack");
        assertThat(connect.provider()).isEqualTo("slack");
        assertThat(connect.name()).isEqualTo("Slack");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"service_id\": \"slack\", \"oauth_token\": \"t\"                          | =t",
                "\"service_id\": \"slack\", \"provider\": \"slack\", \"credential\": \"t\"  | =t",
                "\"service_id\": \"slack\", \"credential\": \"t\", \"oauth_token\": null    | =t",
                "\"service_id\": \"slack\", \"credentials\": {\"token\": \"t\"}             | token=t",
                "\"service_id\": \"jira\", \"credentials\": {\"username\": \"u\", \"password\": \"p\"} | username=u password=p"
            })
    void the_credential_comes_in_one_of_three_spellings(String members, String sealed) {
        assertThat(shown(Objects.requireNonNull(catalog(members).credential()).secret()))
                .isEqualTo(sealed);
    }

    private static String shown(Credential credential) {
        Map<String, SecretBytes> fields =
                credential.value().map(value -> Map.of("", value)).orElse(credential.fields());
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "="
                        + field.getValue().read(bytes -> new String(bytes, StandardCharsets.UTF_8)))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"oauth_token\": \"a\", \"credentials\": {\"token\": \"b\"}",
                "\"oauth_token\": \"\"",
                "\"oauth_token\": \" \"",
                "\"oauth_token\": 7",
                "\"credentials\": {}",
                "\"credentials\": {\"token\": \"\"}",
                "\"credentials\": {\"token\": \"t\", \"other\": \"x\"}",
                "\"credentials\": {\"other\": \"x\"}",
                "\"credentials\": {\"token\": 1}",
                "\"credentials\": \"t\""
            })
    void a_credential_that_fits_nowhere_is_refused(String members) {
        assertThat(refusedCatalog("\"service_id\": \"slack\"" + (members.isEmpty() ? "" : ", " + members))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"service_id\": \"svc_nothing\"",
                "\"service_id\": \"\"",
                "\"provider\": \"slack\"",
                "\"service_id\": \"slack\", \"provider\": \"github\"",
                "\"service_id\": \"custom\"",
                "\"service_id\": \"custom_billing\""
            })
    void a_service_that_is_not_in_the_catalogue_is_refused(String members) {
        assertThat(refusedCatalog(members + ", " + TOKEN).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void scopes_are_taken_as_given_and_without_any_every_scope_is_assumed() {
        assertThat(catalog("\"service_id\": \"slack\", \"scopes\": [\"chat:write\"], " + TOKEN)
                        .scopes())
                .containsExactly("chat:write");
        assertThat(catalog("\"service_id\": \"slack\", " + TOKEN).scopes()).containsExactly("*");
        assertThat(catalog("\"service_id\": \"slack\", \"scopes\": null, " + TOKEN)
                        .scopes())
                .containsExactly("*");
        assertThat(catalog("\"service_id\": \"slack\", \"scopes\": " + Body.texts(64) + ", " + TOKEN)
                        .scopes())
                .hasSize(64);
    }

    @Test
    void an_empty_or_a_boundless_list_of_scopes_is_refused() {
        for (String scopes : new String[] {"[]", "[\"\"]", "[1]", "\"chat:write\"", Body.texts(65)}) {
            assertThat(refusedCatalog("\"service_id\": \"slack\", \"scopes\": " + scopes + ", " + TOKEN)
                            .code())
                    .isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(refusedCustom("\"name\": \"Billing\", \"credential\": \"t\", \"scopes\": " + scopes)
                            .code())
                    .isEqualTo(ErrorCode.INVALID_REQUEST);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "billing       | custom_billing",
                "Billing API   | custom_billing-api",
                "a_b-c9        | custom_a_b-c9",
                "Größe/1       | custom_gr--e-1",
                "a.b           | custom_a-b"
            })
    void a_custom_service_gets_a_slug_of_its_name(String name, String slug) {
        ConnectService connect = custom("\"name\": \"" + name + "\", \"credential\": \"t\"");
        assertThat(connect.provider()).isEqualTo(slug);
        assertThat(connect.serviceId()).isEqualTo("svc_custom");
        assertThat(connect.name()).isEqualTo(name);
        assertThat(connect.scopes()).containsExactly("*");
    }

    @Test
    void the_fields_an_injection_needs_are_there() {
        String aws = "\"name\": \"bucket\", \"injection\": {\"style\": \"aws_sigv4\"}, \"credential\": ";
        assertThat(custom(aws + "{\"access_key_id\": \"a\", \"secret_access_key\": \"s\"}")
                        .settings()
                        .injection())
                .hasToString("{\"style\":\"aws_sigv4\"}");
        assertThat(refusedCustom(aws + "{\"access_key_id\": \"a\"}").reason()).contains("secret_access_key");
        assertThat(refusedCustom(aws + "\"one value\"").reason()).contains("access_key_id");
    }

    @Test
    void a_linear_key_is_told_from_a_token_by_its_beginning() {
        assertThat(form("lin_api_1")).isEqualTo("key");
        assertThat(form("lin_oauth_1")).isNull();
    }

    private @Nullable String form(String token) {
        return Objects.requireNonNull(catalog("\"service_id\": \"linear\", \"oauth_token\": \"" + token + "\"")
                        .credential())
                .told()
                .form();
    }

    @Test
    void a_slug_has_at_most_64_characters() {
        int longest = 64 - "custom_".length();
        assertThat(custom("\"name\": \"" + "a".repeat(longest) + "\", \"credential\": \"t\"")
                        .provider())
                .hasSize(64);
        assertThat(refusedCustom("\"name\": \"" + "a".repeat(longest + 1) + "\", \"credential\": \"t\"")
                        .reason())
                .contains("shorter name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"credential\": \"t\"",
                "\"name\": \"\", \"credential\": \"t\"",
                "\"name\": \"Billing\"",
                "\"name\": \"Billing\", \"credential\": null",
                "\"name\": \"Billing\", \"credential\": \" \"",
                "\"name\": \"Billing\", \"credential\": {}",
                "\"name\": \"Billing\", \"credential\": {\"a\": 1}",
                "\"name\": \"Billing\", \"credential\": 7"
            })
    void a_custom_service_needs_a_name_and_a_credential(String members) {
        assertThat(refusedCustom(members).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void a_credential_has_at_most_64_ki_characters() {
        assertThat(custom("\"name\": \"b\", \"credential\": \"" + "a".repeat(65_536) + "\"")
                        .provider())
                .isEqualTo("custom_b");
        assertThat(refusedCustom("\"name\": \"b\", \"credential\": \"" + "a".repeat(65_537) + "\"")
                        .reason())
                .contains("at most 65536")
                .doesNotContain("aaa");
        assertThat(refusedCatalog("\"service_id\": \"slack\", \"oauth_token\": \"" + "a".repeat(65_537) + "\"")
                        .reason())
                .contains("at most 65536")
                .doesNotContain("aaa");
    }

    @Test
    void L01_neither_the_command_nor_a_refusal_shows_the_credential() {
        assertThat(catalog("\"service_id\": \"slack\", " + TOKEN)).asString().doesNotContain("canary");
        assertThat(refusedCatalog("\"service_id\": \"slack\", \"scopes\": [], " + TOKEN)
                        .reason())
                .doesNotContain("canary");
        assertThat(refusedCatalog("\"service_id\": \"slack\", \"credentials\": {\"other\": \"xoxb-canary\"}")
                        .reason())
                .doesNotContain("canary");
    }

    private ConnectService catalog(String members) {
        return requests.fromCatalog(Body.of("{" + members + "}"), CALLER);
    }

    private ConnectService custom(String members) {
        return requests.custom(Body.of("{" + members + "}"), CALLER);
    }

    private Refusal refusedCatalog(String members) {
        return Objects.requireNonNull(catchThrowableOfType(Refusal.class, () -> catalog(members)));
    }

    private Refusal refusedCustom(String members) {
        return Objects.requireNonNull(catchThrowableOfType(Refusal.class, () -> custom(members)));
    }
}
