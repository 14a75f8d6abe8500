/** The web page's files. */
@NullMarked
package org.glossa.service.ui;

import org.jspecify.annotations.NullMarked;
