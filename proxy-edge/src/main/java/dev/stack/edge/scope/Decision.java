// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.scope;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonArray;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.Constraint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether a call is inside its scope. */
public sealed interface Decision {

    /** Every rule holds. */
    record Allow() implements Decision {}

    /** A rule does not hold, or could not be read for certain. The values of the call are not in here. */
    sealed interface Deny extends Decision {
        /** What was expected, for the caller. */
        String message();

        /** The member {@code details} of the answer. */
        Map<String, JsonValue> details();
    }

    /** This constraint does not hold. */
    record ConstraintFails(String service, Constraint constraint) implements Deny {
        @Override
        public String message() {
            return service + ": the call does not satisfy the rule on " + constraint.path() + " ("
                    + constraint.op().wire()
                    + ") of the passport's scope. Change the call, or ask the operator for a wider grant.";
        }

        @Override
        public Map<String, JsonValue> details() {
            Map<String, JsonValue> rule = new LinkedHashMap<>();
            rule.put("path", new JsonString(constraint.path().text()));
            rule.put("op", new JsonString(constraint.op().wire()));
            return Map.of("service", new JsonString(service), "constraint", new JsonObject(rule));
        }
    }

    /** None of the scope's intents holds whole. */
    record NoIntentHolds(String service, List<String> intents) implements Deny {
        public NoIntentHolds {
            intents = List.copyOf(intents);
        }

        @Override
        public String message() {
            return service + ": the call fits none of the intents of the passport's scope: "
                    + String.join(", ", intents) + ". Change the call, or ask the operator for a wider grant.";
        }

        @Override
        public Map<String, JsonValue> details() {
            return Map.of(
                    "service",
                    new JsonString(service),
                    "intents",
                    new JsonArray(
                            intents.stream().<JsonValue>map(JsonString::new).toList()));
        }
    }
}
