// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.util.Map;

/** How the way out says no. What happened on the network stays out of the text: it would make us a port scanner. */
final class EgressRefusals {

    private EgressRefusals() {}

    /** One text for every target that is refused; the reason is for the record alone. */
    static Refusal target(String reason) {
        return new Refusal(
                        ErrorCode.FORBIDDEN,
                        "The connection does not allow this target. Call one of the connection's allowed_hosts over"
                                + " https; addresses, and hosts with a private or special address, are refused.")
                .because(reason);
    }

    static Refusal unresolved() {
        return new Refusal(
                        ErrorCode.UPSTREAM_ERROR,
                        "The service's host name could not be resolved. Check the name, or try again.")
                .because("dns");
    }

    static Refusal timeout(String phase) {
        return new Refusal(ErrorCode.UPSTREAM_TIMEOUT, "The service did not answer in time. Try again.").because(phase);
    }

    static Refusal failed(String phase) {
        return new Refusal(
                        ErrorCode.UPSTREAM_ERROR,
                        "The service could not be reached or did not answer as HTTP requires. Try again, and check"
                                + " the service if it happens again.")
                .because(phase);
    }

    static Refusal tooLarge(String reason) {
        return new Refusal(
                        ErrorCode.RESPONSE_TOO_LARGE,
                        "The service's answer is larger than an answer may be, after unpacking. Ask for less, for"
                                + " example by page.")
                .because(reason);
    }

    static Refusal busy() {
        return new Refusal(
                        ErrorCode.UNAVAILABLE,
                        "Too many calls are under way. Try again in a second.",
                        Map.of("part", new JsonString("busy"), "retry_after_seconds", JsonNumber.of(1)))
                .because("busy");
    }

    static Refusal notConfigured(String what) {
        return new Refusal(
                ErrorCode.CONNECTION_NOT_CONFIGURED,
                "The connection cannot be used: " + what + ". Correct the connection or store its credential again.");
    }

    static Refusal header(String what) {
        return Refusal.invalid("headers: " + what).because("header");
    }
}
