package org.glossa.service;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
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
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code glossa} command. File verbs run without the server's context, so that they feel instant. */
@Command(
        name = "glossa",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Takes in digital-pathology annotations, keeps them exactly, gives any region of them back.",
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            InfoCommand.class,
            ConvertCommand.class,
            DiffCommand.class,
            RoundtripCommand.class,
            GenerateCommand.class,
            VerifyCommand.class,
            RebuildCommand.class
        })
public final class Main implements Runnable {
    /** Bad usage or unreadable input. */
    static final int EXIT_ERROR = 2;

    /** Makes the verbs that take images with what brings them from servers. */
    private static final IFactory FETCHING = new IFactory() {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == ConvertCommand.class) {
                return type.cast(new ConvertCommand(ImageDownload::copy));
            }
            if (type == DiffCommand.class) {
                return type.cast(new DiffCommand(ImageDownload::copy));
            }
            if (type == RoundtripCommand.class) {
                return type.cast(new RoundtripCommand(ImageDownload::copy));
            }
            return CommandLine.defaultFactory().create(type);
        }
    };

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main(), FETCHING)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((exception, arguments) -> {
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
