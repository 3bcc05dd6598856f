// SPDX-License-Identifier: Apache-2.0
package dev.stack.vocabulary;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where in an outbound call a constraint looks: {@code method}, {@code url.pathname}, {@code url.host},
 * {@code url.origin}, {@code headers.<name>}, {@code query.<key>}, {@code body.<dotted.path>},
 * {@code graphql.operation} or {@code graphql.fields}. At most 256 characters; header names are kept in lower case,
 * because they are compared so. Anything else is refused with {@code INVALID_REQUEST}.
 */
public record ConstraintPath(String text) {

    public static final int LENGTH_MAX = 256;
    public static final int SEGMENTS_MAX = 16;

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    /** The part of a call. */
    public enum Part {
        METHOD("method", false),
        PATHNAME("url.pathname", false),
        HOST("url.host", false),
        ORIGIN("url.origin", false),
        GRAPHQL_OPERATION("graphql.operation", false),
        GRAPHQL_FIELDS("graphql.fields", false),
        HEADER("headers.", true),
        QUERY("query.", true),
        BODY("body.", true);

        private final String word;
        private final boolean prefix;

        Part(String word, boolean prefix) {
            this.word = word;
            this.prefix = prefix;
        }

        private boolean begins(String text) {
            return prefix ? text.startsWith(word) && text.length() > word.length() : text.equals(word);
        }
    }

    public ConstraintPath {
        Part part = partOf(text).orElseThrow(() -> refused("names no part of a call"));
        if (text.length() > LENGTH_MAX) {
            throw refused("is longer than " + LENGTH_MAX + " characters");
        }
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw refused("holds a control character");
        }
        switch (part) {
            case HEADER -> {
                text = text.toLowerCase(Locale.ROOT);
                checkHeaderName(text.substring(part.word.length()));
            }
            case BODY -> checkSegments(segmentsOf(text.substring(part.word.length())));
            default -> {}
        }
    }

    /** Which part of the call this looks at. */
    public Part part() {
        return partOf(text).orElseThrow();
    }

    /** The header's name, the query key or the dotted body path; empty for the fixed paths. */
    public String name() {
        Part part = part();
        return part.prefix ? text.substring(part.word.length()) : "";
    }

    /** The member names and array indexes of a body path, from outside in; empty for other paths. */
    public List<String> segments() {
        return part() == Part.BODY ? segmentsOf(name()) : List.of();
    }

    /** Whether values here are always texts, so that a number in a constraint is compared by its JSON text. */
    public boolean textual() {
        Part part = part();
        return part == Part.QUERY || part == Part.HEADER;
    }

    /** Whether there is never more than one value here. */
    public boolean single() {
        return switch (part()) {
            case METHOD, PATHNAME, HOST, ORIGIN -> true;
            case HEADER, QUERY, BODY, GRAPHQL_OPERATION, GRAPHQL_FIELDS -> false;
        };
    }

    @Override
    public String toString() {
        return text;
    }

    private static Optional<Part> partOf(String text) {
        for (Part part : Part.values()) {
            if (part.begins(text)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    private static List<String> segmentsOf(String dotted) {
        return List.of(dotted.split("\\.", -1));
    }

    private static void checkSegments(List<String> segments) {
        if (segments.size() > SEGMENTS_MAX) {
            throw refused("has more than " + SEGMENTS_MAX + " segments");
        }
        if (segments.contains("")) {
            throw refused("has an empty segment");
        }
    }

    private static void checkHeaderName(String name) {
        if (!name.chars().allMatch(c -> isTokenCharacter((char) c))) {
            throw refused("names no HTTP header");
        }
    }

    private static boolean isTokenCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || TOKEN_MARKS.indexOf(c) >= 0;
    }

    private static Refusal refused(String why) {
        return Refusal.invalid("The constraint's path " + why + "; use method, url.pathname, url.host, url.origin, "
                + "headers.<name>, query.<key>, body.<dotted.path>, graphql.operation or graphql.fields.");
    }
}
