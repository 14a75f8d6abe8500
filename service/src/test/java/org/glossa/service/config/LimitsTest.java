package org.glossa.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LimitsTest {
    private static final Set<String> MAY_BE_ZERO = Set.of("ingestWait", "bytesPerSecond", "diskReserve");

    /** Each limit in turn, and all others 1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "requestBytes",
                "parts",
                "partHeaderBytes",
                "partHeaderFields",
                "concurrentIngests",
                "ingestWait",
                "stall",
                "bytesPerSecond",
                "headTime",
                "connections",
                "diskReserve",
                "buildRetry"
            })
    void a_limit_that_cannot_work_is_refused_by_its_name(String name) throws Exception {
        int least = MAY_BE_ZERO.contains(name) ? 0 : 1;
        String key = name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);

        assertThat(limits(name, least)).isNotNull();
        assertThatThrownBy(() -> limits(name, least - 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("glossa.limits." + key + " ")
                .hasMessageEndingWith("got " + (least - 1));
    }

    private static Limits limits(String name, int value) throws Exception {
        RecordComponent[] all = Limits.class.getRecordComponents();
        Class<?>[] types = new Class<?>[all.length];
        Object[] values = new Object[all.length];
        for (int i = 0; i < all.length; i++) {
            int given = all[i].getName().equals(name) ? value : 1;
            types[i] = all[i].getType();
            values[i] = types[i] == Duration.class
                    ? Duration.ofMillis(given)
                    : types[i] == long.class ? (Object) (long) given : (Object) given;
        }
        Constructor<Limits> constructor = Limits.class.getDeclaredConstructor(types);
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw (Exception) refused.getCause();
        }
    }
}
