// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.wiring;

import dev.stack.command.ledger.RevocationNews;
import dev.stack.edge.revocation.RevocationFollower;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the edge of this process hear of revocations from whatever hears of them here. */
@Configuration(proxyBeanMethods = false)
class PropagationWiring {

    @Bean
    SmartInitializingSingleton edgeHearsOfRevocations(RevocationNews news, RevocationFollower follower) {
        return () -> news.onNews(follower::wake);
    }
}
