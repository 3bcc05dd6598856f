// SPDX-License-Identifier: Apache-2.0
/** The contract: words, events, passport format and ledger arithmetic. Needs nothing but the JDK and a JSON reader. */
module dev.stack.shared {
    requires static org.jspecify;
    requires java.net.http;
    requires tools.jackson.core;

    exports dev.stack.api;
    exports dev.stack.call;
    exports dev.stack.events;
    exports dev.stack.json;
    exports dev.stack.ledger;
    exports dev.stack.passport;
    exports dev.stack.possession;
    exports dev.stack.review;
    exports dev.stack.revocation;
    exports dev.stack.status;
    exports dev.stack.verifier;
    exports dev.stack.vocabulary;
}
