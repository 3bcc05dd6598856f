// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.login;

import dev.stack.vocabulary.Public;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The one stylesheet. */
@Controller
final class StylePages {

    private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");

    private final byte[] style;

    StylePages() throws IOException {
        try (InputStream in = Objects.requireNonNull(StylePages.class.getResourceAsStream("/pages/style.css"))) {
            this.style = in.readAllBytes();
        }
    }

    @GetMapping("/login/style.css")
    @Public
    ResponseEntity<byte[]> style() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
                .contentType(CSS)
                .body(style);
    }
}
