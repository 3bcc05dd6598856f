// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.mail;

import dev.stack.app.database.PasswordFile;
import dev.stack.command.login.Email;
import dev.stack.command.login.LinkMail;
import dev.stack.command.login.MagicLinks;
import java.util.Properties;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Mails links. */
final class SmtpLinks implements LinkMail {

    private static final String MILLIS_MAX = "10000";

    private final JavaMailSenderImpl sender;
    private final String from;
    private final LinkAddress address;

    SmtpLinks(SmtpProperties properties, LinkAddress address) {
        this.sender = sender(properties);
        this.from = properties.from();
        this.address = address;
    }

    @Override
    public void send(Email to, String token) {
        var message = new SimpleMailMessage();
        message.setFrom(from);
        message.setTo(to.address());
        message.setSubject("Sign in to STACK");
        message.setText("Open this link to sign in. It is good once, for " + MagicLinks.LIFE.toMinutes()
                + " minutes:\n\n" + address.of(token)
                + "\n\nIf you did not ask for it, do nothing: without the link nobody gets in.\n");
        sender.send(message);
    }

    private static JavaMailSenderImpl sender(SmtpProperties properties) {
        var sender = new JavaMailSenderImpl();
        sender.setHost(properties.host());
        sender.setPort(properties.port());
        sender.setProtocol(properties.encryption() == SmtpEncryption.TLS ? "smtps" : "smtp");
        sender.setDefaultEncoding("UTF-8");
        if (properties.username() != null) {
            sender.setUsername(properties.username());
            sender.setPassword(PasswordFile.read(properties.passwordFile(), "stack.login.smtp.password-file"));
        }
        sender.setJavaMailProperties(details(properties));
        return sender;
    }

    private static Properties details(SmtpProperties properties) {
        var details = new Properties();
        String prefix = properties.encryption() == SmtpEncryption.TLS ? "mail.smtps." : "mail.smtp.";
        details.setProperty(prefix + "auth", Boolean.toString(properties.username() != null));
        details.setProperty(prefix + "ssl.checkserveridentity", "true");
        String startTls = Boolean.toString(properties.encryption() == SmtpEncryption.STARTTLS);
        details.setProperty(prefix + "starttls.enable", startTls);
        details.setProperty(prefix + "starttls.required", startTls);
        for (String wait : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            details.setProperty(prefix + wait, MILLIS_MAX);
        }
        return details;
    }
}
