/** What is wrong with an input, or what a conversion could not carry: one vocabulary for readers, checker, ledger, HTTP and exit codes. */
@NullMarked
package org.glossa.finding;

import org.jspecify.annotations.NullMarked;
