// SPDX-License-Identifier: Apache-2.0
package dev.stack.json;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The members of an object in their order, which nobody can change: to be known as such, so that no copy is made of one. */
final class OrderedMembers extends AbstractMap<String, JsonValue> {

    private final Map<String, JsonValue> members;

    private OrderedMembers(Map<String, JsonValue> members) {
        this.members = members;
    }

    /** The members of {@code map} as they are now. */
    static OrderedMembers copyOf(Map<String, JsonValue> map) {
        return map instanceof OrderedMembers kept ? kept : new OrderedMembers(new LinkedHashMap<>(map));
    }

    /** The members of {@code map}, which from now on belongs to the answer alone. */
    static OrderedMembers adopting(LinkedHashMap<String, JsonValue> map) {
        return new OrderedMembers(map);
    }

    @Override
    public @Nullable JsonValue get(Object name) {
        return members.get(name);
    }

    @Override
    public boolean containsKey(Object name) {
        return members.containsKey(name);
    }

    @Override
    public int size() {
        return members.size();
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super JsonValue> each) {
        members.forEach(each);
    }

    @Override
    public Set<String> keySet() {
        return Collections.unmodifiableSet(members.keySet());
    }

    @Override
    public Set<Entry<String, JsonValue>> entrySet() {
        return Collections.unmodifiableMap(members).entrySet();
    }
}
