// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A route, or every route of a class, that tells of failures in another form than the API does. */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface TellsFailures {
    FailureForm value();
}
