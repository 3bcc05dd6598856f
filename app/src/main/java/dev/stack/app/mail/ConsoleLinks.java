// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.mail;

import dev.stack.command.login.Email;
import dev.stack.command.login.LinkMail;

/** Prints links where the server was started: who sees that console has the whole installation anyway. */
record ConsoleLinks(LinkAddress address) implements LinkMail {

    @Override
    public void send(Email to, String token) {
        System.out.println("sign in " + address.of(token));
    }
}
