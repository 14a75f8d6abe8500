package org.glossa.geojson;

import org.glossa.annotation.CieLab;
import org.glossa.annotation.GroupDescription;

/**
 * An opaque colour of IEC 61966-2-1 (sRGB), 0..255 each, and its way to and from the D50 CIELab of DICOM.
 *
 * <p>Every 8-bit colour survives {@link #toCieLab()} and {@link #of(CieLab)} unchanged. A CIELab colour outside the gamut of sRGB is
 * clipped channel by channel.
 */
public record SrgbColour(int red, int green, int blue) {
    // Linear sRGB to XYZ under D50, adapted from D65 by Bradford; its rows add up to the white point.
    private static final double[][] TO_XYZ = {
        {0.4360747, 0.3850649, 0.1430804},
        {0.2225045, 0.7168786, 0.0606169},
        {0.0139322, 0.0971045, 0.7141733},
    };
    private static final double[][] FROM_XYZ = inverse(TO_XYZ);
    private static final double WHITE_X = 0.96422;
    private static final double WHITE_Z = 0.82521;
    private static final double EPSILON = 216.0 / 24389;
    private static final double KAPPA = 24389.0 / 27;

    // Chosen to stand out on haematoxylin and eosin (purple and pink), and from each other for the colour-blind.
    private static final SrgbColour[] PALETTE = {
        new SrgbColour(0, 158, 115),
        new SrgbColour(230, 159, 0),
        new SrgbColour(0, 114, 178),
        new SrgbColour(240, 228, 66),
        new SrgbColour(213, 94, 0),
        new SrgbColour(86, 180, 233),
        new SrgbColour(0, 204, 0),
        new SrgbColour(31, 31, 31),
    };

    public SrgbColour {
        if ((red | green | blue) < 0 || red > 255 || green > 255 || blue > 255) {
            throw new IllegalArgumentException("sRGB values are 0..255, got " + red + "," + green + "," + blue);
        }
    }

    /** The colour that the group recommends, else one of eight that depends on its number alone. */
    public static SrgbColour of(GroupDescription group) {
        CieLab recommended = group.colour();
        if (recommended != null) {
            return of(recommended);
        }
        return PALETTE[Math.floorMod(group.number() - 1, PALETTE.length)];
    }

    /** One of the same eight, that depends on a name alone. */
    public static SrgbColour ofName(String name) {
        return PALETTE[Math.floorMod(name.hashCode(), PALETTE.length)];
    }

    /** PS3.3 C.10.7.1.1: 0..65535 stand for L* 0..100 and a*, b* −128..127. */
    public static SrgbColour of(CieLab lab) {
        double lightness = lab.lightness() * 100.0 / 65535;
        double fy = (lightness + 16) / 116;
        double fx = fy + (lab.a() * 255.0 / 65535 - 128) / 500;
        double fz = fy - (lab.b() * 255.0 / 65535 - 128) / 200;
        double x = WHITE_X * fromCubeRoot(fx);
        double y = lightness > KAPPA * EPSILON ? fy * fy * fy : lightness / KAPPA;
        double z = WHITE_Z * fromCubeRoot(fz);
        return new SrgbColour(
                encoded(row(FROM_XYZ[0], x, y, z)),
                encoded(row(FROM_XYZ[1], x, y, z)),
                encoded(row(FROM_XYZ[2], x, y, z)));
    }

    public CieLab toCieLab() {
        double r = linear(red);
        double g = linear(green);
        double b = linear(blue);
        double fx = cubeRoot(row(TO_XYZ[0], r, g, b) / WHITE_X);
        double fy = cubeRoot(row(TO_XYZ[1], r, g, b));
        double fz = cubeRoot(row(TO_XYZ[2], r, g, b) / WHITE_Z);
        return new CieLab(
                word((116 * fy - 16) * 65535 / 100),
                word((500 * (fx - fy) + 128) * 65535 / 255),
                word((200 * (fy - fz) + 128) * 65535 / 255));
    }

    private static int word(double value) {
        return (int) Math.clamp(Math.round(value), 0L, 65535L);
    }

    private static double linear(int channel) {
        double encoded = channel / 255.0;
        return encoded <= 0.04045 ? encoded / 12.92 : Math.pow((encoded + 0.055) / 1.055, 2.4);
    }

    private static int encoded(double linear) {
        double clipped = Math.clamp(linear, 0.0, 1.0);
        double encoded = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * Math.pow(clipped, 1 / 2.4) - 0.055;
        return (int) Math.round(encoded * 255);
    }

    private static double cubeRoot(double ratio) {
        return ratio > EPSILON ? Math.cbrt(ratio) : (KAPPA * ratio + 16) / 116;
    }

    private static double fromCubeRoot(double root) {
        double cube = root * root * root;
        return cube > EPSILON ? cube : (116 * root - 16) / KAPPA;
    }

    private static double row(double[] row, double a, double b, double c) {
        return row[0] * a + row[1] * b + row[2] * c;
    }

    private static double[][] inverse(double[][] m) {
        double determinant = m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
                - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
                + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
        double[][] result = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                int a = (j + 1) % 3;
                int b = (j + 2) % 3;
                int c = (i + 1) % 3;
                int d = (i + 2) % 3;
                result[i][j] = (m[a][c] * m[b][d] - m[a][d] * m[b][c]) / determinant;
            }
        }
        return result;
    }
}
