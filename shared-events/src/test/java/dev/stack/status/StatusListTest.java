// SPDX-License-Identifier: Apache-2.0
package dev.stack.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.passport.Base64Url;
import dev.stack.passport.Vectors;
import dev.stack.vocabulary.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packing and compressing. */
final class StatusListTest {

    @Test
    void every_vector_of_the_standard_unpacks_to_its_statuses() {
        List<JsonObject> cases = Vectors.objects(Vectors.load("/token-status-list/status_list.json"), "cases");
        assertThat(cases).hasSizeGreaterThan(6);
        for (JsonObject one : cases) {
            String name = Vectors.text(one, "name");
            StatusList list = StatusList.inflate((int) whole(one, "bits"), unbase64(Vectors.text(one, "lst")));
            assertThat((long) list.size()).as(name).isEqualTo(whole(one, "size"));
            for (JsonObject check : Vectors.objects(one, "checks")) {
                assertThat(list.get(whole(check, "idx"))).as(name).isEqualTo((int) whole(check, "status"));
            }
            for (JsonValue index : ((JsonArray) one.get("out_of_range").orElseThrow()).items()) {
                assertThatThrownBy(() -> list.get(whole(index))).as(name).isInstanceOf(IndexOutOfBoundsException.class);
            }
            assertThat(StatusList.inflate(list.bits(), list.deflate())).as(name).isEqualTo(list);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void what_is_set_is_found_and_nothing_beside_it_changes(int bits) {
        var random = new Random(7);
        StatusList list = StatusList.allValid(bits, 4_096);
        Status[] expected = new Status[4_096];
        Arrays.fill(expected, Status.VALID);
        for (int round = 0; round < 50; round++) {
            List<StatusChange> changes = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                var change = new StatusChange(0, random.nextInt(4_096), Status.of(random.nextInt(bits == 1 ? 2 : 3)));
                expected[change.index()] = change.status();
                changes.add(change);
            }
            list = list.with(changes);
        }
        StatusList packed = StatusList.inflate(bits, list.deflate());
        for (int i = 0; i < expected.length; i++) {
            assertThat(Status.of(packed.get(i))).as("seed 7, place " + i).isEqualTo(expected[i]);
        }
    }

    @Test
    void a_place_or_a_status_the_list_does_not_have_is_refused_not_valid() {
        StatusList list = StatusList.allValid(2, 8);
        assertThat(list.get(7)).isZero();
        assertThatThrownBy(() -> list.get(8)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> list.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> list.get(Long.MAX_VALUE)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> list.with(List.of(new StatusChange(0, 8, Status.INVALID))))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> StatusList.allValid(1, 8).with(List.of(new StatusChange(0, 0, Status.SUSPENDED))))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(Status.of(3)).isEqualTo(Status.INVALID);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5, 16})
    void a_status_has_1_2_4_or_8_bits(int bits) {
        byte[] zlib = StatusList.allValid(1, 8).deflate();
        assertThatThrownBy(() -> StatusList.inflate(bits, zlib)).isInstanceOf(Refusal.class);
    }

    @Test
    void a_list_that_would_unpack_to_more_than_the_limit_is_refused_early() {
        assertThat(StatusList.inflate(8, deflated(StatusList.BYTES_MAX)).size()).isEqualTo(StatusList.BYTES_MAX);
        assertThatThrownBy(() -> StatusList.inflate(8, deflated(StatusList.BYTES_MAX + 1)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("unpacks to more");
        byte[] bomb = deflated(200 << 20);
        assertThat(bomb.length).isLessThan(StatusListToken.LENGTH_MAX);
        assertThatThrownBy(() -> StatusList.inflate(8, bomb)).isInstanceOf(Refusal.class);
    }

    @Test
    void what_is_not_exactly_one_zlib_stream_is_refused() {
        byte[] good = StatusList.allValid(2, 1_024).deflate();
        byte[] cut = Arrays.copyOf(good, good.length - 1);
        byte[] longer = Arrays.copyOf(good, good.length + 1);
        byte[] changed = good.clone();
        changed[good.length - 1] ^= 1;
        for (byte[] bad : List.of(new byte[0], cut, longer, changed, "no zlib".getBytes(StandardCharsets.UTF_8))) {
            assertThatThrownBy(() -> StatusList.inflate(2, bad)).isInstanceOf(Refusal.class);
        }
        assertThatThrownBy(() -> StatusList.inflate(2, withDictionary())).isInstanceOf(Refusal.class);
    }

    private static byte[] deflated(int zeros) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        var out = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 20];
        byte[] chunk = new byte[1 << 20];
        for (int left = zeros; left > 0; left -= chunk.length) {
            deflater.setInput(chunk, 0, Math.min(left, chunk.length));
            while (!deflater.needsInput()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    private static byte[] withDictionary() {
        var deflater = new Deflater();
        deflater.setDictionary(new byte[] {1, 2, 3});
        deflater.setInput(new byte[] {1, 2, 3});
        deflater.finish();
        byte[] zlib = new byte[64];
        int length = deflater.deflate(zlib);
        deflater.end();
        return Arrays.copyOf(zlib, length);
    }

    private static byte[] unbase64(String text) {
        return Base64Url.decode(text).orElseThrow();
    }

    private static long whole(JsonObject object, String name) {
        return whole(object.get(name).orElseThrow());
    }

    private static long whole(JsonValue value) {
        return ((JsonNumber) value).asLong().orElseThrow();
    }
}
