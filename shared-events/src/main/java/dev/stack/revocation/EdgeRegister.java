// SPDX-License-Identifier: Apache-2.0
package dev.stack.revocation;

import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.OperatorId;
import java.util.List;

/** Where edges say that they are there and how far they have come. */
public interface EdgeRegister {

    /** The edge is there and has applied the log up to {@code applied}; answers which canaries it is to watch. */
    List<Canary> report(EdgeId edge, long applied);

    /** The edge watches the canary and still lets it in. */
    void watches(EdgeId edge, Canary canary);

    /** The edge has just refused the canary for the first time. */
    void refuses(EdgeId edge, Canary canary);

    /** The edge is going: nobody need wait for it. */
    void leave(EdgeId edge);

    /**
     * A passport that a drill is going to revoke.
     *
     * @param drill the drill, by its id
     */
    record Canary(String drill, OperatorId operator, Jti jti) {}
}
