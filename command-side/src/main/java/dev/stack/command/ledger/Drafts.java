// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import dev.stack.events.DomainEvent;
import dev.stack.events.Provenance;
import dev.stack.events.Subject;
import dev.stack.ledger.ChainHash;
import dev.stack.ledger.EntryFacts;
import dev.stack.vocabulary.EntryId;
import dev.stack.vocabulary.Id;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Turns event messages into drafts of entries, on the thread of the command. */
final class Drafts {

    private final SecureRandom random;

    Drafts(SecureRandom random) {
        this.random = random;
    }

    Draft of(EventMessage<?> message, Serializer serializer) {
        DomainEvent event = domainEvent(message);
        SerializedObject<byte[]> payload = message.serializePayload(serializer, byte[].class);
        SerializedObject<byte[]> metadata = message.serializeMetaData(serializer, byte[].class);
        EntryFacts facts = facts(event, message, payload, metadata.getData());
        return new Draft(facts, payload.getData(), metadata.getData(), event.movesGround());
    }

    static DomainEvent domainEvent(EventMessage<?> message) {
        if (message.getPayload() instanceof DomainEvent event) {
            return event;
        }
        throw new IllegalArgumentException(message.getPayloadType() + " is not an event of the catalogue");
    }

    private EntryFacts facts(
            DomainEvent event, EventMessage<?> message, SerializedObject<byte[]> payload, byte[] metadata) {
        String entryId = entryId(message);
        DomainEventMessage<?> domain = message instanceof DomainEventMessage<?> of ? of : null;
        Subject subject = event.subject();
        MetaData provenance = message.getMetaData();
        return new EntryFacts(
                entryId,
                event.operator().value(),
                0,
                0,
                payload.getType().getName(),
                Long.parseLong(payload.getType().getRevision()),
                domain == null ? null : domain.getType(),
                // An event outside any aggregate is the one event of its own stream.
                domain == null ? entryId : domain.getAggregateIdentifier(),
                domain == null ? 0 : domain.getSequenceNumber(),
                id(subject.agent()),
                id(subject.passport()),
                id(subject.mission()),
                event.layer().wire(),
                event.action(),
                event.outcome().wire(),
                event.errorCode().map(Enum::name).orElse(null),
                event.errorMessage().map(Drafts::storable).orElse(null),
                text(provenance, Provenance.TRACE_ID),
                text(provenance, Provenance.SPAN_ID),
                text(provenance, Provenance.PARENT_SPAN_ID),
                text(provenance, Provenance.ACTOR),
                number(provenance),
                ChainHash.payload(payload.getData()),
                ChainHash.metadata(metadata));
    }

    /** An event that was named as an entry before it is appended, because its answer tells the name, keeps it. */
    private String entryId(EventMessage<?> message) {
        String given = message.getIdentifier();
        return given.startsWith("aud_") ? given : EntryId.mint(random).value();
    }

    private static @Nullable String id(@Nullable Id id) {
        return id == null ? null : id.value();
    }

    private static @Nullable String text(MetaData provenance, String key) {
        Object value = provenance.get(key);
        return value == null ? null : storable(value.toString());
    }

    private static @Nullable Long number(MetaData provenance) {
        Object value = provenance.get(Provenance.DURATION_MS);
        try {
            return value == null ? null : Long.valueOf(value.toString());
        } catch (NumberFormatException notOne) {
            return null;
        }
    }

    /** What PostgreSQL gives back as it was given: NUL becomes U+FFFD, half a surrogate pair a question mark. */
    static String storable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }
}
