// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.vocabulary.Layer;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How an event is called in the ledger and in the audit log; independent of its class, and never changed. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EventName {

    /** The stable name, such as {@code passport.issued}. */
    String value();

    /** The audit action, such as {@code passport.issue}. */
    String action();

    /** The part of the product it tells of. */
    Layer layer();

    /** Counts up when a field is added. */
    int revision() default 1;
}
