// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.start;

import dev.stack.app.embedded.DataFolder;
import dev.stack.app.embedded.PrivateFile;
import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.ProcessRole;
import dev.stack.vocabulary.RandomText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The first start makes the operator. The key is written down before it is registered, so a crash in between loses
 * nothing: the next start registers the same key.
 */
@Component
@Order(0) // before anybody looks for it
@DutyOf(ProcessRole.COMMAND)
final class OperatorBootstrap implements ApplicationRunner {

    private static final String PREFIX = "sk_live_op_";
    private static final int RANDOM_CHARACTERS = 43;

    private final DataFolder folder;
    private final Optional<FirstOperator> firstOperator;

    OperatorBootstrap(DataFolder folder, ObjectProvider<FirstOperator> firstOperator) {
        this.folder = folder;
        this.firstOperator = Optional.ofNullable(firstOperator.getIfAvailable());
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        Path keyFile = folder.at("operator.key");
        if (Files.exists(keyFile) || firstOperator.isEmpty()) {
            return;
        }
        Path planned = folder.at("operator.key.new");
        if (!Files.exists(planned)) {
            PrivateFile.write(planned, PREFIX + RandomText.of(RANDOM_CHARACTERS, new SecureRandom()) + "\n");
        }
        String key = Files.readString(planned).strip();
        if (firstOperator.get().register(key)) {
            PrivateFile.write(keyFile, key + "\n");
            announce(key, keyFile);
        }
        Files.delete(planned);
    }

    private static void announce(String key, Path keyFile) {
        System.out.println("This is the operator's API key. It is shown this once and kept in " + keyFile);
        System.out.println("  " + key);
    }
}
