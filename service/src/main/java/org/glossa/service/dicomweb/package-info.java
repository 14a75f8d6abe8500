/** STOW-RS, QIDO-RS and WADO-RS (PS3.18). */
@NullMarked
package org.glossa.service.dicomweb;

import org.jspecify.annotations.NullMarked;
