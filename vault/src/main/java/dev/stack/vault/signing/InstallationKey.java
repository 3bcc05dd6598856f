// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault.signing;

import dev.stack.passport.Ed25519;
import dev.stack.passport.Jwks;
import dev.stack.passport.KeySource;
import dev.stack.passport.PublicKey;
import dev.stack.passport.SigningKey;
import dev.stack.vault.InstallationSecrets;
import dev.stack.vault.SecretBytes;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.jspecify.annotations.Nullable;

/**
 * An Ed25519 key of the installation for one kind of text that only the installation itself reads again. Every process has
 * the same, and it is in no published set: what one kind's key signed is good for no other. Made when it is first needed,
 * so that a server whose vault is sealed starts.
 */
public final class InstallationKey implements SigningKey, KeySource {

    private final InstallationSecrets secrets;
    private final Ed25519 ed25519;
    private final String name;
    private volatile @Nullable Pair pair;

    /** @param name of the secret that is its private half */
    public InstallationKey(InstallationSecrets secrets, Ed25519 ed25519, String name) {
        this.secrets = secrets;
        this.ed25519 = ed25519;
        this.name = name;
    }

    @Override
    public String kid() {
        return pair().kid();
    }

    @Override
    public byte[] sign(byte[] message) {
        return pair().seed().read(seed -> ed25519.sign(seed, message));
    }

    @Override
    public Optional<PublicKey> find(String kid) {
        Pair known = pair();
        return kid.equals(known.kid()) ? Optional.of(known.publicKey()) : Optional.empty();
    }

    private Pair pair() {
        Pair known = pair;
        if (known == null) {
            known = open();
            pair = known;
        }
        return known;
    }

    private Pair open() {
        SecretBytes seed = secrets.get(name);
        PublicKey publicKey = seed.read(bytes -> PublicKey.of(
                new Ed25519PrivateKeyParameters(bytes, 0).generatePublicKey().getEncoded()));
        return new Pair(seed, publicKey, Jwks.kid(publicKey));
    }

    private record Pair(SecretBytes seed, PublicKey publicKey, String kid) {}
}
