// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

/** How far the record has come: the position of the last entry any process committed, 0 before the first. */
@FunctionalInterface
public interface CommittedPosition {

    long last();
}
