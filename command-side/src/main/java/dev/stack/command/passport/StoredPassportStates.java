// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.call.PassportState;
import dev.stack.call.PassportStates;
import dev.stack.vocabulary.Jti;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the lookup of passports, which is written in the transactions of their events. */
@Component
final class StoredPassportStates implements PassportStates {

    private static final String FIND =
            "SELECT " + PassportRow.COLUMNS + " FROM command.passport passport WHERE jti = ?";

    private final JdbcClient jdbc;

    StoredPassportStates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<PassportState> find(Jti jti) {
        return jdbc.sql(FIND)
                .param(jti.value())
                .query((row, _) -> PassportRow.read(row))
                .optional();
    }
}
