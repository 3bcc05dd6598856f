// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

/** Takes bytes, each with the place in the text it stands for: an escape is one byte for several places. */
interface ByteReader {

    /** Takes {@code b}, which stands for the text from {@code start} to before {@code end}. */
    void take(byte b, long start, long end);

    /** The first place that may still belong to something found later; {@code at} when none before it may. */
    long openFrom(long at);

    /** The text is over: what was begun and not ended stands for itself. */
    void end();

    /** Whether it is in the middle of nothing: what comes next means the same as at the start of a text. */
    boolean isIdle();

    /** Goes on from where {@code plain} is, having read the same until now. To be asked of an idle one. */
    void follow(PatternReader plain);
}
