// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JwksTest {

    private static final String X = Base64Url.encode(Passports.KEY.bytes());
    private static final String GOOD = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"a\",\"x\":\"" + X + "\"}";

    @Test
    void J32_a_key_has_exactly_the_public_members() {
        JsonObject set = Passports.json(text(Jwks.write(PublicKeys.of(Passports.KID, Passports.KEY))));
        assertThat(set.members()).containsOnlyKeys("keys");
        assertThat(Vectors.objects(set, "keys").getFirst().members())
                .containsOnlyKeys("kty", "crv", "x", "kid", "use", "alg");
    }

    @Test
    void J31_the_text_depends_on_the_keys_and_on_nothing_else() {
        assertThat(text(Jwks.write(PublicKeys.of(Passports.KID, Passports.KEY))))
                .isEqualTo("{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + X + "\",\"kid\":\""
                        + Passports.KID + "\",\"use\":\"sig\",\"alg\":\"EdDSA\"}]}");
    }

    @Test
    void a_written_set_reads_back() {
        PublicKeys keys = PublicKeys.of(Passports.KID, Passports.KEY);
        assertThat(Jwks.parse(Jwks.write(keys))).isEqualTo(keys);
    }

    /** RFC 8037, appendix A.3. */
    @Test
    void the_kid_is_the_start_of_the_thumbprint() {
        assertThat(Jwks.kid(Passports.KEY)).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k".substring(0, 16));
    }

    @Test
    void keys_of_other_types_are_left_aside() {
        String set = "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\",\"kid\":\"ec\"},"
                + "{\"kty\":\"OKP\",\"crv\":\"Ed448\",\"x\":\"AA\",\"kid\":\"b\"}," + GOOD + "]}";
        assertThat(parse(set).byKid()).containsOnlyKeys("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"keys\":{}}",
                "{\"keys\":[]}",
                "{\"keys\":[1]}",
                "{\"keys\":[GOOD,GOOD]}",
                "{\"keys\":[GOOD,{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"b\",\"x\":\"X\",\"d\":\"X\"}]}",
                "{\"keys\":[GOOD,{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"b\"}]}",
                "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"X\"}]}",
                "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"../a\",\"x\":\"X\"}]}",
                "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"a\"}]}",
                "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"a\",\"x\":\"X=\"}]}",
                "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"a\",\"x\":\"AAAA\"}]}",
                "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"a\",\"x\":\"X\",\"use\":\"enc\"}]}",
                "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"a\",\"x\":\"X\",\"alg\":\"ES256\"}]}",
                "{\"keys\":[GOOD],\"keys\":[GOOD]}",
                "\uFEFF{\"keys\":[GOOD]}"
            })
    void a_set_that_is_loose_or_dangerous_is_refused_as_a_whole(String template) {
        assertThatThrownBy(() -> parse(template.replace("GOOD", GOOD).replace("\"X", "\"" + X)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    /** None of the sets holds an Ed25519 key, so every one is refused, the valid ones of other types too. */
    @Test
    void every_key_set_of_wycheproof_is_refused() {
        int cases = 0;
        for (JsonObject group : Vectors.objects(Vectors.load("/wycheproof/json_web_key_test.json"), "testGroups")) {
            for (String half : List.of("public", "private")) {
                Optional<String> set = group.get(half).map(Object::toString);
                set.ifPresent(text -> assertThatThrownBy(() -> parse(text)).isInstanceOf(Refusal.class));
            }
            cases += Vectors.objects(group, "tests").size();
        }
        assertThat(cases).isEqualTo(26);
    }

    private static PublicKeys parse(String text) {
        return Jwks.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
