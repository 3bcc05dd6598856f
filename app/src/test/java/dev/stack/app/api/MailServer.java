// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.api;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.List;

/** A real mail server on this machine that keeps what it is given. */
final class MailServer implements AutoCloseable {

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    MailServer() {
        server.start();
    }

    /** The settings of a server that mails by this one. */
    String[] settings() {
        return new String[] {
            "--stack.login.smtp.host=127.0.0.1",
            "--stack.login.smtp.port=" + server.getSmtp().getPort(),
            "--stack.login.smtp.encryption=none",
            "--stack.login.smtp.from=stack@example.org"
        };
    }

    /** Waits until {@code count} mails came to an address; the texts of all of them, the newest last. */
    List<String> mails(String address, int count) {
        Scene.await(count + " mails to somebody", () -> received(address).size() >= count);
        return received(address);
    }

    /** The token of the link in a mail. */
    static String token(String mail) {
        return LoginBrowser.between(mail, "/login/link?token=", "\n").strip();
    }

    List<String> received(String address) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(message -> isTo(message, address))
                .map(GreenMailUtil::getBody)
                .toList();
    }

    private static boolean isTo(MimeMessage message, String address) {
        try {
            return message.getAllRecipients()[0].toString().equals(address);
        } catch (MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
