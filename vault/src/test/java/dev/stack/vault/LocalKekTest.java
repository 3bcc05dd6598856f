// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.vocabulary.OperatorId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalKekTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final KeyPlace PLACE = new KeyPlace(new OperatorId("op_1"), "here", "dk_1");

    @TempDir
    private Path folder;

    @Test
    void the_first_start_makes_a_file_only_its_owner_can_read_and_the_second_uses_it() throws IOException {
        Path file = folder.resolve("new/folder/kek");
        LocalKek first = LocalKek.at(file, RANDOM);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        byte[] wrapped = first.wrap(new byte[32], PLACE);
        LocalKek second = LocalKek.at(file, RANDOM);
        assertThat(second.id()).isEqualTo(first.id()).startsWith("local:");
        assertThat(second.unwrap(wrapped, PLACE)).isEqualTo(SecretBytes.copyOf(new byte[32]));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).as("nothing left aside").containsExactly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------", "rw-rw-rw-"})
    void K11_a_key_file_open_to_others_is_refused(String permissions) throws IOException {
        Path file = folder.resolve("kek");
        LocalKek.at(file, RANDOM);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        assertThatThrownBy(() -> LocalKek.at(file, RANDOM))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void a_key_file_its_owner_may_only_read_is_taken() throws IOException {
        Path file = folder.resolve("kek");
        String id = LocalKek.at(file, RANDOM).id();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assertThat(LocalKek.at(file, RANDOM).id()).isEqualTo(id);
    }

    @Test
    void K11_a_weak_a_sample_or_a_damaged_key_is_refused() throws IOException {
        byte[] repeating = "0123456701234567".repeat(2).getBytes(StandardCharsets.US_ASCII);
        for (byte[] weak : List.of(new byte[32], repeating, new byte[0], new byte[31], new byte[64])) {
            Path file = write(Base64.getEncoder().encodeToString(weak));
            assertThatThrownBy(() -> LocalKek.at(file, RANDOM))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("weak");
        }
        Path noBase64 = write("change-me!");
        assertThatThrownBy(() -> LocalKek.at(noBase64, RANDOM)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_wrapped_key_unwraps_only_for_its_place() {
        LocalKek kek = LocalKek.at(folder.resolve("kek"), RANDOM);
        byte[] wrapped = kek.wrap(new byte[32], PLACE);
        assertThatThrownBy(() -> kek.unwrap(wrapped, new KeyPlace(new OperatorId("op_2"), "here", "dk_1")))
                .isInstanceOf(IntegrityFailure.class);
    }

    @Test
    void processes_that_start_together_end_up_with_one_key() throws Exception {
        Path file = folder.resolve("kek");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> starts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                starts.add(() -> LocalKek.at(file, RANDOM).id());
            }
            Set<String> ids = new HashSet<>();
            for (Future<String> start : threads.invokeAll(starts)) {
                ids.add(start.get());
            }
            assertThat(ids).hasSize(1);
        }
    }

    private Path write(String content) throws IOException {
        Path file = Files.createTempFile(folder, "weak", "kek");
        return Files.writeString(file, content);
    }
}
