// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import dev.stack.vocabulary.ConnectionAccess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much may be under way: in all, of one operator, through one connection. Nobody waits here. */
final class Bulkheads {

    private record Wall(Object key, int max) {}

    private static final Object ALL = "all";

    private final int allMax;
    private final int perOperatorMax;
    private final int perConnectionMax;
    private final Map<Object, Integer> underWay = new HashMap<>();

    Bulkheads(int allMax, int perOperatorMax, int perConnectionMax) {
        this.allMax = allMax;
        this.perOperatorMax = perOperatorMax;
        this.perConnectionMax = perConnectionMax;
    }

    /** A place, to be left by closing it; refused when one of the three is full. */
    Place enter(ConnectionAccess access) {
        List<Wall> walls = List.of(
                new Wall(ALL, allMax),
                new Wall(access.operator(), perOperatorMax),
                new Wall(access.connection(), perConnectionMax));
        synchronized (underWay) {
            if (walls.stream().anyMatch(wall -> underWay.getOrDefault(wall.key(), 0) >= wall.max())) {
                throw EgressRefusals.busy();
            }
            walls.forEach(wall -> underWay.merge(wall.key(), 1, Integer::sum));
        }
        return new Place(walls);
    }

    /** Left once, however often it is closed. */
    final class Place implements AutoCloseable {

        private List<Wall> walls;

        private Place(List<Wall> walls) {
            this.walls = walls;
        }

        @Override
        public void close() {
            synchronized (underWay) {
                walls.forEach(
                        wall -> underWay.computeIfPresent(wall.key(), (_, count) -> count > 1 ? count - 1 : null));
                walls = List.of();
            }
        }
    }
}
