// SPDX-License-Identifier: Apache-2.0
package dev.stack.app;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What concerns the whole process.
 *
 * @param data folder that holds keys, the embedded database and log files; one process at a time
 * @param plainHttpAllowed whether to serve plain http on an address others can reach, because something in front ends TLS
 */
@ConfigurationProperties("stack")
public record StackProperties(
        @DefaultValue("data") Path data,
        @DefaultValue("false") boolean plainHttpAllowed) {}
