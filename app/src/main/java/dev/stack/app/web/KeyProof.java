// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.vocabulary.Caller;
import jakarta.servlet.http.HttpServletRequest;

/** Whom an API key proves that a person typed; wrong ones are counted like any other refused credential. */
@FunctionalInterface
public interface KeyProof {

    /** Who holds the key, or a refusal. */
    Caller prove(String apiKey, HttpServletRequest request);
}
