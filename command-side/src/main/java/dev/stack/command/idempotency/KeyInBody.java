// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.idempotency;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A route whose body may name the idempotency key in its member {@code idempotency_key}; the header goes first. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface KeyInBody {

    /** An object of the body that may hold the member instead; empty = none. */
    String orIn() default "";
}
