// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.revocation;

import dev.stack.revocation.EdgeId;
import dev.stack.revocation.EdgeRegister;
import dev.stack.revocation.RevocationLog;
import dev.stack.revocation.RevocationSet;
import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.ProcessRole;
import java.security.SecureRandom;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds the local set and what fills it; asks for the log, the register, and whether a {@link CarriedLog} carries it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RevocationProperties.class)
class RevocationWiring {

    @Bean
    LocalRevocations localRevocations(RevocationProperties properties) {
        return new LocalRevocations(new RevocationSet(), properties.maxStaleness());
    }

    @Bean(initMethod = "start")
    RevocationFollower revocationFollower(
            RevocationLog log,
            LocalRevocations revocations,
            RevocationProperties properties,
            ObjectProvider<CarriedLog> carried) {
        return new RevocationFollower(log, revocations, properties, carried.getIfAvailable() != null);
    }

    /** Who serves no call is no edge that others would wait for. */
    @Bean(initMethod = "start")
    @DutyOf(ProcessRole.EDGE)
    EdgeReports edgeReports(
            EdgeRegister register, LocalRevocations revocations, RevocationProperties properties, SecureRandom random) {
        EdgeId edge = Optional.ofNullable(properties.edgeId()).map(EdgeId::new).orElseGet(() -> EdgeId.mint(random));
        return new EdgeReports(edge, register, revocations);
    }
}
