// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The view a controller answers from: its routes wait until it holds what was committed before the request. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Reads {

    /** {@link View#name()}. */
    String value();
}
