// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A route that carries agents' calls: its body may be as large as one, and it is counted apart from managing things. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface CallRoute {}
