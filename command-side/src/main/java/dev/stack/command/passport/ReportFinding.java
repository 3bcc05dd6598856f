// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.call.CallFinding;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Jti;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** A detector's report about a passport. */
record ReportFinding(@TargetAggregateIdentifier Jti passport, CallFinding finding, Caller caller) {}
