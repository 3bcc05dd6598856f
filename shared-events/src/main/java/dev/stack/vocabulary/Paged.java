// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a list route reads its {@link Page} parameter from the query members page, limit and offset. */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Paged {

    /** Rows when the caller names no limit. */
    int limit() default 1_000;

    /** Most rows of one answer; a greater limit is cut to it. */
    int limitMax() default 1_000;
}
