// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.database;

/** Brings a database to the state this version needs, before anything else reads it. Doing it again changes nothing. */
interface DatabasePreparation {

    /** Makes the roles and the database, as a role that may. */
    void provision(Access superuser, Access owner, Access app);

    /** Makes or migrates the tables, as their owner; refuses a schema that is newer than this version. */
    void migrate(Access owner, Access app);
}
