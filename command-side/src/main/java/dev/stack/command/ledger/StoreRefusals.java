// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.util.Map;

/** How the ledger says that it cannot, or does not know. */
final class StoreRefusals {

    private StoreRefusals() {}

    /** Nothing was written: trying again is safe. */
    static Refusal unavailable(String why) {
        return unavailable("store", "The event store is unavailable: " + why + ". Nothing was recorded; try again.");
    }

    /** The record was refused by the database: what is not recorded does not happen. */
    static Refusal notRecorded() {
        return unavailable(
                "audit",
                "The record of this could not be written, so it was not done. The operator of this server must"
                        + " look at its log.");
    }

    /** This node's clock cannot be trusted, so it decides nothing. */
    static Refusal clock(long skewMillis) {
        return unavailable(
                "clock",
                "This node's clock is " + skewMillis + " ms off the database's, so it refuses to serve. Nothing was"
                        + " recorded; try another node, or again when the clock is set.");
    }

    /** This node's clock cannot be trusted, so it does not begin. */
    static Refusal clockAtStart(long skewMillis) {
        return unavailable(
                "clock",
                "This node's clock is " + skewMillis + " ms off the database's. Set the clock, then start again.");
    }

    /** The connection was lost in the commit. */
    static Refusal outcomeUnknown() {
        return new Refusal(
                ErrorCode.OUTCOME_UNKNOWN,
                "The connection to the event store was lost while it committed, so whether this was done is not known."
                        + " Send the same request with the same Idempotency-Key to learn it.",
                part("store"));
    }

    private static Refusal unavailable(String part, String message) {
        return new Refusal(ErrorCode.UNAVAILABLE, message, part(part));
    }

    private static Map<String, JsonValue> part(String part) {
        return Map.of("part", new JsonString(part));
    }
}
