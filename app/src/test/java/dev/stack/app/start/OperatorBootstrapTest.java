// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stack.app.embedded.DataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.DefaultApplicationArguments;

class OperatorBootstrapTest {

    private final List<String> registered = new ArrayList<>();

    @TempDir
    private Path temp;

    @Test
    void the_first_start_keeps_the_key_where_only_its_owner_reads_it_and_the_second_makes_none() throws Exception {
        start(this::register);
        start(this::register);

        Path keyFile = temp.resolve("operator.key");
        assertThat(Files.readAllLines(keyFile))
                .isEqualTo(registered)
                .singleElement()
                .asString()
                .matches("sk_live_op_[0-9A-Za-z]{43}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
                .isEqualTo("rw-------");
    }

    @Test
    void F06_a_crash_after_registering_loses_no_key() throws Exception {
        assertThatThrownBy(() -> start(key -> {
                    registered.add(key);
                    throw new IllegalStateException("killed here");
                }))
                .hasMessage("killed here");
        start(this::register);

        assertThat(registered).hasSize(2);
        assertThat(registered.getFirst()).isEqualTo(registered.getLast());
        assertThat(temp.resolve("operator.key")).hasContent(registered.getFirst());
    }

    @Test
    void a_database_that_has_operators_gets_no_other() throws Exception {
        start(_ -> false);

        assertThat(temp.resolve("operator.key")).doesNotExist();
        assertThat(temp.resolve("operator.key.new")).doesNotExist();
    }

    private boolean register(String key) {
        return registered.add(key);
    }

    private void start(FirstOperator firstOperator) throws Exception {
        var beans = new StaticListableBeanFactory(Map.of("firstOperator", firstOperator));
        try (DataFolder folder = DataFolder.open(temp)) {
            new OperatorBootstrap(folder, beans.getBeanProvider(FirstOperator.class))
                    .run(new DefaultApplicationArguments());
        }
    }
}
