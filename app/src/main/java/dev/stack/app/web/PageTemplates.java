// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes pages from the templates in {@code /pages}. Every value is escaped for HTML, and a template cannot ask for one that
 * is not.
 */
public final class PageTemplates {

    private final PublicBase base;
    private final Mustache.Compiler compiler =
            Mustache.compiler().escapeHTML(true).withLoader(PageTemplates::open);
    private final Map<String, Template> compiled = new ConcurrentHashMap<>();

    PageTemplates(PublicBase base) {
        this.base = base;
    }

    /** The page {@code name}, as UTF-8 HTML; {@code title} and {@code base} are known to every template. */
    public String page(String name, String title, Map<String, ?> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("title", title);
        all.put("base", base.path(""));
        return compiled.computeIfAbsent(name, wanted -> compiler.compile(open(wanted)))
                .execute(all);
    }

    private static Reader open(String name) {
        var stream = PageTemplates.class.getResourceAsStream("/pages/" + name + ".mustache");
        return new InputStreamReader(Objects.requireNonNull(stream, name), StandardCharsets.UTF_8);
    }
}
