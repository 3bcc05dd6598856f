// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import dev.stack.app.operator.OperatorRegister;
import dev.stack.app.start.StartFailure;
import dev.stack.command.operator.Operators;
import java.util.function.Consumer;

/** Does something with the operators of an installation, or says in one line why it cannot. */
final class OperatorTask {

    private OperatorTask() {}

    /** The exit code. */
    static int run(SettingOptions settings, Consumer<Operators> task) {
        try (OperatorRegister register = OperatorRegister.open(settings.arguments())) {
            task.accept(register.operators());
            return 0;
        } catch (RuntimeException failure) {
            System.err.println("stack: " + StartFailure.line(failure).orElse(String.valueOf(failure.getMessage())));
            return 1;
        }
    }
}
