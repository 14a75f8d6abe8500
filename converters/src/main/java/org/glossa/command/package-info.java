/** The file verbs of the {@code glossa} command: they read and write files, and never start the server. */
@NullMarked
package org.glossa.command;

import org.jspecify.annotations.NullMarked;
