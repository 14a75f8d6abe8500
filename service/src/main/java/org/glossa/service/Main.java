package org.glossa.service;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.glossa.command.ConvertCommand;
import org.glossa.command.DiffCommand;
import org.glossa.command.GenerateCommand;
import org.glossa.command.InfoCommand;
import org.glossa.command.RoundtripCommand;
import org.glossa.service.demo.DemoCommand;
import org.glossa.service.serve.ServeCommand;
import org.glossa.service.upkeep.RebuildCommand;
import org.glossa.service.upkeep.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code glossa} command. File verbs run without the server's context, so that they feel instant. */
@Command(
        name = "glossa",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Takes in digital-pathology annotations, keeps them exactly, gives any region of them back.")
public final class Main implements Runnable {
    /** Bad usage or unreadable input. */
    static final int EXIT_ERROR = 2;

    /** In the order of {@code --help}. */
    private static final SequencedMap<String, Supplier<Object>> VERBS = new LinkedHashMap<>();

    static {
        VERBS.put("serve", ServeCommand::new);
        VERBS.put("demo", DemoCommand::new);
        VERBS.put("info", InfoCommand::new);
        VERBS.put("convert", () -> new ConvertCommand(ImageDownload::copy));
        VERBS.put("diff", () -> new DiffCommand(ImageDownload::copy));
        VERBS.put("roundtrip", () -> new RoundtripCommand(ImageDownload::copy));
        VERBS.put("generate", GenerateCommand::new);
        VERBS.put("verify", VerifyCommand::new);
        VERBS.put("rebuild", RebuildCommand::new);
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine(arguments).execute(arguments));
    }

    /** @param arguments when they begin with a verb, the others are not made: picocli takes a tenth of a second for all of them */
    static CommandLine commandLine(String... arguments) {
        CommandLine line = new CommandLine(new Main());
        String asked = arguments.length == 0 ? "" : arguments[0];
        if (VERBS.containsKey(asked)) {
            line.addSubcommand(asked, VERBS.get(asked).get());
        } else {
            VERBS.forEach((name, verb) -> line.addSubcommand(name, verb.get()));
        }
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((exception, given) -> {
                    CommandLine command = exception.getCommandLine();
                    String verb = command.getCommandSpec().qualifiedName();
                    command.getErr().println(verb + ": " + exception.getMessage());
                    UnmatchedArgumentException.printSuggestions(exception, command.getErr());
                    command.getErr().println(verb + " --help says what is allowed");
                    return EXIT_ERROR;
                })
                .setExitCodeExceptionMapper(exception -> EXIT_ERROR)
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    PrintWriter err = command.getErr();
                    err.println("glossa " + command.getCommandName() + ": " + sentence(exception));
                    return EXIT_ERROR;
                });
    }

    /** What went wrong as one line, without a stack. */
    private static String sentence(Throwable exception) {
        Throwable cause = exception instanceof UncheckedIOException unchecked && unchecked.getCause() != null
                ? unchecked.getCause()
                : exception;
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return switch (cause) {
            case NoSuchFileException missing -> "no such file: " + missing.getFile();
            case FileAlreadyExistsException existing -> "exists already: " + existing.getFile();
            default -> message;
        };
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a verb.");
    }
}
