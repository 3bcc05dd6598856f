// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.doctor;

/** The Java runtime this is. */
final class JavaLook {

    private static final int NEEDED = 25;

    private JavaLook() {}

    static Diagnosis at(Runtime.Version version) {
        String found = "Java " + version + " on " + System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return version.feature() >= NEEDED
                ? Diagnosis.ok("java", found)
                : Diagnosis.failed("java", found, "Install a JDK " + NEEDED + " and set JAVA_HOME to it.");
    }
}
