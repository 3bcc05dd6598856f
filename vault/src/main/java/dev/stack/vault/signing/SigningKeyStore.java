// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault.signing;

import dev.stack.passport.Jwks;
import dev.stack.passport.PublicKey;
import dev.stack.vault.Sealer;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.OperatorId;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of {@code vault.signing_key}. */
final class SigningKeyStore {

    private static final OperatorId SYSTEM = new OperatorId("system");
    private static final String PURPOSE = "passport-signing-key";

    private final JdbcClient jdbc;
    private final Sealer sealer;
    private final SecureRandom random;

    SigningKeyStore(JdbcClient jdbc, Sealer sealer, SecureRandom random) {
        this.jdbc = jdbc;
        this.sealer = sealer;
        this.random = random;
    }

    record Row(
            String kid,
            KeyState state,
            PublicKey publicKey,
            @Nullable Instant publishedAt,
            @Nullable Instant retiredAt) {}

    List<Row> all() {
        return jdbc.sql("select kid, state, public_key, published_at, retired_at from vault.signing_key"
                        + " order by prepared_at, kid")
                .query(SigningKeyStore::row)
                .list();
    }

    Optional<Row> find(String kid) {
        return all().stream().filter(row -> row.kid().equals(kid)).findFirst();
    }

    /** Lets one process at a time change the table, until its transaction ends. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(74120001)")
                .query((row, number) -> true)
                .single();
    }

    /** Makes a key, {@link KeyState#PREPARED}. */
    String insertNew(Instant at) {
        KeyPair pair = generate();
        byte[] encoded = pair.getPublic().getEncoded();
        PublicKey publicKey = PublicKey.of(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        String kid = Jwks.kid(publicKey);
        byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        try {
            jdbc.sql("insert into vault.signing_key (kid, state, public_key, sealed_seed, prepared_at)"
                            + " values (?, ?, ?, ?, ?)")
                    .params(
                            kid,
                            KeyState.PREPARED.wire(),
                            publicKey.bytes(),
                            sealer.seal(SYSTEM, PURPOSE, kid, seed),
                            Timestamp.from(at))
                    .update();
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
        return kid;
    }

    void move(String kid, KeyState to, Instant at) {
        jdbc.sql("update vault.signing_key set state = ?, "
                        + switch (to) {
                            case PREPARED -> "prepared_at";
                            case PUBLISHED -> "published_at";
                            case ACTIVE -> "activated_at";
                            case RETIRED -> "retired_at";
                            case WITHDRAWN -> "sealed_seed = null, withdrawn_at";
                        }
                        + " = ? where kid = ?")
                .params(to.wire(), Timestamp.from(at), kid)
                .update();
    }

    /** Erases the private halves of keys retired before {@code before}. */
    void eraseSeedsRetiredBefore(Instant before) {
        jdbc.sql("update vault.signing_key set sealed_seed = null"
                        + " where state = 'retired' and retired_at <= ? and sealed_seed is not null")
                .param(Timestamp.from(before))
                .update();
    }

    /** The private half, if it was not erased. */
    Optional<SecretBytes> openSeed(String kid) {
        return jdbc.sql("select sealed_seed from vault.signing_key where kid = ? and sealed_seed is not null")
                .param(kid)
                .query(byte[].class)
                .optional()
                .map(box -> sealer.unseal(SYSTEM, PURPOSE, kid, box));
    }

    private KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance("Ed25519", "SunEC");
            generator.initialize(NamedParameterSpec.ED25519, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException defect) {
            throw new IllegalStateException("no Ed25519 key could be made", defect);
        }
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getString("kid"),
                KeyState.fromWire(row.getString("state")),
                PublicKey.of(row.getBytes("public_key")),
                instant(row.getTimestamp("published_at")),
                instant(row.getTimestamp("retired_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
