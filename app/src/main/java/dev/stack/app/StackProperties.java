// SPDX-License-Identifier: Apache-2.0
package dev.stack.app;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What concerns the whole process.
 *
 * @param data folder that holds keys, the embedded database and log files; one process at a time
 * @param roles what this process does: {@code command}, {@code query}, {@code detect}, {@code edge}; processes with
 *     different roles share one database
 * @param plainHttpAllowed whether to serve plain http on an address others can reach, because something in front ends TLS
 */
@ConfigurationProperties("stack")
public record StackProperties(
        @DefaultValue("data") Path data,

        @DefaultValue({"command", "query", "detect", "edge"})
        List<String> roles,

        @DefaultValue("false") boolean plainHttpAllowed) {}
