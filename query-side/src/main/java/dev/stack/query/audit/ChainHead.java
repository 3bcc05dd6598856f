// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.audit;

import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.ledger.Hash;
import dev.stack.query.ledger.LedgerReader;
import dev.stack.query.ledger.StoredEntry;
import dev.stack.vocabulary.OperatorId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a chain ends now. Kept elsewhere it proves later that nothing before it was changed or cut off. */
record ChainHead(
        @Nullable String entryId,
        String entryHash,
        @Nullable Long timestamp,
        long count) {

    static ChainHead of(OperatorId chain, LedgerReader ledger) {
        return ledger.last(chain).map(ChainHead::of).orElse(new ChainHead(null, Hash.ZERO.hex(), null, 0));
    }

    private static ChainHead of(StoredEntry last) {
        return new ChainHead(last.id(), last.entry().hash().hex(), last.timestamp(), last.chainSeq());
    }

    JsonObject toJson() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("entry_id", entryId == null ? JsonValue.NULL : new JsonString(entryId));
        members.put("entry_hash", new JsonString(entryHash));
        members.put("timestamp", timestamp == null ? JsonValue.NULL : JsonNumber.of(timestamp));
        members.put("count", JsonNumber.of(count));
        return new JsonObject(members);
    }
}
