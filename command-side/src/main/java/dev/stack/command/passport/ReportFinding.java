// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.call.CallFinding;
import dev.stack.vocabulary.Caller;
import dev.stack.vocabulary.Jti;

/** A detector's report about a passport. */
record ReportFinding(Jti passport, CallFinding finding, Caller caller) {}
