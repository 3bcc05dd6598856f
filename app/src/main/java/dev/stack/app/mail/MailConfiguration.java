// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.mail;

import dev.stack.app.web.PublicBase;
import dev.stack.command.login.LinkMail;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses how links reach people. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

    @Bean
    LinkMail linkMail(SmtpProperties properties, PublicBase base) {
        var address = new LinkAddress(base);
        return properties.host() == null ? new ConsoleLinks(address) : new SmtpLinks(properties, address);
    }
}
