// SPDX-License-Identifier: Apache-2.0
package dev.stack.sample;

import dev.stack.app.web.ApiKeys;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.OperatorId;
import dev.stack.vocabulary.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DataAccessResourceFailureException;

/** Keys in memory, known by their hash alone, as the real ones are. */
public final class SampleKeys implements ApiKeys {

    /** A key that cannot be looked up, as if the database were gone. */
    public static final String UNREADABLE = "sk_live_op_unreadable";

    private final Map<String, Caller> callers = new ConcurrentHashMap<>();

    /** Makes a key live. */
    public String issue(String operator, Role role) {
        String key = "sk_live_op_" + operator + "_" + role;
        callers.put(hash(key), new Caller(new OperatorId("op_" + operator), role, "op_" + operator));
        return key;
    }

    @Override
    public Optional<Caller> find(byte[] sha256) {
        if (HexFormat.of().formatHex(sha256).equals(hash(UNREADABLE))) {
            throw new DataAccessResourceFailureException("the table of keys cannot be read");
        }
        return Optional.ofNullable(callers.get(HexFormat.of().formatHex(sha256)));
    }

    private static String hash(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
