// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.egress;

import dev.stack.vault.Credential;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.Injection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a credential one injection uses, copied out; overwritten when closed.
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, never compared
record Injected(Injection injection, byte[] value, byte @Nullable [] second, byte @Nullable [] third)
        implements AutoCloseable {

    /** Takes the parts; refused when the credential does not have them. */
    static Injected of(Injection injection, Credential credential) {
        return switch (injection.style()) {
            case BEARER, HEADER, QUERY -> new Injected(injection, part(credential, injection.field()), null, null);
            case BASIC -> new Injected(injection, userAndPassword(injection, credential), null, null);
            case AWS_SIGV4 ->
                new Injected(
                        injection,
                        part(credential, "access_key_id"),
                        part(credential, "secret_access_key"),
                        credential.fields().containsKey("session_token") ? part(credential, "session_token") : null);
        };
    }

    /** What must not come back in an answer; copies, which the caller overwrites. */
    List<byte[]> secrets() {
        List<byte[]> secrets = new ArrayList<>();
        switch (injection.style()) {
            case BEARER, HEADER, QUERY -> secrets.add(value.clone());
            case BASIC -> {
                int colon = indexOfColon(value);
                byte[] user = Arrays.copyOfRange(value, 0, colon);
                byte[] password = Arrays.copyOfRange(value, colon + 1, value.length);
                secrets.add(value.clone());
                secrets.add(password.length == 0 ? user : password);
            }
            case AWS_SIGV4 -> {
                if (second != null) {
                    secrets.add(second.clone());
                }
                if (third != null) {
                    secrets.add(third.clone());
                }
            }
        }
        return secrets;
    }

    @Override
    public void close() {
        Arrays.fill(value, (byte) 0);
        if (second != null) {
            Arrays.fill(second, (byte) 0);
        }
        if (third != null) {
            Arrays.fill(third, (byte) 0);
        }
    }

    @Override
    public String toString() {
        return "Injected[hidden]";
    }

    /** Of a single value: itself where it has a colon, else itself as the user with an empty password. */
    private static byte[] userAndPassword(Injection injection, Credential credential) {
        if (injection.usernameField() == null) {
            byte[] value = part(credential, injection.field());
            if (indexOfColon(value) < value.length) {
                return value;
            }
            return joined(value, new byte[0]);
        }
        return joined(part(credential, injection.usernameField()), part(credential, injection.passwordField()));
    }

    private static byte[] joined(byte[] user, byte[] password) {
        byte[] both = Arrays.copyOf(user, user.length + 1 + password.length);
        both[user.length] = ':';
        System.arraycopy(password, 0, both, user.length + 1, password.length);
        Arrays.fill(user, (byte) 0);
        Arrays.fill(password, (byte) 0);
        return both;
    }

    private static int indexOfColon(byte[] value) {
        int at = 0;
        while (at < value.length && value[at] != ':') {
            at++;
        }
        return at;
    }

    private static byte[] part(Credential credential, @Nullable String field) {
        SecretBytes part = credential.value().orElse(null);
        if (part == null) {
            part = field == null && credential.fields().size() == 1
                    ? credential.fields().values().iterator().next()
                    : credential.fields().get(String.valueOf(field));
        }
        if (part == null || part.length() == 0) {
            throw EgressRefusals.notConfigured("its credential lacks a field its injection names");
        }
        return part.read(byte[]::clone);
    }
}
