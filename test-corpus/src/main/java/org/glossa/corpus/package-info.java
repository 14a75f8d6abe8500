/**
 * Cases with independent expected values, and the programs of others that our tests ask.
 *
 * <p>Nothing here knows our readers and writers, so that what is expected never comes from what is tested.
 */
@NullMarked
package org.glossa.corpus;

import org.jspecify.annotations.NullMarked;
