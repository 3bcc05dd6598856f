// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Leaves out Axon's update checker, which calls home. A filter and not a setting, so that no setting can bring it back:
 * a security product calls nobody unasked.
 */
public final class NoUpdateCheck implements AutoConfigurationImportFilter {

    private static final String UPDATE_CHECKER =
            "org.axonframework.springboot.autoconfig.UpdateCheckerAutoConfiguration";

    @Override
    public boolean[] match(@Nullable String[] candidates, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[candidates.length];
        for (int i = 0; i < candidates.length; i++) {
            wanted[i] = !UPDATE_CHECKER.equals(candidates[i]);
        }
        return wanted;
    }
}
