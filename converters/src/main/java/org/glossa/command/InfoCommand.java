package org.glossa.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.glossa.dicom.DicomFile;
import org.glossa.finding.MalformedInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code glossa info}: what a file is, and what is wrong with it. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 2,
        description =
                "Says what a DICOM file is: identity, groups of annotations or geometry of a slide, and findings.")
public final class InfoCommand implements Callable<Integer> {
    private static final int EXIT_ERROR = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A DICOM file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (DicomFile dicom = InputFiles.dicom(file)) {
            FileInfo info = FileFacts.of(dicom);
            if (json) {
                InfoPrinter.printJson(info, out);
            } else {
                InfoPrinter.printText(info, out);
            }
            out.flush();
            return 0;
        } catch (CommandFailure failure) {
            return failed(failure.sentence());
        } catch (MalformedInputException e) {
            return failed(file + ": " + e.finding().sentence());
        }
    }

    private int failed(String sentence) {
        spec.commandLine().getErr().println("glossa info: " + sentence);
        return EXIT_ERROR;
    }
}
