/**
 * A pull tokenizer for JSON texts of any size (RFC 8259), one after the other (newline-delimited, RFC 8142 sequences), in memory that does
 * not depend on their size. It knows where it is: every error has a byte offset and a JSON pointer. Beyond the standard it reads
 * {@code NaN}, {@code Infinity} and {@code -Infinity}, which Python writes. Numbers become the double that
 * {@link java.lang.Double#parseDouble} gives, bit for bit.
 */
@NullMarked
package org.glossa.json;

import org.jspecify.annotations.NullMarked;
