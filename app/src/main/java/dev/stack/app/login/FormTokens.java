// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.login;

import dev.stack.vault.InstallationSecrets;
import dev.stack.vault.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * What a form of ours brings back, and a form of anybody else cannot: a code over what only this browser has in its cookies.
 */
@Component
final class FormTokens {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String NAME = "form-token";

    private final InstallationSecrets secrets;

    FormTokens(InstallationSecrets secrets) {
        this.secrets = secrets;
    }

    /** @param cookies what the browser is known by */
    String of(String cookies) {
        try (SecretBytes secret = secrets.get(NAME)) {
            byte[] code = secret.read(key -> code(key, cookies));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        }
    }

    boolean isGood(String token, String cookies) {
        return MessageDigest.isEqual(
                token.getBytes(StandardCharsets.UTF_8), of(cookies).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] code(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException(impossible); // Every Java platform has it, and any key fits.
        }
    }
}
