// SPDX-License-Identifier: Apache-2.0
package dev.stack.ledger;

import dev.stack.ledger.LedgerBreak.Kind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks a chain and finds the first break. Feed it the entries in order of {@code chain_seq}; it keeps nothing but the
 * last hash, so a chain of any length fits. After a break it looks no further.
 */
public final class LedgerVerifier {

    private final String chainId;
    private long checked;
    private long lastSeq;
    private Hash lastHash;
    private @Nullable LedgerBreak firstBreak;

    private LedgerVerifier(String chainId, long lastSeq, Hash lastHash) {
        this.chainId = chainId;
        this.lastSeq = lastSeq;
        this.lastHash = lastHash;
    }

    /** Verifies a chain from its first entry. */
    public static LedgerVerifier fromStart(String chainId) {
        return new LedgerVerifier(chainId, 0, Hash.ZERO);
    }

    /** Verifies what follows the entry with that place and hash, which are taken as given. */
    public static LedgerVerifier after(String chainId, long chainSeq, Hash hash) {
        return new LedgerVerifier(chainId, chainSeq, hash);
    }

    /** Checks the next entry. */
    public Optional<LedgerBreak> accept(LedgerEntry entry) {
        if (firstBreak == null) {
            firstBreak = check(entry);
            if (firstBreak == null) {
                checked++;
                lastSeq = entry.facts().chainSeq();
                lastHash = entry.hash();
            }
        }
        return firstBreak();
    }

    /** Checks the next entry together with its stored body. */
    public Optional<LedgerBreak> accept(LedgerEntry entry, byte[] payload, byte[] metadata) {
        if (accept(entry).isEmpty()) {
            firstBreak = differing(entry, entry.facts().payloadDigest(), ChainHash.payload(payload));
            if (firstBreak == null) {
                firstBreak = differing(entry, entry.facts().metadataDigest(), ChainHash.metadata(metadata));
            }
            if (firstBreak != null) {
                checked--;
            }
        }
        return firstBreak();
    }

    /** Compares where the walk ended with a head kept elsewhere: what was cut off at the end shows only here. */
    public Optional<LedgerBreak> end(long headSeq, Hash head) {
        if (firstBreak == null && (lastSeq != headSeq || !lastHash.equals(head))) {
            firstBreak = lastSeq == headSeq
                    ? new LedgerBreak(null, headSeq, Kind.LINK, head.hex(), lastHash.hex())
                    : new LedgerBreak(null, lastSeq + 1, Kind.GAP, "head at " + headSeq, "end at " + lastSeq);
        }
        return firstBreak();
    }

    /** The first break met so far. */
    public Optional<LedgerBreak> firstBreak() {
        return Optional.ofNullable(firstBreak);
    }

    /** How many entries held. */
    public long checked() {
        return checked;
    }

    /** The hash of the last entry that held. */
    public Hash head() {
        return lastHash;
    }

    private @Nullable LedgerBreak check(LedgerEntry entry) {
        EntryFacts facts = entry.facts();
        if (!facts.chainId().equals(chainId)) {
            return broken(facts, Kind.LINK, "chain " + chainId, "chain " + facts.chainId());
        }
        if (facts.chainSeq() != lastSeq + 1) {
            return broken(facts, Kind.GAP, String.valueOf(lastSeq + 1), String.valueOf(facts.chainSeq()));
        }
        // Content before link: an entry with a changed predecessor hash was changed, and so was not just moved.
        Hash hash = ChainHash.entry(facts, entry.previous());
        if (!hash.equals(entry.hash())) {
            return broken(facts, Kind.CONTENT, hash.hex(), entry.hash().hex());
        }
        if (!entry.previous().equals(lastHash)) {
            return broken(facts, Kind.LINK, lastHash.hex(), entry.previous().hex());
        }
        return null;
    }

    private @Nullable LedgerBreak differing(LedgerEntry entry, Hash hashed, Hash stored) {
        return hashed.equals(stored) ? null : broken(entry.facts(), Kind.CONTENT, hashed.hex(), stored.hex());
    }

    private LedgerBreak broken(EntryFacts facts, Kind kind, String expected, String actual) {
        return new LedgerBreak(facts.entryId(), facts.chainSeq(), kind, expected, actual);
    }
}
