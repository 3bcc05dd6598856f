// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.wiring;

import dev.stack.command.connection.CredentialCheck;
import dev.stack.command.connection.PrivateUpstreams;
import dev.stack.command.connection.oauth.TokenEndpoint;
import dev.stack.edge.EdgeProperties;
import dev.stack.edge.egress.AddressGuard;
import dev.stack.edge.egress.Egress;
import dev.stack.vault.SealedSecrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The ways out, for those who decide. */
@Configuration(proxyBeanMethods = false)
class UpstreamWiring {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamWiring.class);

    @Bean
    PrivateUpstreams privateUpstreams(EdgeProperties properties) {
        if (properties.allowPrivateUpstreams()) {
            LOG.warn("Connections may reach private and loopback addresses, because this server was started with"
                    + " --allow-private-upstreams (stack.edge.allow-private-upstreams). Never do this where agents or"
                    + " operators are not trusted with your network.");
        }
        return properties::allowPrivateUpstreams;
    }

    @Bean(destroyMethod = "close")
    TokenEndpoint tokenEndpoint(EdgeProperties properties) {
        return new HttpTokenEndpoint(new AddressGuard(properties.allowPrivateUpstreams()));
    }

    @Bean
    CredentialCheck credentialCheck(Egress egress, SealedSecrets secrets) {
        return new EgressCredentialCheck(egress, secrets);
    }
}
