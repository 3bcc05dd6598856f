// SPDX-License-Identifier: Apache-2.0
/**
 * The way out: everything between "the call is decided and recorded" and "here is what the service answered". Its face
 * is {@link dev.stack.edge.egress.Egress}.
 */
@NullMarked
package dev.stack.edge.egress;

import org.jspecify.annotations.NullMarked;
