// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.start;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Limits of the HTTP server that have no setting of their own. */
@Component
final class TomcatLimits implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final int HEADERS_MAX = 64;

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector -> {
            connector.setProperty("maxHeaderCount", Integer.toString(HEADERS_MAX));
            connector.setXpoweredBy(false);
            connector.setAllowTrace(false);
        });
    }
}
