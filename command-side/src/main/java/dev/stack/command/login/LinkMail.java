// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.login;

/** Brings links to people. */
@FunctionalInterface
public interface LinkMail {

    /**
     * Sends the link that {@code token} is good for. Called off the thread of the request; throws when it could not be sent.
     *
     * @param token unguessable, good once for {@link MagicLinks#LIFE}
     */
    void send(Email to, String token);
}
