// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.credential;

/** A passport as it was sent; it shows itself in no text. */
record PassportToken(String text) {

    @Override
    public String toString() {
        return "PassportToken[hidden]";
    }
}
