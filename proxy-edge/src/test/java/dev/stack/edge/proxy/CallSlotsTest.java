// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stack.edge.proxy.CallSlots.Slot;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallSlotsTest {

    private static final Jti ONE = new Jti("pp_one");

    private final CallSlots slots = new CallSlots();

    @Test
    void the_seventeenth_call_at_once_is_told_to_wait_and_another_passport_is_not() {
        List<Slot> running = new ArrayList<>();
        for (int i = 0; i < CallSlots.MAX; i++) {
            running.add(slots.enter(ONE));
        }
        Refusal refused = catchThrowableOfType(Refusal.class, () -> slots.enter(ONE));
        assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(refused.details()).containsKey("retry_after_seconds");
        slots.enter(new Jti("pp_two")).close();

        running.getFirst().close();
        slots.enter(ONE).close();
        running.stream().skip(1).forEach(Slot::close);
        assertThat(slots.passports()).as("nothing is kept of what is over").isZero();
    }
}
