package org.glossa.service.steps;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.data.exceptions.DataAccessException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.glossa.service.objects.Step;
import org.glossa.service.objects.Steps;

/**
 * The steps of a server that a test started, which do what the test has written into a file: {@code hold STEP before 3} holds the third
 * thread that comes to the step as long as the file {@code .held} is there, which it makes beside; {@code omit STEP} leaves the work of
 * the step out; {@code break STEP after 1} lets the step end as when the connection to the database breaks.
 */
@Singleton
@Replaces(Steps.class)
@Requires(property = "glossa.test.steps")
final class ControlledSteps extends Steps {
    private final Path file;
    private final AtomicInteger left = new AtomicInteger();
    private String lastOrder = "";

    ControlledSteps(@Value("${glossa.test.steps}") String file) {
        this.file = Path.of(file);
    }

    @Override
    public <E extends Exception> void run(Step step, Work<E> work) throws E {
        String[] order = order().split(" ");
        if (order.length < 2 || !order[1].equals(step.name())) {
            work.run();
            return;
        }
        if (order[0].equals("omit")) {
            return;
        }
        boolean isMeant = left.decrementAndGet() == 0;
        if (isMeant && order[2].equals("before")) {
            interfere(order[0]);
        }
        work.run();
        if (isMeant && order[2].equals("after")) {
            interfere(order[0]);
        }
    }

    private void interfere(String kind) {
        if (kind.equals("break")) {
            throw new DataAccessException("broken by a test", new SQLException("the connection broke", "08006"));
        }
        hold();
    }

    private synchronized String order() {
        String order = read();
        if (!order.equals(lastOrder)) {
            lastOrder = order;
            String[] words = order.split(" ");
            left.set(words.length == 4 ? Integer.parseInt(words[3]) : 0);
        }
        return order;
    }

    private String read() {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException noOrder) {
            return "";
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private void hold() {
        try {
            Path held = StepControl.held(file);
            Files.createFile(held);
            while (Files.exists(held)) {
                Thread.sleep(10);
            }
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
