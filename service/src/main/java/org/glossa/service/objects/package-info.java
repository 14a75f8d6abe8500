/**
 * The data folder and the originals in it: byte for byte as they came, immutable, named by their SHA-256. Originals are the only
 * truth; catalogue and columns can be made again from them. What was begun and not finished is found in the folder of arrivals, never
 * by scanning the store.
 */
@NullMarked
package org.glossa.service.objects;

import org.jspecify.annotations.NullMarked;
