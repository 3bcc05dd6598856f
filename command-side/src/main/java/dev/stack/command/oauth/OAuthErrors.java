// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import dev.stack.vocabulary.OAuthRefusal;

/** Refusals in the words of OAuth. */
final class OAuthErrors {

    private OAuthErrors() {}

    static OAuthRefusal refused(ErrorObject error, String description) {
        return new OAuthRefusal(error.getCode(), error.getHTTPStatusCode(), description);
    }

    /** What cannot be read says why in its own words. */
    static OAuthRefusal unreadable(ParseException malformed) {
        ErrorObject error = malformed.getErrorObject();
        return error == null
                ? refused(OAuth2Error.INVALID_REQUEST, malformed.getMessage() + ".")
                : refused(error, String.valueOf(error.getDescription()) + ".");
    }
}
