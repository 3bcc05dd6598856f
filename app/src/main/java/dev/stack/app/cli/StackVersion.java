// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of this artefact, as the build wrote it into the manifest. */
final class StackVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"stack " + text() + ", Java " + Runtime.version()};
    }

    private static String text() {
        return Objects.requireNonNullElse(StackVersion.class.getPackage().getImplementationVersion(), "(from classes)");
    }
}
