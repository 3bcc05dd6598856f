// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;

/** Where the installation is kept: room, and who can read it. */
final class DiskLook {

    private static final String PART = "disk";
    private static final long NEEDED_MIB = 1_024;
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private DiskLook() {}

    static Diagnosis at(Path data) {
        Path existing = data;
        while (!Files.exists(existing)) {
            existing = existing.resolve("..").normalize();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return Diagnosis.failed(
                    PART, existing + " cannot be written", "Give this user the folder, or name another with --data.");
        }
        try {
            return room(data, existing);
        } catch (IOException unreadable) {
            return Diagnosis.failed(PART, data + " cannot be looked at: " + unreadable, "Check the file system.");
        }
    }

    private static Diagnosis room(Path data, Path existing) throws IOException {
        long free = Files.getFileStore(existing).getUsableSpace() >> 20;
        String found = free + " MiB free for " + data;
        if (free < NEEDED_MIB) {
            return Diagnosis.failed(PART, found, "Make room: the log only grows. " + NEEDED_MIB + " MiB is the least.");
        }
        for (String secret : List.of("operator.key", "postgres.url", "vault/kek")) {
            Path file = data.resolve(secret);
            if (Files.exists(file) && isOpen(file)) {
                return Diagnosis.failed(PART, file + " can be read by others", "Run: chmod 600 " + file);
            }
        }
        return Diagnosis.ok(PART, found);
    }

    private static boolean isOpen(Path file) throws IOException {
        return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
    }
}
