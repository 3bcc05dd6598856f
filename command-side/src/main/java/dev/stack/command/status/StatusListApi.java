// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.status;

import dev.stack.status.StatusListToken;
import dev.stack.vocabulary.Public;
import dev.stack.vocabulary.ServedBy;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Status lists, as the passports' claim {@code status} points to them. */
@RestController
final class StatusListApi {

    private static final MediaType TYPE = MediaType.parseMediaType(StatusListToken.MEDIA_TYPE);

    private final StatusLists lists;

    StatusListApi(StatusLists lists) {
        this.lists = lists;
    }

    /** A signed Token Status List: 2 bits a passport, 0 valid, 1 over for good, 2 suspended. */
    @GetMapping(path = "/v1/status-lists/{number}", produces = StatusListToken.MEDIA_TYPE)
    @ServedBy({})
    @Public
    ResponseEntity<byte[]> statusList(@PathVariable int number, HttpServletRequest request) {
        PublishedList list = lists.get(number);
        boolean packed = names(request, HttpHeaders.ACCEPT_ENCODING, "gzip");
        String etag = list.etag(packed);
        boolean known = names(request, HttpHeaders.IF_NONE_MATCH, etag);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .cacheControl(CacheControl.maxAge(StatusLists.TTL).cachePublic())
                .varyBy(HttpHeaders.ACCEPT_ENCODING)
                .eTag(etag);
        if (known) {
            return answer.build();
        }
        if (packed) {
            answer.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        return answer.contentType(TYPE).body(packed ? list.gzip() : list.plain());
    }

    /** Whether a header that is a list names the word; one it forbids with {@code q=0} it does not. */
    private static boolean names(HttpServletRequest request, String header, String word) {
        return Collections.list(request.getHeaders(header)).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(item -> item.strip().toLowerCase(Locale.ROOT).replace(" ", ""))
                .anyMatch(item -> item.equals(word)
                        || item.equals("w/" + word)
                        || item.startsWith(word + ";q=") && !item.equals(word + ";q=0"));
    }
}
