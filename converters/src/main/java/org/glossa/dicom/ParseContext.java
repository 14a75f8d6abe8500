package org.glossa.dicom;

/**
 * What items inherit from the data sets around them.
 *
 * @param characters the Specific Character Set in effect
 * @param pixelRepresentation 0 unsigned, 1 two's complement
 */
record ParseContext(CharacterSets characters, long pixelRepresentation) {
    static final ParseContext ROOT = new ParseContext(CharacterSets.DEFAULT, 0);
}
