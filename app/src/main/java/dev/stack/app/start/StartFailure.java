// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.start;

import dev.stack.vocabulary.Refusal;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * Says in one line why the program does not start. What nobody foresaw is a defect: that one keeps its stack trace in
 * the log.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class StartFailure implements SpringBootExceptionReporter {

    private static final ScopedValue<Boolean> LEFT_TO_COMMAND = ScopedValue.newInstance();

    public StartFailure(@Nullable ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        return line(failure)
                .map(line -> {
                    if (LEFT_TO_COMMAND.isBound()) {
                        return true;
                    }
                    System.err.println("stack: " + line);
                    return true;
                })
                .orElse(false);
    }

    /** Starts something for a command that says itself why that failed. */
    static <T> T leftToCommand(Supplier<T> start) {
        return ScopedValue.where(LEFT_TO_COMMAND, true).call(start::get);
    }

    /** The line for a failure somebody foresaw. */
    public static Optional<String> line(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<String> line = ownLine(cause);
            if (line.isPresent()) {
                return line;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ownLine(Throwable cause) {
        return switch (cause) {
            case StartRefused refused -> text(refused);
            case Refusal refusal -> text(refusal);
            case PortInUseException taken ->
                Optional.of("Port " + taken.getPort() + " is taken. Stop what listens there, or choose another with "
                        + "--port.");
            case BindValidationException invalid -> Optional.of(invalidSettings(invalid));
            case ConfigurationPropertiesBindException unreadable
            when unreadable.getCause() != null && !(causedByValidation(unreadable)) ->
                Optional.of("A setting cannot be read: " + rootMessage(unreadable));
            default -> Optional.empty();
        };
    }

    private static boolean causedByValidation(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindValidationException) {
                return true;
            }
        }
        return false;
    }

    private static String invalidSettings(BindValidationException invalid) {
        var errors = invalid.getValidationErrors();
        var line = new StringBuilder("Invalid settings:");
        for (ObjectError error : errors) {
            String name = error instanceof FieldError field ? "." + field.getField() : "";
            line.append(' ')
                    .append(errors.getName())
                    .append(name)
                    .append(' ')
                    .append(error.getDefaultMessage())
                    .append(';');
        }
        return line.toString();
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static Optional<String> text(Throwable failure) {
        return Optional.ofNullable(failure.getMessage()).map(message -> message.replace('\n', ' '));
    }
}
