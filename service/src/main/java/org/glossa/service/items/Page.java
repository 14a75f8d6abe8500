package org.glossa.service.items;

import org.jspecify.annotations.Nullable;

/**
 * What an answer says of itself beside its annotations.
 *
 * @param coordRefSys the space of its coordinates
 * @param numberMatched annotations of the set or slide that were asked for
 * @param numberReturned those of this page
 * @param collection absolute URL of the set or slide
 * @param self absolute URL of this page
 * @param next absolute URL of the next page, null when this is the last one
 */
public record Page(
        String coordRefSys,
        long numberMatched,
        long numberReturned,
        String collection,
        String self,
        @Nullable String next) {}
