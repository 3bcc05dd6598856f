// SPDX-License-Identifier: Apache-2.0
package dev.stack.oauthserver;

import java.util.Objects;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;

/** Spring Authorization Server on a port of its own, with one client and one person who can log in. */
public final class OAuthServer implements AutoCloseable {

    public static final String CLIENT = "stack-test";
    public static final String SECRET = "client secret/with+signs";
    public static final String CALLBACK = "http://127.0.0.1:8080/v1/oauth/callback";
    public static final String SCOPE = "repo";

    static final String USER = "ada";
    static final String PASSWORD = "lovelace";

    private final AnnotationConfigServletWebServerApplicationContext context;

    private OAuthServer(AnnotationConfigServletWebServerApplicationContext context) {
        this.context = context;
    }

    /** Starts one. */
    public static OAuthServer start() {
        return new OAuthServer(new AnnotationConfigServletWebServerApplicationContext(OAuthServerSetup.class));
    }

    /** Its address, without a slash at the end. */
    public String url() {
        return "http://localhost:"
                + Objects.requireNonNull(context.getWebServer()).getPort();
    }

    /** How often its token endpoint was asked for that grant type. */
    public int asked(String grantType) {
        return context.getBean(TokenCounter.class).count(grantType);
    }

    /** Has its token endpoint answer 503 from now on, or work again. */
    public void breakDown(boolean broken) {
        context.getBean(TokenCounter.class).breakDown(broken);
    }

    /** Holds the next request to its token endpoint up. */
    public Gate holdNext() {
        return context.getBean(TokenCounter.class).holdNext();
    }

    /** A person with a browser of their own. */
    public Person person() {
        return new Person(this);
    }

    @Override
    public void close() {
        context.close();
    }
}
