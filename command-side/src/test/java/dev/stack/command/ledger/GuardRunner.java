// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** Stands in for the append: runs the guards of a command in one transaction, when its unit of work prepares to commit. */
public final class GuardRunner implements MessageHandlerInterceptor<CommandMessage<?>> {

    private final DataSource database;
    private final Predicate<Object> appends;

    public GuardRunner(DataSource database, Predicate<Object> appends) {
        this.database = database;
        this.appends = appends;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> unit, InterceptorChain chain)
            throws Exception {
        if (appends.test(unit.getMessage().getPayload())) {
            unit.onPrepareCommit(done -> commit(Guards.of(done).drain()));
        }
        return chain.proceed();
    }

    private void commit(List<Guard> guards) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (Guard guard : guards) {
                run(guard, connection);
            }
            connection.commit();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void run(Guard guard, Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(guard.sql())) {
            for (int i = 0; i < guard.arguments().size(); i++) {
                statement.setObject(i + 1, guard.arguments().get(i));
            }
            if (statement.executeUpdate() == 0 && guard.refusal() != null) {
                connection.rollback();
                throw guard.refusal().get();
            }
        }
    }
}
