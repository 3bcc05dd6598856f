// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.login;

import dev.stack.command.login.LoginCommand.AddPerson;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.PersonId;
import dev.stack.vocabulary.Role;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who may sign in, and by which address. */
@Component
public class People {

    private final JdbcClient jdbc;
    private final CommandGateway commands;
    private final SecureRandom random;

    People(JdbcClient jdbc, CommandGateway commands, SecureRandom random) {
        this.jdbc = jdbc;
        this.commands = commands;
        this.random = random;
    }

    /** Lets the holder of an address sign in for an operator, with all it may do; refused when the address is taken. */
    public void add(OperatorId operator, Email email) {
        commands.sendAndWait(new AddPerson(PersonId.mint(random), operator, Role.OPERATOR, email));
    }

    /** Whether the holder of the address may sign in. */
    public boolean contains(Email email) {
        return find(email).isPresent();
    }

    Optional<Person> find(Email email) {
        return jdbc.sql("SELECT person_id, operator_id, role FROM command.person WHERE email = ?")
                .param(email.address())
                .query((row, _) -> new Person(
                        new PersonId(row.getString("person_id")),
                        new OperatorId(row.getString("operator_id")),
                        Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT))))
                .optional();
    }
}
