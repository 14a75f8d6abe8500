package org.glossa.corpus;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Runs in a JVM of its own with PixelMed on its class path: validates many reports, for each start of PixelMed takes long. */
public final class PixelMedReports {

    private PixelMedReports() {}

    /**
     * Prints for each file a line {@code == FILE} and what the validator says.
     *
     * @param files of structured reports
     */
    public static void main(String[] files) throws ReflectiveOperationException {
        Class<?> type = Class.forName("com.pixelmed.validate.DicomSRValidator");
        Object validator = type.getConstructor().newInstance();
        Method validate = type.getMethod("validate", String.class);
        for (String file : files) {
            System.out.println("== " + file);
            try {
                System.out.println(validate.invoke(validator, file));
            } catch (InvocationTargetException e) {
                System.out.println("Error: " + e.getCause());
            }
        }
    }
}
