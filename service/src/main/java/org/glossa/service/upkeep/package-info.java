/**
 * Working on a data folder that no server holds: {@code verify} finds what is damaged or disagrees, {@code rebuild} makes catalogue and
 * columns again from the originals.
 */
@NullMarked
package org.glossa.service.upkeep;

import org.jspecify.annotations.NullMarked;
