// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.json.JsonValue.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says of its work. It is a claim: the record of calls is the truth.
 *
 * @param servicesUsed at least these, since the beginning
 * @param actionsCount new ones at a checkpoint, all at the checkout
 * @param summary at most 1,000 characters
 * @param delegatedTo agent ids, all so far
 * @param toolCalls each {@code {"service", "method", "target"?}}
 */
public record Report(
        List<String> servicesUsed,
        int actionsCount,
        @Nullable String summary,
        List<String> delegatedTo,
        List<JsonObject> toolCalls) {

    public Report {
        servicesUsed = List.copyOf(servicesUsed);
        delegatedTo = List.copyOf(delegatedTo);
        toolCalls = List.copyOf(toolCalls);
    }
}
