// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.json.JsonValue.JsonObject;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Published vectors against every provider. No case is left out. */
final class Ed25519VectorTest {

    private static final HexFormat HEX = HexFormat.of();

    static Stream<ProviderEd25519> providers() {
        return Providers.all();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void agrees_with_every_wycheproof_case(ProviderEd25519 ed25519) {
        int cases = 0;
        List<String> wrong = new ArrayList<>();
        for (JsonObject group : Vectors.objects(Vectors.load("/wycheproof/ed25519_test.json"), "testGroups")) {
            PublicKey key = PublicKey.of(HEX.parseHex(Vectors.text(Vectors.object(group, "publicKey"), "pk")));
            for (JsonObject test : Vectors.objects(group, "tests")) {
                boolean good = ed25519.verify(
                        key.bytes(), HEX.parseHex(Vectors.text(test, "msg")), HEX.parseHex(Vectors.text(test, "sig")));
                cases++;
                if (good != Vectors.text(test, "result").equals("valid")) {
                    wrong.add(test.toString());
                }
            }
        }
        assertThat(wrong).as(ed25519.providerName()).isEmpty();
        assertThat(cases).isEqualTo(151);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void signs_the_example_of_rfc8037_byte_for_byte(ProviderEd25519 ed25519) {
        JsonObject vector = Vectors.load("/rfc8037/ed25519_jws.json");
        JsonObject signing = Vectors.object(vector, "signing");
        JsonObject key = Vectors.object(Vectors.object(vector, "input"), "key");
        byte[] message = Vectors.text(signing, "sig-input").getBytes(StandardCharsets.US_ASCII);

        byte[] signature = ed25519.sign(Base64.getUrlDecoder().decode(Vectors.text(key, "d")), message);

        assertThat(Base64Url.encode(signature)).isEqualTo(Vectors.text(signing, "sig"));
        assertThat(ed25519.verify(Base64.getUrlDecoder().decode(Vectors.text(key, "x")), message, signature))
                .isTrue();
    }

    /** Appendix A has no three parts with typ and kid, so as a passport it is refused. */
    @Test
    void the_example_of_rfc8037_is_a_signature_but_no_passport() {
        JsonObject vector = Vectors.load("/rfc8037/ed25519_jws.json");
        String compact = Vectors.text(Vectors.object(vector, "output"), "compact");
        assertThat(Passports.verifier().verify(compact)).isEqualTo(new Verification.Rejected(Rejection.TYP));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void J12_a_signature_of_another_length_or_with_a_flipped_bit_or_an_S_beyond_the_order_is_refused(
            ProviderEd25519 ed25519) {
        byte[] message = {1, 2, 3};
        byte[] signature = ed25519.sign(Passports.SEED, message);
        byte[] key = Passports.KEY.bytes();
        assertThat(ed25519.verify(key, message, signature)).isTrue();
        for (int length : new int[] {0, 1, 32, 63, 65, 128}) {
            assertThat(ed25519.verify(key, message, Arrays.copyOf(signature, length)))
                    .isFalse();
        }
        for (int bit = 0; bit < signature.length * 8; bit++) {
            byte[] flipped = signature.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(ed25519.verify(key, message, flipped)).isFalse();
        }
        assertThat(ed25519.verify(key, message, withOrderAdded(signature))).isFalse();
    }

    @Test
    void J13_the_eight_points_of_small_order_are_refused_at_import() {
        for (String point : SMALL_ORDER) {
            assertThatThrownBy(() -> PublicKey.of(HEX.parseHex(point)))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                    .hasMessageContaining("small order");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // y = p, p + 1, 2^255 - 1, the first again with the sign bit, and x = 0 with the sign bit
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                // not a point of the curve: y = 2
                "0200000000000000000000000000000000000000000000000000000000000000",
                // 31 and 33 bytes
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f70751",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a00"
            })
    void J13_a_key_in_another_form_than_the_canonical_one_is_refused_at_import(String key) {
        assertThatThrownBy(() -> PublicKey.of(HEX.parseHex(key)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void J14_the_platform_takes_one_signature_for_every_message_under_a_small_key_and_the_import_does_not()
            throws Exception {
        // R = identity, S = 0: good for any message under the identity as key (order 1).
        byte[] identity = HEX.parseHex(SMALL_ORDER.getFirst());
        byte[] signature = new byte[64];
        signature[0] = 1;
        Provider sunEc = Security.getProvider("SunEC");
        Signature raw = Signature.getInstance("Ed25519", sunEc);
        raw.initVerify(KeyFactory.getInstance("Ed25519", sunEc)
                .generatePublic(
                        new X509EncodedKeySpec(HEX.parseHex("302a300506032b6570032100" + SMALL_ORDER.getFirst()))));
        raw.update("any message".getBytes(StandardCharsets.US_ASCII));

        assertThat(raw.verify(signature)).as("why the check is needed").isTrue();
        assertThatThrownBy(() -> PublicKey.of(identity)).isInstanceOf(Refusal.class);
    }

    @Test
    void the_providers_make_the_same_signature() {
        byte[] message = "deterministic".getBytes(StandardCharsets.US_ASCII);
        assertThat(Providers.all()
                        .map(provider -> HEX.formatHex(provider.sign(Passports.SEED, message)))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void a_provider_without_ed25519_is_refused_when_it_is_chosen() {
        assertThatThrownBy(() -> new ProviderEd25519(Security.getProvider("SunJCE")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SunJCE");
    }

    static byte[] withOrderAdded(byte[] signature) {
        byte[] bigEndian = new byte[33];
        for (int i = 0; i < 32; i++) {
            bigEndian[1 + i] = signature[63 - i];
        }
        byte[] sum = new BigInteger(bigEndian)
                .add(BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493")))
                .toByteArray();
        byte[] forged = signature.clone();
        for (int i = 0; i < 32; i++) {
            forged[32 + i] = i < sum.length ? sum[sum.length - 1 - i] : 0;
        }
        return forged;
    }

    private static final List<String> SMALL_ORDER = List.of(
            "0100000000000000000000000000000000000000000000000000000000000000",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85");
}
