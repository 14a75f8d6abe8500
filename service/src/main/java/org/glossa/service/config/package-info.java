/** What the service is told at start: settings, with their types and units, that its parts share. */
@NullMarked
package org.glossa.service.config;

import org.jspecify.annotations.NullMarked;
