// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import dev.stack.vocabulary.ClientId;
import dev.stack.vocabulary.PostedForm;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the forms that programs post. They have no secret, so one that shows one is mistaken. */
@Component
class OAuthRequests {

    private final OAuthAddresses addresses;
    private final Clients clients;

    OAuthRequests(OAuthAddresses addresses, Clients clients) {
        this.addresses = addresses;
        this.clients = clients;
    }

    TokenRequest token(PostedForm body) {
        try {
            TokenRequest request = TokenRequest.parse(posted("/oauth/token", body));
            if (request.getClientAuthentication() != null) {
                throw OAuthErrors.refused(
                        OAuth2Error.INVALID_CLIENT,
                        "Programs have no secret here. Send client_id and nothing of the kind.");
            }
            return request;
        } catch (ParseException malformed) {
            throw OAuthErrors.unreadable(malformed);
        }
    }

    DeviceAuthorizationRequest device(PostedForm body) {
        try {
            return DeviceAuthorizationRequest.parse(posted("/oauth/device_authorization", body));
        } catch (ParseException malformed) {
            throw OAuthErrors.unreadable(malformed);
        }
    }

    /** The {@code token} of a revocation (RFC 7009, section 2.1); whoever has it may void it. */
    String revoked(PostedForm body) {
        return body.value("token")
                .filter(token -> !token.isBlank())
                .orElseThrow(() -> OAuthErrors.refused(OAuth2Error.INVALID_REQUEST, "token is missing."));
    }

    /** The program that asks, if it registered. */
    ClientId client(@Nullable ClientID id) {
        return Optional.ofNullable(id)
                .map(ClientID::getValue)
                .flatMap(clients::named)
                .map(Client::id)
                .orElseThrow(() -> OAuthErrors.refused(
                        OAuth2Error.INVALID_CLIENT,
                        "client_id is missing or none that is registered here. Register with POST /oauth/register."));
    }

    private HTTPRequest posted(String path, PostedForm body) {
        var request = new HTTPRequest(HTTPRequest.Method.POST, addresses.at(path));
        request.setEntityContentType(ContentType.APPLICATION_URLENCODED);
        request.setBody(body.text());
        return request;
    }
}
