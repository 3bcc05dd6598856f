// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.database;

/** The two database roles (ADR 0004). */
public final class Roles {

    /** Owns every table and runs the migrations; the server does not keep it open. */
    public static final String OWNER = "stack_owner";

    /** What the server runs as: it may append to the ledger and read it, and never change it. */
    public static final String APP = "stack_app";

    private Roles() {}
}
