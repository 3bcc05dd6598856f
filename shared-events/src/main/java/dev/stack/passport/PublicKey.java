// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import dev.stack.vocabulary.Refusal;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/**
 * An Ed25519 public key that is safe to trust: 32 bytes that decode, in their one canonical form, to a point of the curve
 * outside the small subgroup (RFC 8032, section 5.1.3). Under a small-order key one signature fits many messages, and the
 * usual libraries accept it; so the check is made here, once, at import.
 */
public final class PublicKey {

    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);

    /** The y coordinates of the eight points whose order divides 8. */
    private static final Set<BigInteger> SMALL_ORDER = Set.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            P.subtract(BigInteger.ONE),
            littleEndian(HexFormat.of().parseHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")),
            littleEndian(HexFormat.of().parseHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")));

    private final byte[] bytes;

    private PublicKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Imports a key, or refuses it with {@code INVALID_REQUEST}. */
    public static PublicKey of(byte[] bytes) {
        if (bytes.length != Ed25519.KEY_BYTES) {
            throw Refusal.invalid(
                    "An Ed25519 public key has " + Ed25519.KEY_BYTES + " bytes, not " + bytes.length + ".");
        }
        byte[] unsigned = bytes.clone();
        unsigned[31] &= 0x7F;
        BigInteger y = littleEndian(unsigned);
        if (y.compareTo(P) >= 0) {
            throw Refusal.invalid("The Ed25519 public key is not in its canonical form; export it again.");
        }
        if (SMALL_ORDER.contains(y)) {
            throw Refusal.invalid(
                    "The Ed25519 public key is a point of small order, which protects nothing; make a new key.");
        }
        if (!onCurve(y)) {
            throw Refusal.invalid("The Ed25519 public key is not a point of the curve; export it again.");
        }
        return new PublicKey(bytes.clone());
    }

    /** A key that {@link #of} let in before, read back from where we keep such keys: it is not judged again. */
    public static PublicKey kept(byte[] bytes) {
        if (bytes.length != Ed25519.KEY_BYTES) {
            throw new IllegalArgumentException("not a key that was let in");
        }
        return new PublicKey(bytes.clone());
    }

    /** The 32 bytes of RFC 8032, section 5.1.2. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }

    /** Whether some x has x² = (y² − 1) / (d·y² + 1), by Euler's criterion. */
    private static boolean onCurve(BigInteger y) {
        BigInteger square = y.multiply(y).mod(P);
        BigInteger x2 = square.subtract(BigInteger.ONE)
                .multiply(D.multiply(square).add(BigInteger.ONE).modInverse(P))
                .mod(P);
        return x2.modPow(P.subtract(BigInteger.ONE).shiftRight(1), P).equals(BigInteger.ONE);
    }

    private static BigInteger littleEndian(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(1, reversed);
    }
}
