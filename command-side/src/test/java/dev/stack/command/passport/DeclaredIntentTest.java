// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stack.command.Body;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredIntentTest {

    @Test
    void an_intent_is_read_whole() {
        assertThat(read("""
                "intent": {"summary": "Post it", "services": ["slack"], "will_delegate": true,
                           "estimated_duration_seconds": 600}""")).isEqualTo(new DeclaredIntent("Post it", List.of("slack"), true, 600));
    }

    @Test
    void an_intent_may_say_little() {
        DeclaredIntent silent = new DeclaredIntent(null, List.of(), false, null);
        assertThat(read("\"intent\": {}")).isEqualTo(silent);
        assertThat(read("\"intent\": {\"summary\": null, \"services\": null, \"will_delegate\": null}"))
                .isEqualTo(silent);
        assertThat(read("\"intent\": {\"summary\": \"  \"}")).isEqualTo(silent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"intent\": null", "\"services\": [\"slack\"]", "\"intent_description\": \"\""})
    void without_a_word_of_it_nothing_is_declared(String members) {
        assertThat(read(members)).isNull();
    }

    @Test
    void the_flat_spelling_counts_as_well() {
        assertThat(read("\"intent_description\": \"Post it\", \"intent_services\": [\"slack\"]"))
                .isEqualTo(new DeclaredIntent("Post it", List.of("slack"), false, null));
        assertThat(read("\"intent_services\": [\"slack\"]"))
                .isEqualTo(new DeclaredIntent(null, List.of("slack"), false, null));
    }

    @Test
    void the_nested_spelling_wins() {
        assertThat(read("\"intent\": {\"summary\": \"a\", \"services\": [\"x\"]}, \"intent_description\": \"b\","
                        + " \"intent_services\": [\"y\"]"))
                .isEqualTo(new DeclaredIntent("a", List.of("x"), false, null));
    }

    @Test
    void plain_names_in_services_stand_in_for_an_intent_that_names_none() {
        assertThat(
                        read(
                                "\"intent\": {\"summary\": \"a\"}, \"services\": [\"slack\", {\"service_connection_id\": \"c\"}]"))
                .isEqualTo(new DeclaredIntent("a", List.of("slack"), false, null));
        assertThat(read("\"intent\": {\"summary\": \"a\", \"services\": []}, \"services\": [\"slack\"]"))
                .isEqualTo(new DeclaredIntent("a", List.of(), false, null));
        assertThat(read("\"intent_description\": \"a\", \"services\": [\"slack\"]"))
                .isEqualTo(new DeclaredIntent("a", List.of("slack"), false, null));
    }

    @Test
    void the_summary_has_at_most_500_characters() {
        assertThat(Objects.requireNonNull(read("\"intent\": {\"summary\": \"" + "a".repeat(500) + "\"}"))
                        .summary())
                .hasSize(500);
        assertThat(refusal("\"intent\": {\"summary\": \"" + "a".repeat(501) + "\"}")
                        .reason())
                .contains("intent/summary");
        assertThat(refusal("\"intent_description\": \"" + "a".repeat(501) + "\"")
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"intent\": {\"services\": %s}", "\"intent_services\": %s", "\"services\": %s"})
    void at_most_32_services_of_64_characters_are_declared(String member) {
        assertThatCode(() -> read(member.formatted(Body.texts(32)))).doesNotThrowAnyException();
        assertThat(refusal(member.formatted(Body.texts(33))).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThatCode(() -> read(member.formatted("[\"" + "a".repeat(64) + "\"]")))
                .doesNotThrowAnyException();
        assertThat(refusal(member.formatted("[\"" + "a".repeat(65) + "\"]")).reason())
                .contains("64")
                .doesNotContain("aaa");
    }

    @Test
    void services_that_are_chosen_by_connection_are_not_counted_as_declared() {
        String items = "[" + "{\"service_connection_id\": \"c\"},".repeat(63) + "{}]";
        assertThat(read("\"services\": " + items)).isNull();
        assertThat(refusal("\"services\": " + items.replace("{}", "{},{}")).code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "2147483648", "1.5", "\"5m\""})
    void a_duration_is_a_whole_number_of_seconds(String seconds) {
        assertThat(refusal("\"intent\": {\"estimated_duration_seconds\": " + seconds + "}")
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"Post it\"", "[]", "{\"summary\": 1}", "{\"services\": \"slack\"}", "{\"will_delegate\": 1}"})
    void what_is_no_intent_is_refused(String intent) {
        assertThat(refusal("\"intent\": " + intent).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    private static @Nullable DeclaredIntent read(String members) {
        return DeclaredIntent.read(Body.of("{" + members + "}"));
    }

    private static Refusal refusal(String members) {
        return Objects.requireNonNull(catchThrowableOfType(Refusal.class, () -> read(members)));
    }
}
