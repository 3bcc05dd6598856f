// SPDX-License-Identifier: Apache-2.0
package dev.stack.detectors.content;

/** The first line of a private key in PEM. */
final class PrivateKeyHeader implements Clue.Check {

    static final String LITERAL = "-----begin ";

    private static final int LABEL_MAX = 40;
    private static final String KIND = "PRIVATE KEY";
    private static final String DASHES = "-----";

    @Override
    public boolean holds(CharSequence text, int from, int to) {
        String label = text.subSequence(to, (int) Math.min(text.length(), (long) to + LABEL_MAX))
                .toString();
        int dashes = label.indexOf(DASHES);
        return dashes >= 0 && label.lastIndexOf(KIND, dashes) >= 0;
    }
}
