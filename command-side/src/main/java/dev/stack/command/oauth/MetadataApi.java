// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.Public;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells programs where everything is (RFC 8414, RFC 9728). */
@RestController
final class MetadataApi {

    private final OAuthAddresses addresses;

    MetadataApi(OAuthAddresses addresses) {
        this.addresses = addresses;
    }

    /** What the API says of itself as something that is guarded. */
    record ProtectedResource(
            URI resource,
            List<URI> authorizationServers,
            List<String> scopesSupported,
            List<String> bearerMethodsSupported,
            String resourceName) {}

    @GetMapping("/.well-known/oauth-authorization-server")
    @Public
    Map<String, Object> authorizationServer() {
        var metadata = new AuthorizationServerMetadata(new Issuer(addresses.issuer()));
        metadata.setAuthorizationEndpointURI(addresses.at("/oauth/authorize"));
        metadata.setTokenEndpointURI(addresses.at("/oauth/token"));
        metadata.setRegistrationEndpointURI(addresses.at("/oauth/register"));
        metadata.setRevocationEndpointURI(addresses.at("/oauth/revoke"));
        metadata.setDeviceAuthorizationEndpointURI(addresses.at("/oauth/device_authorization"));
        metadata.setScopes(Scopes.toScope(EnumSet.allOf(ApiScope.class)));
        metadata.setResponseTypes(List.of(ResponseType.CODE));
        metadata.setResponseModes(List.of(ResponseMode.QUERY));
        metadata.setGrantTypes(List.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN, GrantType.DEVICE_CODE));
        metadata.setCodeChallengeMethods(List.of(CodeChallengeMethod.S256));
        metadata.setTokenEndpointAuthMethods(List.of(ClientAuthenticationMethod.NONE));
        metadata.setRevocationEndpointAuthMethods(List.of(ClientAuthenticationMethod.NONE));
        metadata.setSupportsAuthorizationResponseIssuerParam(true);
        return metadata.toJSONObject();
    }

    @GetMapping("/.well-known/oauth-protected-resource")
    @Public
    ProtectedResource protectedResource() {
        return new ProtectedResource(
                addresses.issuer(),
                List.of(addresses.issuer()),
                Scopes.names(EnumSet.allOf(ApiScope.class)),
                List.of("header"),
                "STACK");
    }
}
