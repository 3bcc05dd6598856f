// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

/** What an address is for, as far as calls go. */
enum AddressUse {
    PUBLIC,
    PRIVATE,
    BLOCKED,
    METADATA
}
