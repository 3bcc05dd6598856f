// SPDX-License-Identifier: Apache-2.0
package dev.stack.review;

import dev.stack.vocabulary.Flag;
import java.util.List;

/** Looks at a finished mission. Pure: the same facts always give the same flags, in the same order. */
@FunctionalInterface
public interface Reviewer {

    List<Flag> review(MissionFacts facts);
}
