// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.command.connection.oauth.TokenAnswer.Granted;
import dev.stack.command.connection.oauth.TokenAnswer.Refused;
import dev.stack.command.connection.oauth.TokenAnswer.Unclear;
import dev.stack.vault.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAnswerTest {

    @Test
    void tokens_are_read_with_their_life_and_scopes() {
        Granted granted = (Granted) read(200, """
                {"access_token": "a", "refresh_token": "r", "expires_in": 3600, "scope": "one,two three"}""");
        assertThat(granted.accessToken()).isEqualTo(SecretBytes.ofText("a"));
        assertThat(granted.refreshToken()).isEqualTo(SecretBytes.ofText("r"));
        assertThat(granted.life()).isEqualTo(Duration.ofHours(1));
        assertThat(granted.scopes()).containsExactly("one", "two", "three");
    }

    @Test
    void what_is_not_told_is_not_made_up() {
        Granted granted = (Granted) read(200, "{\"access_token\": \"a\", \"expires_in\": -1, \"scope\": \"\"}");
        assertThat(granted.refreshToken()).isNull();
        assertThat(granted.life()).isNull();
        assertThat(granted.scopes()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"400, invalid_grant", "401, invalid_grant", "200, bad_refresh_token", "200, invalid_refresh_token"})
    void a_grant_that_is_gone_is_told_from_trouble(int status, String error) {
        assertThat(read(status, "{\"error\": \"" + error + "\"}")).isEqualTo(new Refused(error));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\": \"invalid_client\"}",
                "{\"error\": \"temporarily_unavailable\"}",
                "{\"error\": \"slow down\\nnow\"}",
                "{\"access_token\": \"\"}",
                "{\"access_token\": 7}",
                "{}",
                "[]",
                "<html>",
                ""
            })
    void anything_else_decides_nothing_and_shows_no_word_of_theirs_that_is_none(String body) {
        for (int status : new int[] {200, 400, 503}) {
            assertThat(read(status, body)).isInstanceOfSatisfying(Unclear.class, unclear -> assertThat(unclear.why())
                    .doesNotContain("\n")
                    .contains("status " + status));
        }
    }

    @Test
    void tokens_under_a_status_that_is_no_success_are_none() {
        assertThat(read(503, "{\"access_token\": \"a\"}")).isInstanceOf(Unclear.class);
    }

    @Test
    void a_request_encodes_what_it_carries_and_shows_nothing() {
        var inForm = new ClientLogin("id", SecretBytes.ofText("a b&c=ü"), false);
        try (TokenRequest request = TokenRequest.ofRefresh(SecretBytes.ofText("r+/="), inForm)) {
            assertThat(text(request.body()))
                    .isEqualTo("grant_type=refresh_token&client_id=id&client_secret=a%20b%26c%3D%C3%BC"
                            + "&refresh_token=r%2B%2F%3D");
            assertThat(request.authorization()).isEmpty();
            assertThat(request).hasToString("TokenRequest[hidden]");
        }
        var inHeader = new ClientLogin("id:1", SecretBytes.ofText("s"), true);
        try (TokenRequest request =
                TokenRequest.ofCode("c", SecretBytes.ofText("v"), "https://a.example/cb", inHeader)) {
            assertThat(text(request.body()))
                    .isEqualTo("grant_type=authorization_code&code=c&redirect_uri=https%3A%2F%2Fa.example%2Fcb"
                            + "&code_verifier=v");
            assertThat(text(request.authorization().orElseThrow())).isEqualTo("Basic aWQlM0ExOnM=");
        }
    }

    /** RFC 7636, appendix B. */
    @Test
    void the_challenge_is_the_one_of_the_standard() {
        assertThat(Pkce.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
                .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    private static String text(SecretBytes secret) {
        return secret.read(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static TokenAnswer read(int status, String body) {
        return TokenAnswer.read(new TokenEndpoint.Answer(status, body.getBytes(StandardCharsets.UTF_8)));
    }
}
