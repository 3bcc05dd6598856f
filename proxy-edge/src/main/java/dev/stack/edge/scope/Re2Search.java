// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.scope;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.stack.vocabulary.PatternMatch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** RE2 searches, in time linear in the text. Compiled patterns are kept, the {@value #KEPT_MAX} used last. */
final class Re2Search implements PatternMatch {

    private static final int KEPT_MAX = 1_024;

    private final Map<String, Optional<Pattern>> kept = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<Pattern>> eldest) {
            return size() > KEPT_MAX;
        }
    };

    @Override
    public boolean find(String pattern, String text) {
        return compiled(pattern).map(re2 -> re2.matcher(text).find()).orElse(false);
    }

    private synchronized Optional<Pattern> compiled(String pattern) {
        return kept.computeIfAbsent(pattern, Re2Search::compile);
    }

    private static Optional<Pattern> compile(String pattern) {
        try {
            return Optional.of(Pattern.compile(pattern));
        } catch (PatternSyntaxException unreadable) {
            return Optional.empty();
        }
    }
}
