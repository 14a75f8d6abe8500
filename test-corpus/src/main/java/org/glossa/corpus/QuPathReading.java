package org.glossa.corpus;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Collection;

/** Runs in a JVM of its own with QuPath on its class path. */
public final class QuPathReading {
    static final String ANSWER = "objects ";

    private QuPathReading() {}

    /**
     * Prints for each file a line {@code objects N}; ends with an exception when QuPath does not read one.
     *
     * @param files of GeoJSON
     */
    public static void main(String[] files) throws ReflectiveOperationException {
        Method read = Class.forName("qupath.lib.io.PathIO").getMethod("readObjects", Path.class);
        Method children = Class.forName("qupath.lib.objects.PathObject").getMethod("getChildObjects");
        for (String file : files) {
            System.out.println(ANSWER + count((Collection<?>) read.invoke(null, Path.of(file)), children));
        }
    }

    private static long count(Collection<?> objects, Method children) throws ReflectiveOperationException {
        long count = objects.size();
        for (Object object : objects) {
            count += count((Collection<?>) children.invoke(object), children);
        }
        return count;
    }
}
