// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import dev.stack.events.DomainEvent;
import dev.stack.events.EventCatalog;
import dev.stack.events.EventName;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;

/**
 * Stores events under the names of the catalogue, never under those of classes. A name the catalogue does not know is
 * unknown, not looked for: what stands in a database never chooses a class to load.
 */
public final class EventSerializer extends Jackson3Serializer {

    private EventSerializer(Builder builder) {
        super(builder);
    }

    /** The serializer of the ledger. */
    public static EventSerializer create() {
        return new EventSerializer(Jackson3Serializer.builder().jsonMapperBuilderCustomizer(EventJson::configure));
    }

    @Override
    public SerializedType typeForClass(Class type) {
        if (type == null || !DomainEvent.class.isAssignableFrom(type)) {
            return super.typeForClass(type);
        }
        EventName name = EventCatalog.nameOf(type);
        return new SimpleSerializedType(name.value(), String.valueOf(name.revision()));
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        if (type.getName().equals(MetaData.class.getName())) {
            return MetaData.class;
        }
        return EventCatalog.named(type.getName()).<Class<?>>map(event -> event).orElse(UnknownSerializedType.class);
    }
}
