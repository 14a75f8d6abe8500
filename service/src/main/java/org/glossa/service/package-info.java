/** The one runnable program: the server and the command's entry point. */
@NullMarked
package org.glossa.service;

import org.jspecify.annotations.NullMarked;
