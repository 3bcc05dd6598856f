// SPDX-License-Identifier: Apache-2.0
/** A small application with a route for each thing the rim does; outside the packages the server scans. */
@NullMarked
package dev.stack.sample;

import org.jspecify.annotations.NullMarked;
