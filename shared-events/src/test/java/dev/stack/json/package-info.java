// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.stack.json;

import org.jspecify.annotations.NullMarked;
