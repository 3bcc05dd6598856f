// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.stack.call.CallGrounds;
import dev.stack.call.CallRecords;
import dev.stack.call.Connections;
import dev.stack.call.PassportStates;
import dev.stack.edge.EdgeProperties;
import dev.stack.edge.egress.Egress;
import dev.stack.edge.egress.NameLookup;
import dev.stack.edge.egress.OwnListeners;
import dev.stack.edge.revocation.LocalRevocations;
import dev.stack.passport.KeySource;
import dev.stack.passport.PassportVerifier;
import dev.stack.possession.Presentations;
import dev.stack.vault.SealedSecrets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds the pipeline; asks for the command side's look-ups and records, and for {@link OwnListeners}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EdgeProperties.class)
class EdgeConfiguration {

    @Bean
    Egress egress(EdgeProperties properties, ObjectProvider<NameLookup> lookup, OwnListeners listeners, Clock clock) {
        return new Egress(properties.egress(), clock, lookup.getIfAvailable(NameLookup::system), listeners);
    }

    @Bean
    PassportGate passportGate(
            PassportVerifier verifier,
            KeySource keys,
            Presentations presentations,
            PassportStates states,
            LocalRevocations revocations,
            EdgeProperties properties,
            ObjectProvider<Ticker> ticker,
            Clock clock) {
        var tokens = new VerifiedTokens(
                verifier, keys, properties.verifiedTokensMax(), ticker.getIfAvailable(Ticker::systemTicker));
        return new PassportGate(tokens, presentations, states, revocations, clock);
    }

    @Bean
    ProxyPipeline proxyPipeline(
            PassportGate gate,
            CallGrounds grounds,
            Connections connections,
            CallRecords records,
            SealedSecrets secrets,
            Egress egress,
            EdgeProperties properties,
            SecureRandom random,
            Clock clock) {
        return new ProxyPipeline(
                gate,
                grounds,
                new CallDecision(connections, egress),
                new CallSlots(),
                new Repeats(records, clock),
                records,
                new OpenedCredentials(secrets),
                egress,
                new AnswerInspection(Set.copyOf(properties.tokenServices())),
                properties.callLimits(),
                random,
                clock);
    }

    @Bean
    OperationStatuses operationStatuses(PassportGate gate, CallRecords records, Clock clock) {
        return new OperationStatuses(gate, records, clock);
    }
}
