// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.api.IssuedPassport;
import dev.stack.command.operator.FrozenOperators;
import dev.stack.events.PassportEvent;
import dev.stack.events.PassportTerms;
import dev.stack.passport.SigningKey;
import dev.stack.passport.Validity;
import dev.stack.vocabulary.AccountabilityMode;
import dev.stack.vocabulary.Jti;
import java.util.List;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/** Signs a passport and records its first event, whichever way it comes into the world. None does while its operator is frozen. */
@Component
final class Births {

    private final Repository<Passport> passports;
    private final FrozenOperators frozen;
    private final TokenMaker tokens;

    Births(Repository<Passport> passports, FrozenOperators frozen, TokenMaker tokens) {
        this.passports = passports;
        this.frozen = frozen;
        this.tokens = tokens;
    }

    /**
     * The passport that {@code first} begins, as its holder gets it.
     *
     * @param terms those of {@code first}
     * @param key the key that {@code terms} name
     */
    IssuedPassport begin(PassportEvent first, PassportTerms terms, SigningKey key, List<String> warnings) {
        String token = tokens.sign(
                first.operator(),
                first.jti(),
                first.agent(),
                first.mission(),
                terms,
                Validity.signedAt(terms.issuedAt(), terms.expiresAt()),
                key);
        frozen.requireThawed(first.operator());
        record(first);
        boolean checkpoints = terms.accountability() != AccountabilityMode.STANDARD;
        Jti parent = terms.lineage() == null ? null : terms.lineage().parent();
        return new IssuedPassport(
                token,
                terms.confirmation() == null ? "Bearer" : "DPoP",
                first.jti(),
                terms.expiresAt(),
                terms.accountability(),
                terms.session(),
                first.mission(),
                first.agent(),
                terms.services(),
                terms.checkpointIntervalSeconds(),
                checkpoints ? terms.issuedAt().plusSeconds(terms.checkpointIntervalSeconds()) : null,
                parent,
                parent,
                terms.lineage() == null ? 0 : terms.lineage().depth(),
                warnings);
    }

    private void record(PassportEvent first) {
        try {
            passports.newInstance(() -> new Passport(first));
        } catch (RuntimeException unchecked) {
            throw unchecked;
        } catch (Exception checked) {
            throw new IllegalStateException("a passport's first event is applied without I/O", checked);
        }
    }
}
