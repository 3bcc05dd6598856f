// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.wiring;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where calls may go.
 *
 * @param allowPrivateUpstreams whether connections that say so may reach private and loopback addresses; for development
 */
@ConfigurationProperties("stack.edge")
record UpstreamProperties(@DefaultValue("false") boolean allowPrivateUpstreams) {}
