/** What is stored, as rows that can be searched: Micronaut Data JDBC over H2 or PostgreSQL. Everything here can be made again from the originals. */
@NullMarked
package org.glossa.service.catalogue;

import org.jspecify.annotations.NullMarked;
