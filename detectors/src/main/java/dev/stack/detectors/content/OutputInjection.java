// SPDX-License-Identifier: Apache-2.0
package dev.stack.detectors.content;

import dev.stack.detectors.content.OutputFinding.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a service's answer for credentials it should not hand out and for words meant for the model that will read it.
 * One pass over the text finds where to look closer; what is looked at there is bounded, so the whole is linear.
 */
public final class OutputInjection {

    /** Characters of an answer that are looked at. */
    public static final int SCANNED_MAX = 1 << 20;

    private static final List<Clue> CLUES = new ArrayList<>();
    private static final List<String> WORDS = new ArrayList<>();
    private static final Literals LITERALS;

    static {
        Stream.concat(CredentialClues.all(), LanguageClues.all())
                .forEach(clue -> clue.literals().forEach(literal -> {
                    CLUES.add(clue);
                    WORDS.add(literal);
                }));
        LITERALS = new Literals(WORDS);
    }

    private OutputInjection() {}

    /** The worst of what is found, among {@code looked}. */
    public static Optional<OutputFinding> find(CharSequence text, Set<Family> looked) {
        var search = new Search(text, looked);
        LITERALS.scan(text, Math.min(text.length(), SCANNED_MAX), search);
        return Optional.ofNullable(search.found);
    }

    private static final class Search implements Literals.Hits {
        private final CharSequence text;
        private final boolean shapes;
        private final boolean language;
        private @Nullable OutputFinding found;

        private Search(CharSequence text, Set<Family> looked) {
            this.text = text;
            this.shapes = looked.contains(Family.CREDENTIAL_SHAPE);
            this.language = looked.contains(Family.ASSISTANT_LANGUAGE);
        }

        @Override
        public boolean hit(int literal, int to) {
            Clue clue = CLUES.get(literal);
            boolean shape = clue.family() == Family.CREDENTIAL_SHAPE;
            if (shape ? !shapes : !language || found != null) {
                return true;
            }
            if (!clue.check().holds(text, to - WORDS.get(literal).length(), to)) {
                return true;
            }
            found = new OutputFinding(clue.family(), clue.pattern());
            return !shape && shapes;
        }
    }
}
