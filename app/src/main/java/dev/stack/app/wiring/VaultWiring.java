// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.wiring;

import dev.stack.app.web.Seal;
import dev.stack.command.idempotency.AnswerSealer;
import dev.stack.command.passport.PassportProperties;
import dev.stack.passport.Ed25519;
import dev.stack.passport.PassportVerifier;
import dev.stack.vault.Sealer;
import dev.stack.vault.SecretBytes;
import dev.stack.vault.VaultWatch;
import dev.stack.vault.signing.SigningKeys;
import dev.stack.vocabulary.OperatorId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the vault does for the other modules. */
@Configuration(proxyBeanMethods = false)
class VaultWiring {

    private static final String STORED_ANSWER = "idempotent-answer";

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    /** The server that issues passports allows its own clock no skew. */
    @Bean
    PassportVerifier passportVerifier(SigningKeys keys, PassportProperties properties, Clock clock, Ed25519 ed25519) {
        return new PassportVerifier(keys, properties.issuer().toString(), clock, Duration.ZERO, ed25519);
    }

    @Bean
    Seal seal(VaultWatch watch) {
        return watch::isSealed;
    }

    @Bean
    AnswerSealer answerSealer(Sealer sealer) {
        return new AnswerSealer() {
            @Override
            public byte[] seal(OperatorId operator, byte[] answer) {
                return sealer.seal(operator, STORED_ANSWER, answer);
            }

            @Override
            public byte[] unseal(OperatorId operator, byte[] sealed) {
                try (SecretBytes answer = sealer.unseal(operator, STORED_ANSWER, sealed)) {
                    return answer.read(byte[]::clone);
                }
            }
        };
    }
}
