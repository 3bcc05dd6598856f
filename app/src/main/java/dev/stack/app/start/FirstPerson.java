// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.start;

import dev.stack.command.login.Email;
import dev.stack.command.login.LoginProperties;
import dev.stack.command.login.People;
import dev.stack.command.operator.Operators;
import dev.stack.command.operator.Operators.Registered;
import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.ProcessRole;
import dev.stack.vocabulary.Refusal;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Lets the person whom the settings name sign in for the first operator. */
@Component
@Order // after the operator was made
@DutyOf(ProcessRole.COMMAND)
final class FirstPerson implements ApplicationRunner {

    private final LoginProperties properties;
    private final Operators operators;
    private final People people;

    FirstPerson(LoginProperties properties, Operators operators, People people) {
        this.properties = properties;
        this.operators = operators;
        this.people = people;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Email email = email();
        if (!people.contains(email)) {
            operators.list().stream().findFirst().ifPresent(first -> add(first, email));
        }
    }

    private Email email() {
        try {
            return new Email(properties.email());
        } catch (Refusal noAddress) {
            throw new StartRefused("The setting stack.login.email is no e-mail address: " + noAddress.reason());
        }
    }

    private void add(Registered first, Email email) {
        try {
            people.add(first.id(), email);
        } catch (Refusal addedByAnotherProcess) {
            if (!people.contains(email)) {
                throw addedByAnotherProcess;
            }
        }
    }
}
