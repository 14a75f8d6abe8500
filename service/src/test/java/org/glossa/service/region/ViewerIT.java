package org.glossa.service.region;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.glossa.command.ConvertCommand;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Oracle;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.service.ServerProcess;
import org.glossa.synthetic.AnnotationFormat;
import org.glossa.synthetic.GenerateProgress;
import org.glossa.synthetic.GeneratedSlide;
import org.glossa.synthetic.SlideKind;
import org.glossa.synthetic.SlideRequest;
import org.glossa.synthetic.SyntheticSlide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * dicom-microscopy-viewer draws the regions of a report of ours where they belong, to the pixel. Where that is follows from coordinates
 * that pydicom reads from the bulk annotations that the report was made of.
 */
class ViewerIT {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 800;
    private static final double CENTRE_X = 2048;
    private static final double CENTRE_Y = 1536;
    private static final double RESOLUTION = 1;
    private static final int RED = 0xFF0000;

    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--enable-unsafe-swiftshader",
            "--use-gl=angle",
            "--use-angle=swiftshader",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    @TempDir
    Path folder;

    @Test
    void anotherViewerDrawsRegionsOfAReportAtTheirPixels() throws Exception {
        Path viewers = Corpus.viewers();
        SlideRequest request = new SlideRequest(600, 24, 11, 4_096, 3, SlideKind.DRAWN, AnnotationFormat.ANN);
        GeneratedSlide slide = SyntheticSlide.generate(request, folder.resolve("generated"), GenerateProgress.SILENT);
        List<KnownNucleus> nuclei = KnownNucleus.standingApart(slide.annotations(), 34);
        Path report = folder.resolve("report.dcm");
        assertThat(new CommandLine(new ConvertCommand())
                        .execute(
                                slide.annotations().toString(),
                                "--to",
                                "sr",
                                "--out",
                                report.toString(),
                                "--image",
                                slide.levels().getFirst().toString()))
                .isZero();
        List<Path> files = new ArrayList<>(slide.levels());
        files.add(report);
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), List.of("-Xmx256m"), List.of())) {
            new Stow(server.url()).store(files);
            BufferedImage screen = screen(server.url(), study(report), viewers);
            Viewport viewport = new Viewport(0, 0, WIDTH, HEIGHT, CENTRE_X, CENTRE_Y, RESOLUTION);
            List<KnownNucleus> visible = nuclei.stream()
                    .filter(nucleus -> viewport.shows(nucleus.centre(), 40))
                    .toList();
            assertThat(visible).hasSizeGreaterThan(10);
            assertThat(visible)
                    .allSatisfy(nucleus -> assertThat(drawn(screen, nucleus, viewport))
                            .as("part of the outline of %s that is red within a pixel", nucleus.id())
                            .isGreaterThan(0.95));
            Viewport wrong = new Viewport(0, 0, WIDTH, HEIGHT, CENTRE_X + 4, CENTRE_Y, RESOLUTION);
            assertThat(visible)
                    .allSatisfy(
                            nucleus -> assertThat(drawn(screen, nucleus, wrong)).isLessThan(0.8));
        }
    }

    private static double drawn(BufferedImage screen, KnownNucleus nucleus, Viewport viewport) {
        int near = 0;
        int all = 0;
        List<KnownNucleus.Point> outline = nucleus.outline();
        for (int i = 0; i < outline.size(); i++) {
            KnownNucleus.Point from = outline.get(i);
            KnownNucleus.Point to = outline.get((i + 1) % outline.size());
            for (double part = 0; part < 1; part += 0.25) {
                int x = (int) viewport.screenX(from.x() + part * (to.x() - from.x()));
                int y = (int) viewport.screenY(from.y() + part * (to.y() - from.y()));
                near += isRedNear(screen, x, y) ? 1 : 0;
                all++;
            }
        }
        return (double) near / all;
    }

    private static boolean isRedNear(BufferedImage screen, int x, int y) {
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                int rgb = screen.getRGB(x + dx, y + dy);
                boolean red = (rgb >> 16 & 0xFF) > 180 && (rgb >> 8 & 0xFF) < 120 && (rgb & 0xFF) < 120;
                if (red) {
                    return true;
                }
            }
        }
        return false;
    }

    private static BufferedImage screen(URI server, String study, Path viewers) throws IOException {
        Path chromium = Oracle.chromium().program();
        try (Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))) {
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(chromium)
                            .setArgs(FLAGS));
            Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(WIDTH, HEIGHT));
            page.route("http://viewer.test/**", route -> fulfil(route, viewers));
            String query = "?url=" + URLEncoder.encode(server + "/dicom-web", StandardCharsets.UTF_8) + "&study="
                    + study + "&x=" + CENTRE_X + "&y=" + CENTRE_Y + "&resolution=" + RESOLUTION;
            page.navigate("http://viewer.test/page.html" + query);
            page.waitForFunction("() => document.title !== 'loading'");
            assertThat(page.title()).isEqualTo("600 regions");
            page.waitForTimeout(3_000); // tiles come from the server, and are drawn by a software renderer
            byte[] png = page.screenshot();
            Files.createDirectories(Path.of("target/screenshots"));
            Files.write(Path.of("target/screenshots/viewer.png"), png);
            return ImageIO.read(new ByteArrayInputStream(png));
        }
    }

    private static void fulfil(Route route, Path viewers) {
        String name = Path.of(URI.create(route.request().url()).getPath())
                .getFileName()
                .toString();
        Path file = switch (name) {
            case "page.html" -> Path.of("src/test/resources/viewer/page.html");
            case "dicomweb-client.js" -> viewers.resolve("dicomweb-client/build/dicomweb-client.js");
            default -> viewers.resolve("dicom-microscopy-viewer/dist").resolve(name);
        };
        route.fulfill(new Route.FulfillOptions().setPath(file));
    }

    private static String study(Path report) throws Exception {
        try (DicomFile file = DicomFile.open(report)) {
            return file.dataSet().string(Tag.StudyInstanceUID).orElseThrow();
        }
    }
}
