// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.scope;

import dev.stack.vocabulary.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * The path of a URL in the one form that is both checked and sent: decoded once, {@code //} collapsed, dot segments
 * resolved (RFC 3986 section 5.2.4). What could still be read in two ways after one decoding, an encoded slash, dot
 * segment or percent sign, a backslash, a semicolon, a control character, is refused with {@code INVALID_REQUEST}.
 */
record NormalPath(List<String> segments, boolean trailingSlash) {

    private static final String MARKS = "!$&'()*+,=:@";

    NormalPath {
        segments = List.copyOf(segments);
    }

    static NormalPath parse(String raw) {
        List<String> segments = new ArrayList<>();
        boolean trailing = true;
        for (String piece : raw.split("/", -1)) {
            String segment = PercentCoding.decode(piece);
            refuseAmbiguous(piece, segment);
            switch (segment) {
                case "", "." -> trailing = true;
                case ".." -> {
                    if (segments.isEmpty()) {
                        throw Refusal.invalid("The URL's path climbs above its root; remove the .. segments.");
                    }
                    segments.removeLast();
                    trailing = true;
                }
                default -> {
                    segments.add(segment);
                    trailing = false;
                }
            }
        }
        return new NormalPath(segments, trailing);
    }

    /** Decoded, without trailing slash: what constraints on {@code url.pathname} see. */
    String pathname() {
        return "/" + String.join("/", segments);
    }

    /** Encoded, as it is sent. */
    String encoded() {
        var out = new StringBuilder();
        for (String segment : segments) {
            out.append('/').append(PercentCoding.encode(segment, MARKS));
        }
        return segments.isEmpty() || trailingSlash ? out.append('/').toString() : out.toString();
    }

    private static void refuseAmbiguous(String raw, String segment) {
        boolean hiddenDots = (segment.equals(".") || segment.equals("..")) && !raw.equals(segment);
        boolean ambiguous = segment.chars().anyMatch(c -> "/\\%;".indexOf(c) >= 0 || Character.isISOControl(c));
        if (hiddenDots || ambiguous) {
            throw Refusal.invalid(
                    "The URL's path can be read in more than one way: it holds an encoded slash, dot segment"
                            + " or percent sign, a backslash, a semicolon or a control character. Write it without.");
        }
    }
}
