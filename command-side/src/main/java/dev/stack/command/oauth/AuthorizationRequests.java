// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationErrorResponse;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.stack.vocabulary.ApiScope;
import dev.stack.vocabulary.OAuthRefusal;
import dev.stack.vocabulary.Refusal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what programs ask people for (RFC 6749, section 4.1.1, with a proof key always). */
@Component
public class AuthorizationRequests {

    /** The length of a SHA-256 in base64url. */
    private static final int CHALLENGE_LENGTH = 43;

    private final Clients clients;
    private final OAuthAddresses addresses;

    AuthorizationRequests(Clients clients, OAuthAddresses addresses) {
        this.clients = clients;
        this.addresses = addresses;
    }

    /** What became of a request. */
    public sealed interface Reading {}

    /**
     * A program asks for something a person may agree to.
     *
     * @param redirectUri one of the client's
     * @param state goes back unchanged; {@code null} = none was sent
     * @param challenge of the proof key, method S256
     */
    public record Asked(
            Client client, URI redirectUri, @Nullable State state, Set<ApiScope> scopes, CodeChallenge challenge)
            implements Reading {}

    /** The person goes back to the program with an error; nothing is asked of anybody. */
    public record SentBack(URI to) implements Reading {}

    /**
     * Reads a request.
     *
     * @param query the raw query
     * @throws Refusal {@code INVALID_REQUEST} when nobody may be sent anywhere, because the client or its redirect URI is
     *     not known
     */
    public Reading read(String query) {
        Map<String, List<String>> parameters = URLUtils.parseParameters(query);
        Client client = client(parameters);
        URI redirectUri = only(parameters, "redirect_uri")
                .flatMap(RedirectUris::read)
                .filter(client::mayRedirectTo)
                .orElseThrow(() -> Refusal.invalid("redirect_uri is missing or is none that the program registered."
                        + " Register the program again with POST /oauth/register."));
        State state = only(parameters, "state")
                .filter(text -> !text.isBlank())
                .map(State::new)
                .orElse(null);
        try {
            return asked(client, redirectUri, state, AuthorizationRequest.parse(parameters));
        } catch (ParseException malformed) {
            ErrorObject error = malformed.getErrorObject();
            return sentBack(redirectUri, state, error == null ? OAuth2Error.INVALID_REQUEST : error);
        } catch (OAuthRefusal refused) {
            return sentBack(redirectUri, state, new ErrorObject(refused.error(), refused.description()));
        }
    }

    /** The person does not agree. */
    public URI refused(Asked asked) {
        return sentBack(
                        asked.redirectUri(),
                        asked.state(),
                        OAuth2Error.ACCESS_DENIED.setDescription("The person did not agree."))
                .to();
    }

    private Asked asked(Client client, URI redirectUri, @Nullable State state, AuthorizationRequest request) {
        if (!ResponseType.CODE.equals(request.getResponseType())) {
            throw OAuthErrors.refused(OAuth2Error.UNSUPPORTED_RESPONSE_TYPE, "response_type must be code.");
        }
        if (request.getResponseMode() != null && !ResponseMode.QUERY.equals(request.getResponseMode())) {
            throw OAuthErrors.refused(OAuth2Error.INVALID_REQUEST, "response_mode must be query.");
        }
        CodeChallenge challenge = request.getCodeChallenge();
        if (challenge == null
                || challenge.getValue().length() != CHALLENGE_LENGTH
                || !CodeChallengeMethod.S256.equals(request.getCodeChallengeMethod())) {
            throw OAuthErrors.refused(
                    OAuth2Error.INVALID_REQUEST,
                    "A code_challenge with code_challenge_method S256 is needed (RFC 7636).");
        }
        requireOurs(request.getResources());
        return new Asked(client, redirectUri, state, Scopes.asked(request.getScope()), challenge);
    }

    private void requireOurs(@Nullable List<URI> resources) {
        if (resources != null && !resources.stream().allMatch(addresses::isOurs)) {
            throw OAuthErrors.refused(
                    OAuth2Error.INVALID_TARGET, "resource must be " + addresses.issuer() + ", or be left out.");
        }
    }

    private Client client(Map<String, List<String>> parameters) {
        return only(parameters, "client_id")
                .flatMap(clients::named)
                .orElseThrow(() -> Refusal.invalid("client_id is missing or none that is registered here."
                        + " Register the program with POST /oauth/register."));
    }

    private SentBack sentBack(URI redirectUri, @Nullable State state, ErrorObject error) {
        var issuer = new Issuer(addresses.issuer());
        return new SentBack(
                new AuthorizationErrorResponse(redirectUri, error, state, issuer, ResponseMode.QUERY).toURI());
    }

    /** A parameter that is there exactly once. */
    private static Optional<String> only(Map<String, List<String>> parameters, String name) {
        return Optional.ofNullable(parameters.get(name))
                .filter(values -> values.size() == 1)
                .map(List::getFirst);
    }
}
