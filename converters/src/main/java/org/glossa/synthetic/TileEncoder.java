package org.glossa.synthetic;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Encodes square tiles as JPEG baseline: YCbCr with both chroma components at half the rate in both directions (4:2:0), which
 * DICOM calls YBR_FULL_422 like 4:2:2 (PS3.3 C.7.6.3.1.2). One thread.
 */
final class TileEncoder {
    private static final float QUALITY = 0.85f;

    private final ImageWriter writer =
            ImageIO.getImageWritersByFormatName("jpeg").next();
    private final ImageWriteParam parameters = parameters(writer);
    private final BufferedImage image;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);

    TileEncoder(int sidePx) {
        image = new BufferedImage(sidePx, sidePx, BufferedImage.TYPE_INT_RGB);
    }

    private static ImageWriteParam parameters(ImageWriter writer) {
        JPEGImageWriteParam parameters = (JPEGImageWriteParam) writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(QUALITY);
        // An empty tile shrinks to a third of what it is with the standard tables.
        parameters.setOptimizeHuffmanTables(true);
        return parameters;
    }

    /** The tile's pixels, 0xRRGGBB row by row, to be drawn into. */
    int[] rgb() {
        return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }

    byte[] encode() throws IOException {
        bytes.reset();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), parameters);
        }
        return bytes.toByteArray();
    }
}
