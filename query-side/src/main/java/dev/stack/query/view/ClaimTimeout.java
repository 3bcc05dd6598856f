// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import java.time.Duration;

/** After how long without a sign of life a process that fills a view is taken for dead, and another takes over. */
@FunctionalInterface
public interface ClaimTimeout {

    Duration get();
}
