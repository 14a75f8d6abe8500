/** The entry point of the one runnable program: the glossa command with all its verbs. */
@NullMarked
package org.glossa.service;

import org.jspecify.annotations.NullMarked;
