// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection.oauth;

import dev.stack.vault.SecretBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request to a token endpoint, complete but for its address: {@code POST}, {@code Accept: application/json}, and what
 * stands here. Closing it overwrites its secrets.
 */
public final class TokenRequest implements AutoCloseable {

    /** Of the body. */
    public static final String CONTENT_TYPE = "application/x-www-form-urlencoded";

    private static final String UNRESERVED = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    private final Map<String, SecretBytes> form = new LinkedHashMap<>();
    private final ClientLogin client;

    private TokenRequest(String grantType, ClientLogin client) {
        this.client = client;
        put("grant_type", grantType);
        if (!client.inHeader()) {
            put("client_id", client.id());
            form.put("client_secret", client.secret().duplicate());
        }
    }

    /** Redeems the code a person came back with (RFC 6749, section 4.1.3; RFC 7636, section 4.5). */
    public static TokenRequest ofCode(String code, SecretBytes verifier, String redirectUri, ClientLogin client) {
        var request = new TokenRequest("authorization_code", client);
        request.put("code", code);
        request.put("redirect_uri", redirectUri);
        request.form.put("code_verifier", verifier.duplicate());
        return request;
    }

    /** Asks for a new access token (RFC 6749, section 6). */
    public static TokenRequest ofRefresh(SecretBytes refreshToken, ClientLogin client) {
        var request = new TokenRequest("refresh_token", client);
        request.form.put("refresh_token", refreshToken.duplicate());
        return request;
    }

    /** The form. The caller closes it. */
    public SecretBytes body() {
        var out = new ByteArrayOutputStream(1_024);
        form.forEach((name, value) -> {
            if (out.size() > 0) {
                out.write('&');
            }
            out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
            out.write('=');
            encode(value, out);
        });
        return SecretBytes.owning(out.toByteArray());
    }

    /** The value of {@code Authorization}, where the server wants the client's login there. The caller closes it. */
    public Optional<SecretBytes> authorization() {
        if (!client.inHeader()) {
            return Optional.empty();
        }
        var login = new ByteArrayOutputStream(256);
        try (SecretBytes id = SecretBytes.ofText(client.id())) {
            encode(id, login);
        }
        login.write(':');
        encode(client.secret(), login);
        byte[] pair = login.toByteArray();
        byte[] text = Base64.getEncoder().encode(pair);
        Arrays.fill(pair, (byte) 0);
        var header = new ByteArrayOutputStream(text.length + 6);
        header.writeBytes("Basic ".getBytes(StandardCharsets.US_ASCII));
        header.writeBytes(text);
        Arrays.fill(text, (byte) 0);
        return Optional.of(SecretBytes.owning(header.toByteArray()));
    }

    @Override
    public void close() {
        form.values().forEach(SecretBytes::close);
    }

    @Override
    public String toString() {
        return "TokenRequest[hidden]";
    }

    private void put(String name, String value) {
        form.put(name, SecretBytes.ofText(value));
    }

    /** {@code application/x-www-form-urlencoded}, with %20 for a space. */
    private static void encode(SecretBytes value, ByteArrayOutputStream out) {
        boolean unused = value.read(bytes -> {
            for (byte b : bytes) {
                if (isUnreserved(b)) {
                    out.write(b);
                } else {
                    out.write('%');
                    out.write(HEX.charAt((b >> 4) & 0xF));
                    out.write(HEX.charAt(b & 0xF));
                }
            }
            return true;
        });
    }

    private static boolean isUnreserved(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || UNRESERVED.indexOf(b) >= 0;
    }
}
