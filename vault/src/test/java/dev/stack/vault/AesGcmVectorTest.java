// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.StrictJson;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Wycheproof's AES-GCM cases. The vault takes 256-bit keys, 96-bit nonces and 128-bit tags only; every case of another
 * size must be refused, whatever its result says.
 */
final class AesGcmVectorTest {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void agrees_with_every_wycheproof_case_of_our_sizes_and_refuses_all_others() throws Exception {
        int ours = 0;
        int others = 0;
        for (JsonObject group : objects(load(), "testGroups")) {
            boolean oursInSize =
                    number(group, "keySize") == 256 && number(group, "ivSize") == 96 && number(group, "tagSize") == 128;
            for (JsonObject test : objects(group, "tests")) {
                if (oursInSize) {
                    ours++;
                    check(test);
                } else {
                    others++;
                    assertThat(opens(test)).as(test.toString()).isFalse();
                }
            }
        }
        assertThat(ours + others).isEqualTo(316);
        assertThat(ours).isGreaterThan(50);
    }

    private static void check(JsonObject test) {
        assertThat(opens(test))
                .as(test.toString())
                .isEqualTo(text(test, "result").equals("valid"));
        if (text(test, "result").equals("valid")) {
            byte[] made = new AesGcm(fixed(hex(test, "iv"))).seal(hex(test, "key"), hex(test, "aad"), hex(test, "msg"));
            assertThat(made).isEqualTo(box(test));
        }
    }

    private static boolean opens(JsonObject test) {
        try {
            SecretBytes opened = new AesGcm(new SecureRandom()).open(hex(test, "key"), hex(test, "aad"), box(test));
            return opened.equals(SecretBytes.owning(hex(test, "msg")));
        } catch (IntegrityFailure | IllegalArgumentException refused) {
            return false;
        }
    }

    @Test
    void a_box_of_another_version_or_too_short_is_refused() {
        var aesGcm = new AesGcm(new SecureRandom());
        byte[] box = aesGcm.seal(new byte[32], new byte[0], new byte[0]);
        assertThat(aesGcm.open(new byte[32], new byte[0], box).length()).isZero();
        byte[] other = box.clone();
        other[0] = 2;
        assertThatThrownBy(() -> aesGcm.open(new byte[32], new byte[0], other)).isInstanceOf(IntegrityFailure.class);
        assertThatThrownBy(() -> aesGcm.open(new byte[32], new byte[0], Arrays.copyOf(box, box.length - 1)))
                .isInstanceOf(IntegrityFailure.class);
    }

    private static byte[] box(JsonObject test) {
        return HEX.parseHex("01" + text(test, "iv") + text(test, "ct") + text(test, "tag"));
    }

    private static SecureRandom fixed(byte[] nonce) {
        return new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(nonce, 0, bytes, 0, bytes.length);
            }
        };
    }

    private static JsonObject load() throws Exception {
        try (InputStream in =
                Objects.requireNonNull(AesGcmVectorTest.class.getResourceAsStream("/wycheproof/aes_gcm_test.json"))) {
            return (JsonObject)
                    new StrictJson(new StrictJson.Limits(1 << 20, 64, 100_000, 20)).parse(in.readAllBytes());
        }
    }

    private static List<JsonObject> objects(JsonObject object, String name) {
        return ((JsonArray) object.get(name).orElseThrow())
                .items().stream().map(JsonObject.class::cast).toList();
    }

    private static long number(JsonObject object, String name) {
        return ((JsonNumber) object.get(name).orElseThrow()).asLong().orElseThrow();
    }

    private static String text(JsonObject object, String name) {
        return ((JsonString) object.get(name).orElseThrow()).value();
    }

    private static byte[] hex(JsonObject object, String name) {
        return HEX.parseHex(text(object, name));
    }
}
