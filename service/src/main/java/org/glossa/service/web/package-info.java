/** What every HTTP door shares: problems, CORS, the server's own address, the pool that works. */
@NullMarked
package org.glossa.service.web;

import org.jspecify.annotations.NullMarked;
