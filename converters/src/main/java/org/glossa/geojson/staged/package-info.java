/** What was read of one feature until its group is known, and the columns of the groups that grow by it. */
@NullMarked
package org.glossa.geojson.staged;

import org.jspecify.annotations.NullMarked;
