/**
 * What derived instances have in common whatever they hold: patient, study and specimen taken from the slide attribute for attribute
 * and byte for byte (other tools compare them so), UIDs that follow from content, and our entry among the contributing equipment.
 */
@NullMarked
package org.glossa.header;

import org.jspecify.annotations.NullMarked;
