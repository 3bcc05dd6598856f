// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A KEK in a file of this machine: 32 random bytes in base64, mode 0600, made at first start. Whoever has the file and the
 * database has every secret; lose the file and every secret is lost. For one machine and for trying things out.
 */
final class LocalKek implements Kek {

    private static final Logger LOG = LoggerFactory.getLogger(LocalKek.class);
    private static final int DISTINCT_BYTES_MIN = 12;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final String id;
    private final SecretBytes key;
    private final AesGcm aesGcm;

    private LocalKek(SecretBytes key, SecureRandom random) {
        this.key = key;
        this.id = key.read(LocalKek::fingerprint);
        this.aesGcm = new AesGcm(random);
    }

    /** Reads the key, or makes it when there is none. Refuses a file others can read, or a key that is none. */
    static LocalKek at(Path file, SecureRandom random) {
        try {
            if (Files.notExists(file)) {
                create(file, random);
            }
            refuseIfShared(file);
            var kek = new LocalKek(read(file), random);
            LOG.warn(
                    "The vault's master key {} is the local file {}. Back it up apart from the database: without it no"
                            + " secret can be read, with it every secret can. Use a KMS where more than one person has access.",
                    kek.id,
                    file.toAbsolutePath());
            return kek;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The key file " + file + " can be neither read nor made", unreadable);
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public byte[] wrap(byte[] dataKey, KeyPlace place) {
        return key.read(kek -> aesGcm.seal(kek, place.bytes(), dataKey));
    }

    @Override
    public SecretBytes unwrap(byte[] wrapped, KeyPlace place) {
        return key.read(kek -> aesGcm.open(kek, place.bytes(), wrapped));
    }

    @Override
    public String toString() {
        return id;
    }

    /** Writes aside and links into place, so that of two processes starting together one makes the key and both use it. */
    private static void create(Path file, SecureRandom random) throws IOException {
        byte[] key = new byte[AesGcm.KEY_BYTES];
        random.nextBytes(key);
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a key file needs a folder");
        Files.createDirectories(folder);
        Path aside = Files.createTempFile(folder, ".kek", ".new", ownerOnly(folder));
        try {
            Files.write(aside, Base64.getEncoder().encode(key));
            Files.createLink(file, aside);
            LOG.warn("Made a new master key for the vault at {}.", file.toAbsolutePath());
        } catch (FileAlreadyExistsException madeMeanwhile) {
            LOG.info("The master key was made meanwhile by another process.");
        } finally {
            Files.delete(aside);
            Arrays.fill(key, (byte) 0);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) throws IOException {
        return isPosix(folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static void refuseIfShared(Path file) throws IOException {
        if (!isPosix(file)) {
            LOG.warn("Whether others can read {} cannot be told on this file system; make sure they cannot.", file);
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(permissions)) {
            throw new IllegalStateException("The key file " + file + " is open to others ("
                    + PosixFilePermissions.toString(permissions) + "). Run: chmod 600 " + file
                    + ", and make a new key if someone may have read it.");
        }
    }

    private static SecretBytes read(Path file) throws IOException {
        byte[] key;
        try {
            key = Base64.getDecoder()
                    .decode(Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalStateException("The key file " + file + " does not hold base64.");
        }
        if (key.length != AesGcm.KEY_BYTES || distinct(key) < DISTINCT_BYTES_MIN) {
            throw new IllegalStateException("The key file " + file + " must hold " + AesGcm.KEY_BYTES
                    + " random bytes in base64; this is a weak or a sample key.");
        }
        return SecretBytes.owning(key);
    }

    /** 32 random bytes have 30 distinct values or so; fewer than 12 has never been seen. */
    private static long distinct(byte[] key) {
        return IntStream.range(0, key.length).map(i -> key[i]).distinct().count();
    }

    private static boolean isPosix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }

    private static String fingerprint(byte[] key) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update("stack local kek".getBytes(StandardCharsets.US_ASCII));
            byte[] digest = sha256.digest(key);
            return "local:"
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(digest)
                            .substring(0, 16);
        } catch (NoSuchAlgorithmException defect) {
            throw new IllegalStateException(defect);
        }
    }
}
