// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.wiring;

import dev.stack.app.web.AccessTokens;
import dev.stack.app.web.SessionTokens;
import dev.stack.command.login.SessionJwt;
import dev.stack.command.login.SignedIn;
import dev.stack.command.oauth.AccessJwt;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who people and their programs are: the rim asks, the command side knows. */
@Configuration(proxyBeanMethods = false)
class LoginWiring {

    @Bean
    SessionTokens sessionTokens(SessionJwt sessions) {
        return token -> sessions.read(token).map(SignedIn::caller);
    }

    @Bean
    AccessTokens accessTokens(AccessJwt tokens) {
        return tokens::read;
    }
}
