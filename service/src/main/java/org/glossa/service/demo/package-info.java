/** {@code glossa demo}: a server that fills itself with a drawn slide, through its own front door. */
@NullMarked
package org.glossa.service.demo;

import org.jspecify.annotations.NullMarked;
