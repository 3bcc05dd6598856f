// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

/** How far this process has written: the position of the last entry it committed, 0 before the first. */
@FunctionalInterface
public interface CommittedPosition {

    long last();
}
