// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.system;

import dev.stack.events.SystemEvent;

/** Asks for an entry about the installation itself. */
public record SystemRecord(SystemEvent event) {}
