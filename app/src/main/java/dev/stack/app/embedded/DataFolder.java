// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.stack.app.start.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where this installation keeps everything: keys, the embedded database, log files. One process owns it at a time; the
 * operating system lets go of the lock when that process dies, however it dies.
 */
public final class DataFolder implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String UNKNOWN = "(unknown)";

    private final Path path;
    private final FileChannel lockChannel;

    private DataFolder(Path path, FileChannel lockChannel) {
        this.path = path;
        this.lockChannel = lockChannel;
    }

    /**
     * Opens the folder, making it when it is missing.
     *
     * @throws StartRefused when another process owns it
     */
    public static DataFolder open(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        return openFree(path)
                .orElseThrow(() -> new StartRefused("The data folder " + path + " is in use by process " + owner(path)
                        + ". Stop it first, or give another folder with --data."));
    }

    /** Opens the folder, making it when it is missing; empty when another process owns it. */
    public static Optional<DataFolder> openFree(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        try {
            PrivateFile.makeFolder(path);
            FileChannel channel = FileChannel.open(path.resolve(LOCK), CREATE, READ, WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(US_ASCII.encode(Long.toString(ProcessHandle.current().pid())));
            return Optional.of(new DataFolder(path, channel));
        } catch (IOException unusable) {
            throw new StartRefused("The data folder " + path + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    /** The place of {@code name} in the folder. */
    public Path at(String name) {
        return path.resolve(name);
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static String owner(Path path) {
        try {
            String pid = Files.readString(path.resolve(LOCK), US_ASCII).strip();
            return pid.isEmpty() ? UNKNOWN : pid;
        } catch (IOException unreadable) {
            return UNKNOWN;
        }
    }
}
