// SPDX-License-Identifier: Apache-2.0
package dev.stack.detectors.posthoc;

import dev.stack.review.MissionFacts;
import dev.stack.vocabulary.Flag;
import java.util.List;

/** One rule of the review. */
@FunctionalInterface
interface ReviewRule {

    List<Flag> judge(MissionFacts facts);
}
