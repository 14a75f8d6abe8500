package org.glossa.annotation;

/**
 * A PCS colour (D50) as DICOM stores it: Recommended Display CIELab Value (0062,000D), PS3.3 C.10.7.1.1.
 *
 * @param lightness L* 0..100 mapped to 0..65535
 * @param a a* −128..127 mapped to 0..65535
 * @param b b* −128..127 mapped to 0..65535
 */
public record CieLab(int lightness, int a, int b) {
    public CieLab {
        if ((lightness | a | b) < 0 || lightness > 0xFFFF || a > 0xFFFF || b > 0xFFFF) {
            throw new IllegalArgumentException("CIELab values are 0..65535, got " + lightness + "\\" + a + "\\" + b);
        }
    }
}
