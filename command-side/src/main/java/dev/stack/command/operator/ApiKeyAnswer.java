// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.operator;

import dev.stack.vocabulary.OperatorId;

/** A new API key, shown this once. */
public record ApiKeyAnswer(OperatorId operatorId, String apiKey) {

    /** Without the key. */
    @Override
    public String toString() {
        return "ApiKeyAnswer[operatorId=" + operatorId + "]";
    }
}
