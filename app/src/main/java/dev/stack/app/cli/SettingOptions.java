// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which settings are given on the command line. */
public final class SettingOptions {

    @Option(names = "--data", paramLabel = "DIR", description = "Folder that keeps everything (default: ./data).")
    private @Nullable Path data;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any setting, for example stack.database.url=jdbc:postgresql://host/stack. Repeatable.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /** The same as the server reads them. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        if (data != null) {
            arguments.add("--stack.data=" + data);
        }
        return arguments;
    }
}
