package org.glossa.corpus;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.AssertionFailedError;

/** A program that answers each line with a line, so that a test of thousands of cases starts it once. Not thread-safe. */
public final class Conversation implements AutoCloseable {
    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    private Conversation(Process process) {
        this.process = process;
        this.questions = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** With a script of {@code test-corpus/src/main/python}; what it says on standard error goes to ours. */
    public static Conversation withPython(String script) throws IOException {
        Path python = Oracle.python().program();
        List<String> command =
                new ArrayList<>(List.of(python.toString(), Oracle.script(script).toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("PYTHONUTF8", "1");
        return new Conversation(builder.start());
    }

    /** Waits for the answer. */
    public String ask(String line) throws IOException {
        questions.write(line);
        questions.write('\n');
        questions.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new AssertionFailedError("the program ended when it was asked " + line);
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        questions.close();
        process.destroy();
    }
}
