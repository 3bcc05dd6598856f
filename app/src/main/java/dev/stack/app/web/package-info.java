// SPDX-License-Identifier: Apache-2.0
/**
 * How HTTP becomes a call of a controller and its result an answer: who asks, the strict body, limits, the one error body,
 * request ids, exact repeats. Controllers of all modules rely on it and know nothing of it but {@code @Requires},
 * {@code @Public}, {@code Caller}, {@code Members} and {@code Page}.
 */
@NullMarked
package dev.stack.app.web;

import org.jspecify.annotations.NullMarked;
