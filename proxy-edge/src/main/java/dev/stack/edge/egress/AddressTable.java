// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What each address is for, by the table {@code addresses.tsv}. The library's own questions ({@code isSiteLocalAddress}
 * and the like) know a few ranges of many.
 */
final class AddressTable {

    /** The longest prefix first. */
    private final List<AddressRange> ranges;

    private AddressTable(List<AddressRange> ranges) {
        this.ranges = ranges;
    }

    static AddressTable load() {
        try (InputStream file =
                Objects.requireNonNull(AddressTable.class.getResourceAsStream("addresses.tsv"), "addresses.tsv")) {
            return new AddressTable(new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(row -> !row.startsWith("#"))
                    .map(AddressRange::parse)
                    .sorted(Comparator.comparingInt(AddressRange::prefixBits).reversed())
                    .toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    AddressUse useOf(InetAddress address) {
        return useOf(address.getAddress());
    }

    /** An address that carries another is at most as good as that one, and never private. */
    AddressUse useOf(byte[] address) {
        AddressUse own = ownUseOf(address);
        for (byte[] inside : Ipv4Inside.of(address)) {
            AddressUse carried = ownUseOf(inside);
            if (carried == AddressUse.METADATA) {
                return AddressUse.METADATA;
            }
            if (own == AddressUse.PUBLIC && carried != AddressUse.PUBLIC) {
                own = AddressUse.BLOCKED;
            }
        }
        return own;
    }

    private AddressUse ownUseOf(byte[] address) {
        return ranges.stream()
                .filter(range -> range.holds(address))
                .findFirst()
                .map(AddressRange::use)
                .orElse(AddressUse.BLOCKED);
    }
}
