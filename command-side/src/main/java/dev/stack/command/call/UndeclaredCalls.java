// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.call;

import dev.stack.command.ledger.Guard;
import dev.stack.command.ledger.Lookup;
import dev.stack.events.CallEvent.CallAdmitted;
import dev.stack.events.DomainEvent;
import java.util.List;
import org.springframework.stereotype.Component;

/** Which services a passport called that its intent did not declare; the review at checkout asks. */
@Component
final class UndeclaredCalls implements Lookup {

    @Override
    public List<Guard> on(DomainEvent event) {
        if (event instanceof CallAdmitted call && !call.declared()) {
            return List.of(Guard.write(
                    "INSERT INTO command.undeclared_call (jti, provider) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    call.jti().value(),
                    call.provider()));
        }
        return List.of();
    }
}
