// SPDX-License-Identifier: Apache-2.0
package dev.stack.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.passport.Jwks;
import dev.stack.passport.PassportVerifier;
import dev.stack.passport.Passports;
import dev.stack.passport.PublicKeys;
import dev.stack.passport.Rejection;
import dev.stack.passport.SecondLanguage;
import dev.stack.passport.Vectors;
import dev.stack.passport.Verification.Rejected;
import dev.stack.status.Checked.Bad;
import dev.stack.status.Checked.Good;
import dev.stack.status.StatusCases.Case;
import dev.stack.status.StatusCases.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The known answers of status lists and changes. They are written from {@link StatusCases} with
 * {@code -Dstack.golden=write}; {@code src/test/python/status_vectors.py} checks the same file without any of our code.
 */
final class StatusVectorTest {

    private static final String RESOURCE = "/vectors/status.json";

    @Test
    void every_vector_gives_its_answer() {
        JsonObject file = Vectors.load(RESOURCE);
        long now = ((JsonNumber) file.get("now").orElseThrow()).asLong().orElseThrow();
        var verifier = new StatusVerifier(
                Jwks.parse(Vectors.object(file, "jwks").toString().getBytes(StandardCharsets.UTF_8)),
                Clock.fixed(Instant.ofEpochSecond(now), ZoneOffset.UTC),
                Duration.ZERO,
                Passports.ED25519);
        List<JsonObject> vectors = Vectors.objects(file, "vectors");
        assertThat(vectors).hasSizeGreaterThan(40);
        for (JsonObject vector : vectors) {
            String text = Vectors.text(vector, "text");
            Checked<?> checked = Vectors.text(vector, "kind").equals("list")
                    ? verifier.list(text, Vectors.text(file, "uri"))
                    : verifier.delta(text, Vectors.text(file, "issuer"));
            assertThat(result(checked)).as(Vectors.text(vector, "name")).isEqualTo(Vectors.text(vector, "result"));
        }
    }

    @Test
    void what_was_signed_is_what_is_read() {
        StatusVerifier verifier = verifier();
        assertThat(verifier.list(StatusCases.LIST.sign(Passports.SIGNING_KEY), StatusCases.URI))
                .isEqualTo(new Good<>(StatusCases.LIST));
        assertThat(verifier.delta(StatusCases.DELTA.sign(Passports.SIGNING_KEY), Passports.ISSUER))
                .isEqualTo(new Good<>(StatusCases.DELTA));
    }

    @Test
    void J21_no_text_about_statuses_passes_as_a_passport_and_no_passport_as_one_of_them() {
        PassportVerifier passports = Passports.verifier();
        for (String text :
                List.of(StatusCases.LIST.sign(Passports.SIGNING_KEY), StatusCases.DELTA.sign(Passports.SIGNING_KEY))) {
            assertThat(passports.verify(text)).isEqualTo(new Rejected(Rejection.TYP));
        }
        assertThat(verifier().list(Passports.token(), StatusCases.URI)).isEqualTo(new Bad<>(Rejection.TYP));
        assertThat(verifier().delta(Passports.token(), Passports.ISSUER)).isEqualTo(new Bad<>(Rejection.TYP));
        assertThat(verifier().delta(StatusCases.LIST.sign(Passports.SIGNING_KEY), Passports.ISSUER))
                .isEqualTo(new Bad<>(Rejection.TYP));
    }

    @Test
    void a_full_list_and_a_full_change_are_not_longer_than_a_verifier_reads() {
        StatusList full = StatusList.allValid(2, 1 << 20).with(Statuses.random(1 << 20));
        String list = new StatusListToken(
                        StatusCases.URI,
                        Passports.NOW,
                        Passports.NOW.plusSeconds(30),
                        Duration.ofSeconds(5),
                        Long.MAX_VALUE >> 10,
                        full)
                .sign(Passports.SIGNING_KEY);
        assertThat(verifier().list(list, StatusCases.URI)).isInstanceOf(Good.class);
        String delta = new StatusDelta(
                        Passports.ISSUER,
                        Passports.NOW,
                        1L << 52,
                        (1L << 52) + 1,
                        false,
                        Statuses.random(StatusDelta.CHANGES_MAX),
                        List.of())
                .sign(Passports.SIGNING_KEY);
        assertThat(verifier().delta(delta, Passports.ISSUER)).isInstanceOf(Good.class);
    }

    @Test
    void a_second_language_gives_the_same_answers() throws Exception {
        SecondLanguage.agrees("status_vectors.py", StatusCases.all().size());
    }

    @Test
    void the_file_is_what_the_cases_give() throws Exception {
        String written = text();
        Path file = Path.of("src/main/resources" + RESOURCE);
        if ("write".equals(System.getProperty("stack.golden"))) {
            Files.writeString(file, written);
        }
        assertThat(Files.readString(file)).isEqualTo(written);
    }

    private static StatusVerifier verifier() {
        return new StatusVerifier(
                PublicKeys.of(Passports.KID, Passports.KEY),
                Clock.fixed(Passports.NOW, ZoneOffset.UTC),
                Duration.ZERO,
                Passports.ED25519);
    }

    private static String text() {
        var out = new StringBuilder("{\n");
        out.append("\"about\":\"Status lists and changes of them, and whether a verifier takes them; the format is"
                + " docs/adr/0017-offline-status.md. The key is the one of RFC 8032, section 7.1, test 1. A good list says"
                + " its statuses, by place. License: Apache-2.0\",\n");
        out.append("\"issuer\":").append(new JsonString(Passports.ISSUER)).append(",\n");
        out.append("\"uri\":").append(new JsonString(StatusCases.URI)).append(",\n");
        out.append("\"now\":").append(Passports.NOW.getEpochSecond()).append(",\n\"skew\":0,\n");
        out.append("\"jwks\":")
                .append(new String(Jwks.write(PublicKeys.of(Passports.KID, Passports.KEY)), StandardCharsets.UTF_8))
                .append(",\n\"vectors\":[\n");
        String separator = "";
        for (Case one : StatusCases.all()) {
            out.append(separator).append(JsonText.write(vector(one)));
            separator = ",\n";
        }
        return out.append("\n]}\n").toString();
    }

    private static JsonObject vector(Case one) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("kind", new JsonString(one.kind().name().toLowerCase(Locale.ROOT)));
        members.put("name", new JsonString(one.name()));
        members.put(
                "result", new JsonString(one.rejection().map(Rejection::wire).orElse("verified")));
        if (one.kind() == Kind.LIST
                && verifier().list(one.text(), StatusCases.URI)
                        instanceof Good<StatusListToken>(StatusListToken list)) {
            Map<String, JsonValue> statuses = new LinkedHashMap<>();
            for (int i = 0; i < list.list().size(); i++) {
                statuses.put(String.valueOf(i), JsonNumber.of(list.list().get(i)));
            }
            members.put("statuses", new JsonObject(statuses));
        }
        members.put("text", new JsonString(one.text()));
        return new JsonObject(members);
    }

    private static String result(Checked<?> checked) {
        return switch (checked) {
            case Good<?> _ -> "verified";
            case Bad<?>(Rejection reason) -> reason.wire();
        };
    }
}
