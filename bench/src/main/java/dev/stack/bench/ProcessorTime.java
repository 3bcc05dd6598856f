// SPDX-License-Identifier: Apache-2.0
package dev.stack.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time of processes, as Linux counts it in {@code /proc} (proc(5)), in ticks of a hundredth of a second. */
final class ProcessorTime {

    /** Fields after the name of the program, which is in parentheses and may hold anything. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;
    private static final int USER_OF_ENDED_CHILDREN = 13;
    private static final int SYSTEM_OF_ENDED_CHILDREN = 14;

    private ProcessorTime() {}

    /** Of one process. */
    static long of(long pid) {
        return field(pid, USER) + field(pid, SYSTEM);
    }

    /** Of a process and all of its descendants, those that have ended included. */
    static long ofTree(long pid) {
        return ProcessHandle.of(pid)
                .map(process -> withEndedChildren(pid)
                        + process.descendants()
                                .mapToLong(child -> withEndedChildren(child.pid()))
                                .sum())
                .orElse(0L);
    }

    private static long withEndedChildren(long pid) {
        return of(pid) + field(pid, USER_OF_ENDED_CHILDREN) + field(pid, SYSTEM_OF_ENDED_CHILDREN);
    }

    private static long field(long pid, int field) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[field]);
        } catch (IOException ended) {
            return 0;
        }
    }
}
