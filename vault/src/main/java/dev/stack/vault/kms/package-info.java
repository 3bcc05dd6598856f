// SPDX-License-Identifier: Apache-2.0
/** A key-encryption key that lives in the AWS Key Management Service: every call bounded in time, number and rate. */
@NullMarked
package dev.stack.vault.kms;

import org.jspecify.annotations.NullMarked;
