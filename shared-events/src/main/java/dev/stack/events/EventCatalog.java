// SPDX-License-Identifier: Apache-2.0
package dev.stack.events;

import dev.stack.vocabulary.OperatorId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Every event there is, by its stable name. The list is read off the sealed families, so none can be forgotten. */
public final class EventCatalog {

    /** The owner of the installation's own chain. */
    public static final OperatorId SYSTEM = new OperatorId("system");

    private static final Map<String, Class<? extends DomainEvent>> BY_NAME = new LinkedHashMap<>();
    private static final Map<Class<?>, EventName> NAMES = new LinkedHashMap<>();

    static {
        collect(DomainEvent.class);
    }

    private EventCatalog() {}

    /** Names and classes of all events. */
    public static Map<String, Class<? extends DomainEvent>> all() {
        return Map.copyOf(BY_NAME);
    }

    /** The class behind a stable name. */
    public static Optional<Class<? extends DomainEvent>> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** How an event class is called. */
    public static EventName nameOf(Class<?> event) {
        return Objects.requireNonNull(NAMES.get(event), () -> event + " is not an event");
    }

    private static void collect(Class<?> type) {
        if (type.isInterface()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted);
            }
            return;
        }
        EventName name = Objects.requireNonNull(type.getAnnotation(EventName.class), () -> type + " has no @EventName");
        Class<? extends DomainEvent> event = type.asSubclass(DomainEvent.class);
        if (BY_NAME.put(name.value(), event) != null) {
            throw new IllegalStateException("two events are called " + name.value());
        }
        NAMES.put(type, name);
    }
}
