// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.login;

import dev.stack.app.web.PageTemplates;
import dev.stack.app.web.PublicBase;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** What a browser is answered: a page, or where to go next. */
@Component
final class Answers {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final PageTemplates templates;
    private final PublicBase base;
    private final Continuations continuations;

    Answers(PageTemplates templates, PublicBase base, Continuations continuations) {
        this.templates = templates;
        this.base = base;
        this.continuations = continuations;
    }

    ResponseEntity<String> page(String name, String title, Map<String, ?> values) {
        return ResponseEntity.ok().contentType(HTML).body(templates.page(name, title, values));
    }

    /** A page that says one thing. */
    ResponseEntity<String> message(String title, String text) {
        return page("message", title, Map.of("text", text));
    }

    /** To a path of ours, with its query. */
    ResponseEntity<String> to(String path) {
        return seeOther(base.path(path));
    }

    /** To an address that was checked before. */
    ResponseEntity<String> to(URI checked) {
        return seeOther(checked.toString());
    }

    /** To the page where people sign in, and from there back to a path of ours. */
    ResponseEntity<String> toLoginAndBack(String path) {
        return to("/login?next=" + continuations.of(path));
    }

    private static ResponseEntity<String> seeOther(String location) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, location)
                .contentType(HTML)
                .body("");
    }
}
