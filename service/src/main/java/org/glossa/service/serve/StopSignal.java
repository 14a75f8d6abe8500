package org.glossa.service.serve;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM and Ctrl-C as the way to end a server: orderly, and no failure. The JVM alone would end with 143. Open it before what it
 * stops, so that it is closed after.
 */
public final class StopSignal implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    /** From now on a signal only ends {@link #await}; before, it ends the process at once. */
    public void arm() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "glossa-stop"));
    }

    private void stop() {
        asked.countDown();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println(
                        "glossa: what ran did not end within " + PATIENCE_SECONDS + " s; nothing acknowledged is lost");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }

    /** Returns when a signal came. */
    public void await() throws InterruptedException {
        asked.await();
    }

    /** Everything has ended: the process may go. */
    @Override
    public void close() {
        ended.countDown();
    }
}
