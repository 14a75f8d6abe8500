/** What a conversion kept, changed or could not carry: one list for the command line, HTTP and reports. */
@NullMarked
package org.glossa.ledger;

import org.jspecify.annotations.NullMarked;
