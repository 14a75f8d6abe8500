package org.glossa.service.region;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.BoundingBox;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.glossa.corpus.Oracle;

/** A Chromium without a window, and what tests of the page do with it. */
final class PageBrowser implements AutoCloseable {
    static final int WIDTH = 1600;
    static final int HEIGHT = 1200;

    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final URI server;
    private final Playwright playwright;
    private final Browser browser;
    private final List<String> foreignRequests = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    PageBrowser(URI server) {
        this.server = server;
        Path chromium = Oracle.chromium().program();
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(FLAGS));
    }

    /** A page with nothing remembered from others. */
    Page open() {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(WIDTH, HEIGHT));
        Page page = context.newPage();
        page.onRequest(request -> {
            if (!request.url().startsWith(server + "/") && !request.url().startsWith("data:")) {
                foreignRequests.add(request.url());
            }
        });
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    /** Goes to an address below /ui/ and waits until all is fetched and drawn. */
    void show(Page page, String fragmentOrQuery) {
        page.navigate("about:blank");
        page.navigate(server + "/ui/" + fragmentOrQuery);
        settle(page);
    }

    static void settle(Page page) {
        page.waitForTimeout(250); // until a move is noticed
        page.waitForFunction("() => document.getElementById('view').getAttribute('aria-busy') === 'false'");
    }

    /** Where the map shows which part of the slide, when its middle and zoom are these. */
    static Viewport viewport(Page page, double centreX, double centreY, double zoom) {
        BoundingBox map = page.locator("#map").boundingBox();
        return new Viewport(map.x, map.y, map.width, map.height, centreX, centreY, Math.pow(2, -zoom));
    }

    /** Screenshots with and without the annotations. */
    static ScreenCheck look(Page page) throws IOException {
        BufferedImage with = screenshot(page);
        page.keyboard().press("o");
        settle(page);
        BufferedImage without = screenshot(page);
        page.keyboard().press("o");
        settle(page);
        return new ScreenCheck(with, without);
    }

    static void keep(Page page, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, page.screenshot());
    }

    private static BufferedImage screenshot(Page page) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(page.screenshot()));
    }

    /** Addresses of other hosts that were asked for. */
    List<String> foreignRequests() {
        return foreignRequests;
    }

    /** Errors that pages met or wrote to the console. */
    List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
