// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.client;

import dev.stack.app.embedded.PrivateFile;
import dev.stack.json.JsonText;
import dev.stack.json.JsonValue;
import dev.stack.json.JsonValue.JsonNumber;
import dev.stack.json.JsonValue.JsonObject;
import dev.stack.json.JsonValue.JsonString;
import dev.stack.json.StrictJson;
import dev.stack.json.StrictJson.JsonRefused;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code ~/.stack/credentials.json}: the login that the command line and the Python clients share. Its members are those
 * of the published client (client-core 3.2) and {@code base_url}: a refresh token is sent to the server it came from and
 * to no other. The file is for its owner alone and is replaced as a whole.
 */
public final class LoginFile {

    private static final Duration REFRESH_LIFE = Duration.ofDays(30);
    private static final StrictJson JSON = new StrictJson(StrictJson.Limits.BODY);

    private final Path file;

    public LoginFile(Path home) {
        this.file = home.resolve(".stack").resolve("credentials.json");
    }

    /** The one of whoever runs this process. */
    public static LoginFile ofUser() {
        String home = Optional.ofNullable(System.getenv("HOME")).orElseGet(() -> System.getProperty("user.home"));
        return new LoginFile(Path.of(home));
    }

    /** What is stored; nothing when nobody is logged in. */
    public Optional<Login> read() {
        try {
            JsonValue stored = JSON.parse(Files.readAllBytes(file));
            return Optional.of(new Login(
                    Fields.text(stored, "client_id").orElseThrow(() -> broken("client_id")),
                    Fields.text(stored, "refresh_token").orElseThrow(() -> broken("refresh_token")),
                    Fields.text(stored, "scope").orElse(""),
                    Fields.text(stored, "base_url").map(URI::create)));
        } catch (NoSuchFileException nobody) {
            return Optional.empty();
        } catch (JsonRefused | IOException unreadable) {
            throw new IllegalStateException(
                    "The login in " + file + " cannot be read (" + unreadable.getMessage() + "). Run: stack login");
        }
    }

    /** Replaces what is stored. */
    public void write(Login login, Instant now) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("client_id", new JsonString(login.clientId()));
        members.put("refresh_token", new JsonString(login.refreshToken()));
        members.put("scope", new JsonString(login.scope()));
        members.put("issued_at", JsonNumber.of(now.getEpochSecond()));
        members.put("refresh_expires_at", JsonNumber.of(now.plus(REFRESH_LIFE).getEpochSecond()));
        login.server().ifPresent(server -> members.put("base_url", new JsonString(server.toString())));
        try {
            Files.createDirectories(file.getParent());
            PrivateFile.write(file, JsonText.write(new JsonObject(members)) + "\n");
        } catch (IOException refused) {
            throw new IllegalStateException("The login cannot be written to " + file + ": " + refused.getMessage());
        }
    }

    /** Removes it; whether there was one. */
    public boolean delete() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException refused) {
            throw new IllegalStateException("The login in " + file + " cannot be removed: " + refused.getMessage());
        }
    }

    /** Runs {@code work} while no other process of ours changes the file. */
    public <T> T exclusively(Supplier<T> work) {
        Path lock = file.resolveSibling("credentials.lock");
        try {
            Files.createDirectories(lock.getParent());
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                return work.get();
            }
        } catch (IOException refused) {
            throw new IllegalStateException(
                    "The folder " + lock.getParent() + " cannot be used: " + refused.getMessage());
        }
    }

    public Path path() {
        return file;
    }

    private IllegalStateException broken(String member) {
        return new IllegalStateException("The login in " + file + " has no " + member + ". Run: stack login");
    }
}
