// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.passport.PassportCases.Case;
import dev.stack.passport.Verification.Rejected;
import dev.stack.passport.Verification.Verified;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The known answers every implementation of the format must give. They are written from {@link PassportCases} with
 * {@code -Dstack.golden=write}; {@code src/test/python/passport_vectors.py} checks the same file without any of our
 * code.
 */
final class PassportVectorTest {

    private static final String RESOURCE = "/vectors/passport.json";

    static List<ProviderEd25519> providers() {
        return Providers.all().toList();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void every_vector_gives_its_answer(ProviderEd25519 ed25519) {
        JsonObject file = Vectors.load(RESOURCE);
        long now = ((JsonNumber) file.get("now").orElseThrow()).asLong().orElseThrow();
        var verifier = new PassportVerifier(
                Jwks.parse(Vectors.object(file, "jwks").toString().getBytes(StandardCharsets.UTF_8)),
                Vectors.text(file, "issuer"),
                Clock.fixed(Instant.ofEpochSecond(now), ZoneOffset.UTC),
                Duration.ZERO,
                ed25519);
        List<JsonObject> vectors = Vectors.objects(file, "vectors");
        assertThat(vectors).hasSizeGreaterThan(150);
        for (JsonObject vector : vectors) {
            assertThat(result(verifier.verify(Vectors.text(vector, "token"))))
                    .as(Vectors.text(vector, "name"))
                    .isEqualTo(Vectors.text(vector, "result"));
        }
    }

    @Test
    void a_second_language_gives_the_same_answers() throws Exception {
        SecondLanguage.agrees("passport_vectors.py", PassportCases.all().size());
    }

    @Test
    void the_file_is_what_the_cases_give() throws Exception {
        String written = text();
        if ("write".equals(System.getProperty("stack.golden"))) {
            Path file = Path.of("src/main/resources" + RESOURCE);
            Files.createDirectories(file.getParent());
            Files.writeString(file, written);
        }
        assertThat(Files.readString(Path.of("src/main/resources" + RESOURCE))).isEqualTo(written);
    }

    /** One vector on a line, so that a change reads as one. */
    private static String text() {
        var out = new StringBuilder("{\n");
        out.append(
                "\"about\":\"Passports and whether a verifier takes them; the format is docs/adr/0005-passport-format.md."
                        + " The key is the one of RFC 8032, section 7.1, test 1. License: Apache-2.0\",\n");
        out.append("\"issuer\":")
                .append(new JsonValue.JsonString(Passports.ISSUER))
                .append(",\n");
        out.append("\"now\":").append(Passports.NOW.getEpochSecond()).append(",\n\"skew\":0,\n");
        out.append("\"seed\":\"")
                .append(HexFormat.of().formatHex(Passports.SEED))
                .append("\",\n");
        out.append("\"jwks\":")
                .append(new String(Jwks.write(PublicKeys.of(Passports.KID, Passports.KEY)), StandardCharsets.UTF_8))
                .append(",\n\"vectors\":[\n");
        String separator = "";
        for (Case one : PassportCases.all()) {
            out.append(separator).append(JsonText.write(vector(one)));
            separator = ",\n";
        }
        return out.append("\n]}\n").toString();
    }

    private static JsonObject vector(Case one) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("name", Passports.text(one.toString()));
        members.put(
                "result", Passports.text(one.rejection().map(Rejection::wire).orElse("verified")));
        one.rejection()
                .ifPresent(reason -> members.put(
                        "public_reason", Passports.text(reason.publicReason().name())));
        members.put("token", Passports.text(one.token()));
        return new JsonObject(members);
    }

    private static String result(Verification verification) {
        return switch (verification) {
            case Verified _ -> "verified";
            case Rejected(Rejection reason) -> reason.wire();
        };
    }
}
