// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.operator;

import dev.stack.app.start.BesideServer;
import dev.stack.command.login.People;
import dev.stack.command.operator.Operators;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** The operators of an installation, read and written with the settings its server has, whether that runs or not. */
public final class OperatorRegister implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private OperatorRegister(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** @param arguments settings as {@code --name=value} */
    public static OperatorRegister open(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        // The health groups of the settings name parts that are not here.
        all.add("--management.endpoint.health.validate-group-membership=false");
        return new OperatorRegister(BesideServer.open(OperatorRegisterConfiguration.class, all));
    }

    public Operators operators() {
        return context.getBean(Operators.class);
    }

    public People people() {
        return context.getBean(People.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
