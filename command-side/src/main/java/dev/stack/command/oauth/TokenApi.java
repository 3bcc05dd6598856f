// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationRequest;
import com.nimbusds.oauth2.sdk.device.DeviceCodeGrant;
import dev.stack.command.oauth.Devices.Begun;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.ClientId;
import dev.stack.vocabulary.FailureForm;
import dev.stack.vocabulary.FamilyEnd;
import dev.stack.vocabulary.LoginRoute;
import dev.stack.vocabulary.PostedForm;
import dev.stack.vocabulary.Public;
import dev.stack.vocabulary.TellsFailures;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where programs get, renew and give back their tokens. */
@RestController
@TellsFailures(FailureForm.OAUTH)
final class TokenApi {

    static final String DEVICE_PAGE = "/oauth/device";

    private final OAuthRequests requests;
    private final Codes codes;
    private final RefreshTokens refreshTokens;
    private final Families families;
    private final Devices devices;
    private final AccessJwt accessTokens;
    private final OAuthAddresses addresses;

    TokenApi(
            OAuthRequests requests,
            Codes codes,
            RefreshTokens refreshTokens,
            Families families,
            Devices devices,
            AccessJwt accessTokens,
            OAuthAddresses addresses) {
        this.requests = requests;
        this.codes = codes;
        this.refreshTokens = refreshTokens;
        this.families = families;
        this.devices = devices;
        this.accessTokens = accessTokens;
        this.addresses = addresses;
    }

    /** What a program gets (RFC 6749, section 5.1); {@code expiresIn} in seconds. */
    record Tokens(String accessToken, String tokenType, long expiresIn, String refreshToken, String scope) {
        @Override
        public String toString() {
            return "Tokens[hidden]";
        }
    }

    /** What a program that waits gets (RFC 8628, section 3.2); {@code expiresIn} and {@code interval} in seconds. */
    record DeviceCodes(
            String deviceCode,
            String userCode,
            URI verificationUri,
            URI verificationUriComplete,
            long expiresIn,
            int interval) {
        @Override
        public String toString() {
            return "DeviceCodes[hidden]";
        }
    }

    @PostMapping({"/oauth/token", "/v1/oauth/token"})
    @Public
    Tokens token(PostedForm body) {
        TokenRequest request = requests.token(body);
        ClientId client = requests.client(request.getClientID());
        return switch (request.getAuthorizationGrant()) {
            case AuthorizationCodeGrant code -> first(codes.redeem(code, client));
            case DeviceCodeGrant device ->
                first(devices.redeem(device.getDeviceCode().getValue(), client));
            case RefreshTokenGrant refresh -> renewed(refresh.getRefreshToken().getValue(), client, request);
            default ->
                throw OAuthErrors.refused(
                        OAuth2Error.UNSUPPORTED_GRANT_TYPE,
                        "grant_type must be authorization_code, refresh_token or the device code's.");
        };
    }

    /** Voids all tokens of the sign-in that one of them is shown of. An unknown one is void already. */
    @PostMapping("/oauth/revoke")
    @Public
    Map<String, Object> revoke(PostedForm body) {
        String token = requests.revoked(body);
        refreshTokens
                .find(token)
                .or(() -> accessTokens.family(token))
                .ifPresent(family -> families.revoke(family, FamilyEnd.LOGOUT));
        return Map.of();
    }

    @PostMapping("/oauth/device_authorization")
    @Public
    @LoginRoute
    DeviceCodes device(PostedForm body) {
        DeviceAuthorizationRequest request = requests.device(body);
        Begun begun = devices.begin(requests.client(request.getClientID()), Scopes.asked(request.getScope()));
        String shown = begun.userCode().shown();
        return new DeviceCodes(
                begun.deviceCode(),
                shown,
                addresses.at(DEVICE_PAGE),
                addresses.at(DEVICE_PAGE + "?user_code=" + shown),
                Devices.LIFE.toSeconds(),
                Devices.EVERY_SECONDS);
    }

    private Tokens first(Family family) {
        return tokens(family, family.scopes(), refreshTokens.issue(family));
    }

    private Tokens renewed(String token, ClientId client, TokenRequest request) {
        Family family = refreshTokens.family(token, client);
        Set<ApiScope> scopes = Scopes.narrowed(request.getScope(), family.scopes());
        return tokens(family, scopes, refreshTokens.rotate(token, family));
    }

    private Tokens tokens(Family family, Set<ApiScope> scopes, String refreshToken) {
        return new Tokens(
                accessTokens.of(family, scopes),
                "Bearer",
                AccessJwt.LIFE.toSeconds(),
                refreshToken,
                Scopes.text(scopes));
    }
}
