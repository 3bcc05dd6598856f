// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.mail;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The mail server that sends links to sign in with.
 *
 * @param host its name; without one links are printed on the console of the server
 * @param port its port
 * @param encryption {@code starttls}, {@code tls}, or {@code none} for a mail server on the same machine
 * @param username whom to log in as; without one nobody logs in
 * @param passwordFile the file that holds the password
 * @param from address that mails come from
 */
@Validated
@ConfigurationProperties("stack.login.smtp")
public record SmtpProperties(
        @Nullable String host,
        @DefaultValue("587") @Min(1) @Max(65_535) int port,
        @DefaultValue("starttls") SmtpEncryption encryption,
        @Nullable String username,
        @Nullable Path passwordFile,
        @DefaultValue("stack@localhost") String from) {}
