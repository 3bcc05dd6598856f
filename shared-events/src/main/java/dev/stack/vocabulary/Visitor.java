// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.Optional;

/** Whoever asks on a {@link Public} route: known when a good credential came along, which the route did not need. */
public record Visitor(Optional<Caller> caller) {}
