// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.login;

import org.springframework.context.annotation.Import;

/**
 * {@link People} and nothing else of signing in: for a command beside a server. No component, so that the server, which
 * scans for those, passes it over.
 */
@Import({LoginHandler.class, MagicLinkRows.class, People.class})
public class LoginTools {}
