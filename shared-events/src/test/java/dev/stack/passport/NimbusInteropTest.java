// SPDX-License-Identifier: Apache-2.0
package dev.stack.passport;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Another library's reading of our passports, and ours of what it writes. Its Ed25519 is plugged in from our port. */
final class NimbusInteropTest {

    @Test
    void their_parser_and_verifier_take_our_passports() throws Exception {
        SignedJWT theirs = SignedJWT.parse(Passports.token());

        assertThat(theirs.verify(new Verifier())).isTrue();
        assertThat(theirs.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.EdDSA);
        assertThat(theirs.getHeader().getKeyID()).isEqualTo(Passports.KID);
        JWTClaimsSet claims = theirs.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(Passports.ISSUER);
        assertThat(claims.getAudience()).containsExactly("stack:passport");
        assertThat(claims.getSubject()).isEqualTo("agt_1");
        assertThat(claims.getExpirationTime()).isEqualTo(Date.from(Passports.NOW.plusSeconds(900)));
        assertThat(claims.getJSONObjectClaim("stk")).containsEntry("operator_id", "op_1");
    }

    @Test
    void we_take_what_they_sign_when_header_and_claims_keep_to_the_format() throws Exception {
        var header = new JWSHeader.Builder(JWSAlgorithm.EdDSA)
                .type(JOSEObjectType.JWT)
                .keyID(Passports.KID)
                .build();
        var theirs = new JWSObject(header, new Payload(Passports.payload()));
        theirs.sign(new Signer());

        assertThat(Passports.verifier().verify(theirs.serialize()))
                .isEqualTo(new Verification.Verified(Passports.root(), Passports.KID));
    }

    @Test
    void they_read_our_key_set_and_we_read_theirs() throws Exception {
        PublicKeys ours = PublicKeys.of(Passports.KID, Passports.KEY);
        JWKSet theirs = JWKSet.parse(new String(Jwks.write(ours), StandardCharsets.UTF_8));

        JWK key = theirs.getKeyByKeyId(Passports.KID);
        assertThat(((OctetKeyPair) key).getDecodedX()).isEqualTo(Passports.KEY.bytes());
        assertThat(key.isPrivate()).isFalse();
        assertThat(key.computeThumbprint().toString()).startsWith(Jwks.kid(Passports.KEY));
        assertThat(Jwks.parse(theirs.toString().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(ours);
        assertThat(List.of(key.getAlgorithm().getName())).containsExactly("EdDSA");
    }

    private static final class Verifier implements JWSVerifier {
        private final JCAContext context = new JCAContext();

        @Override
        public boolean verify(JWSHeader header, byte[] signingInput, Base64URL signature) {
            return Passports.ED25519.verify(Passports.KEY.bytes(), signingInput, signature.decode());
        }

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return Set.of(JWSAlgorithm.EdDSA);
        }

        @Override
        public JCAContext getJCAContext() {
            return context;
        }
    }

    private static final class Signer implements JWSSigner {
        private final JCAContext context = new JCAContext();

        @Override
        public Base64URL sign(JWSHeader header, byte[] signingInput) {
            return Base64URL.encode(Passports.ED25519.sign(Passports.SEED, signingInput));
        }

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return Set.of(JWSAlgorithm.EdDSA);
        }

        @Override
        public JCAContext getJCAContext() {
            return context;
        }
    }
}
