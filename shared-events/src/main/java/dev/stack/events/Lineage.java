// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.vocabulary.AgentId;
import dev.stack.vocabulary.Jti;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a passport comes from. A passport and all that were refreshed from it are one family, called by the jti of the
 * first; what was delegated from any of them hangs on the family, so that a refresh of the parent orphans nobody.
 *
 * @param family the family of this passport; its own jti unless it was refreshed from another
 * @param ancestors from the root to the parent; empty for a root
 */
public record Lineage(Jti family, List<Ancestor> ancestors) {

    public Lineage {
        ancestors = List.copyOf(ancestors);
    }

    /**
     * A passport whose authority was borrowed.
     *
     * @param jti the very passport that was delegated from
     * @param family its family
     */
    public record Ancestor(Jti jti, AgentId agent, Jti family) {}

    /** That of a passport nobody delegated or refreshed. */
    public static Lineage root(Jti jti) {
        return new Lineage(jti, List.of());
    }

    /** That of a passport delegated from this one, which {@code parent} and {@code agent} name. */
    public Lineage child(Jti jti, Jti parent, AgentId agent) {
        var all = new ArrayList<>(ancestors);
        all.add(new Ancestor(parent, agent, family));
        return new Lineage(jti, all);
    }

    /** Hops between the root and this passport. */
    public int depth() {
        return ancestors.size();
    }
}
