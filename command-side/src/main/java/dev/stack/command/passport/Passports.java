// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.command.decision.Loading;
import dev.stack.command.decision.StateReader;
import dev.stack.events.PassportEvent;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.Refusal;
import java.util.Optional;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/** Finds passports, to read or to change. */
@Component
public class Passports {

    private final Repository<Passport> passports;
    private final StateReader states;

    Passports(Repository<Passport> passports, StateReader states) {
        this.passports = passports;
        this.states = states;
    }

    /** The caller's passport, to change it. */
    public Aggregate<Passport> load(Jti jti, Caller caller) {
        return Loading.find(passports, jti)
                .filter(passport -> passport.invoke(state -> state.isOwnedBy(caller)))
                .map(passport -> requireOwn(passport, caller))
                .orElseThrow(() -> Refusal.notFound("Passport", jti.value()));
    }

    private static Aggregate<Passport> requireOwn(Aggregate<Passport> passport, Caller caller) {
        caller.requireMayActAs(passport.invoke(Passport::agent));
        return passport;
    }

    /** The caller's passport; the decision stands only if it does not change meanwhile. */
    Optional<Passport> decisive(Jti jti, Caller caller) {
        return states.decisive(jti, PassportEvent.class, Passport::unborn, Passport::on)
                .filter(passport -> passport.isOwnedBy(caller));
    }

    /** The passport as it is now, if there is one. */
    Optional<Passport> current(Jti jti) {
        return states.current(jti, PassportEvent.class, Passport::unborn, Passport::on);
    }
}
