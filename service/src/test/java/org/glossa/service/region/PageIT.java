package org.glossa.service.region;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.glossa.corpus.Shared;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.service.ServerProcess;
import org.glossa.synthetic.AnnotationFormat;
import org.glossa.synthetic.GenerateProgress;
import org.glossa.synthetic.GeneratedSlide;
import org.glossa.synthetic.SlideKind;
import org.glossa.synthetic.SlideRequest;
import org.glossa.synthetic.SyntheticSlide;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The page in a browser, before the packaged server: outlines lie on the nuclei that they belong to. Where they have to be follows from
 * coordinates that pydicom reads; what is a nucleus, from the slide's own pixels.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageIT {
    private static final String TWO_POINTS = "1.2.826.0.1.3680043.10.511.3.43769862825864704536182881533064337";
    private static final int KNOWN = 20;
    private static final int APART_PX = 34;
    private static final double CENTRE_X = 3512.5;
    private static final double CENTRE_Y = 2204.25;

    private ServerProcess server;
    private PageBrowser browser;
    private List<KnownNucleus> nuclei;
    private String uid;

    @BeforeAll
    void storeASlide(@TempDir Path folder) throws Exception {
        SlideRequest request = new SlideRequest(8_000, 24, 7, 6_000, 3, SlideKind.DRAWN, AnnotationFormat.ANN);
        GeneratedSlide slide = SyntheticSlide.generate(request, folder.resolve("generated"), GenerateProgress.SILENT);
        nuclei = KnownNucleus.standingApart(slide.annotations(), APART_PX);
        Collections.shuffle(nuclei, new Random(7)); // of all groups
        server = ServerProcess.start(folder.resolve("data"), List.of("-Xmx256m"), List.of());
        Stow stow = new Stow(server.url());
        stow.store(slide.instances());
        try (DicomFile file = DicomFile.open(slide.annotations())) {
            uid = file.dataSet().string(Tag.SOPInstanceUID).orElseThrow();
        }
        stow.awaitReady(uid);
        browser = new PageBrowser(server.url());
    }

    @AfterAll
    void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void outlinesLieOnTheirNucleiBeforeAndAfterAPanAndAZoom() throws Exception {
        Page page = browser.open();
        browser.show(page, at(CENTRE_X, CENTRE_Y, 0));
        Viewport viewport = PageBrowser.viewport(page, CENTRE_X, CENTRE_Y, 0);
        PageBrowser.keep(page, Path.of("target/screenshots/page.png"));
        assertRight(page, viewport);

        page.mouse().move(900, 600);
        page.mouse().down();
        page.mouse().move(903, 602); // from where a drag is told from a click
        page.mouse().move(800, 700);
        page.mouse().move(723, 713);
        page.waitForTimeout(250); // a hand that rests lets nothing glide on
        page.mouse().up();
        PageBrowser.settle(page);
        Viewport panned = viewport.dragged(723 - 903, 713 - 602);
        assertThat(page.url()).contains("x=" + panned.centreX() + "&y=" + panned.centreY() + "&zoom=0.000");
        assertRight(page, panned);

        page.locator(".ol-zoom-in").click();
        page.waitForTimeout(400);
        PageBrowser.settle(page);
        assertRight(page, panned.zoomed(2));

        page.context().close();
        assertThat(browser.foreignRequests()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    /** Faults that a page could have, made on the way to the browser; the check must see each of them. */
    enum Fault {
        X_AND_Y_SWAPPED(
                "plane.js", "output[i] = input[i];", "const x = input[i]; output[i] = input[i + 1]; input[i + 1] = x;"),
        Y_FLIPPED("plane.js", "output[i + 1] = -input[i + 1];", "output[i + 1] = input[i + 1] - 6000;"),
        FOUR_PIXELS_BESIDE("plane.js", "output[i] = input[i];", "output[i] = input[i] + 4;"),
        HALF_MISSING("regions.js", "[...byId.values()]", "[...byId.values()].filter((_, i) => i % 2 === 0)");

        private final String file;
        private final String right;
        private final String wrong;

        Fault(String file, String right, String wrong) {
            this.file = file;
            this.right = right;
            this.wrong = wrong;
        }

        void putInto(Page page) {
            page.route("**/ui/" + file, route -> {
                APIResponse served = route.fetch();
                assertThat(served.text()).contains(right);
                route.fulfill(new Route.FulfillOptions()
                        .setResponse(served)
                        .setBody(served.text().replace(right, wrong)));
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongPageIsSeen(Fault fault) throws Exception {
        Page page = browser.open();
        fault.putInto(page);
        browser.show(page, at(CENTRE_X, CENTRE_Y, 0));
        Viewport viewport = PageBrowser.viewport(page, CENTRE_X, CENTRE_Y, 0);
        List<ScreenCheck.Seen> seen = PageBrowser.look(page).at(visible(viewport), viewport);
        assertThat(seen.stream().filter(nucleus -> !nucleus.isRight()).count())
                .as(seen.toString())
                .isGreaterThanOrEqualTo(3);
        page.context().close();
    }

    @Test
    void aClickShowsIdClassAndArea() throws Exception {
        Page page = browser.open();
        browser.show(page, at(CENTRE_X, CENTRE_Y, 0));
        Viewport viewport = PageBrowser.viewport(page, CENTRE_X, CENTRE_Y, 0);
        for (KnownNucleus nucleus : visible(viewport).subList(0, 5)) {
            KnownNucleus.Point centre = nucleus.centre();
            page.mouse().click(viewport.screenX(centre.x()), viewport.screenY(centre.y()));
            page.waitForTimeout(400); // a second click would be a double click
            assertThat(page.locator("#detail-title").textContent()).isEqualTo("Annotation " + nucleus.id());
            assertThat(page.locator("#detail-facts").textContent())
                    .contains("Id" + nucleus.id())
                    .contains(nucleus.type());
            assertThat(page.locator("#measurements th").textContent()).isEqualTo("Area um2");
            assertThat(Float.parseFloat(page.locator("#measurements td").textContent()))
                    .isEqualTo((float) nucleus.area());
            page.keyboard().press("Escape"); // the details would cover what lies below them
        }
        assertThat(page.locator("#detail").isVisible()).isFalse();
        page.context().close();
    }

    @Test
    void aLinkOpensASetAtItsWholeExtent() throws Exception {
        Page page = browser.open();
        browser.show(page, "?set=" + uid);
        assertThat(page.url()).contains("set=" + uid).contains("x=3000&y=3000");
        assertThat(page.locator(".set[aria-current=true]").textContent())
                .contains("NUCLEI")
                .contains("8,000");
        assertThat(page.locator("#groups li").count()).isEqualTo(3);
        PageBrowser.keep(page, Path.of("target/screenshots/whole.png"));
        page.context().close();
    }

    @Test
    void aSetWithoutItsSlideIsShownAndTheSlideComesBehindItByItself() throws Exception {
        Stow stow = new Stow(server.url());
        stow.store(List.of(Shared.require("corpus/highdicom/sm_annotations.dcm")));
        stow.awaitReady(TWO_POINTS);
        Page page = browser.open();
        browser.show(page, "#set=" + TWO_POINTS + "&x=30&y=25&zoom=4");
        assertThat(page.locator("#space").textContent()).contains("pixels of the annotated image");
        Viewport viewport = PageBrowser.viewport(page, 30, 25, 4);
        assertPointsAreDrawn(page, viewport);

        stow.store(List.of(Shared.require("corpus/highdicom/sm_image.dcm")));
        page.waitForCondition(() -> page.locator("#space").textContent().contains("level 0"));
        browser.show(page, "#set=" + TWO_POINTS + "&x=30&y=25&zoom=4");
        assertPointsAreDrawn(page, viewport);
        PageBrowser.keep(page, Path.of("target/screenshots/points.png"));
        page.context().close();
    }

    private static void assertPointsAreDrawn(Page page, Viewport viewport) throws Exception {
        ScreenCheck screen = PageBrowser.look(page);
        for (double[] point : new double[][] {{34.6, 18.4}, {28.7, 34.9}}) {
            int x = (int) viewport.screenX(point[0]);
            int y = (int) viewport.screenY(point[1]);
            assertThat(screen.with().getRGB(x, y) & 0xFFFFFF).isEqualTo(0x009E73);
            assertThat(screen.without().getRGB(x, y) & 0xFFFFFF).isNotEqualTo(0x009E73);
        }
    }

    @Test
    void anUnknownSetIsSaid() throws Exception {
        Page page = browser.open();
        page.navigate(server.url() + "/ui/?set=1.2.3");
        page.locator("#alert").waitFor();
        assertThat(page.locator("#alert").textContent()).contains("1.2.3");
        page.context().close();
        browser.complaints().clear(); // the 404 itself
    }

    private void assertRight(Page page, Viewport viewport) throws Exception {
        List<KnownNucleus> visible = visible(viewport);
        assertThat(visible).hasSize(KNOWN);
        assertThat(PageBrowser.look(page).at(visible, viewport)).allMatch(ScreenCheck.Seen::isRight);
    }

    private List<KnownNucleus> visible(Viewport viewport) {
        return nuclei.stream()
                .filter(nucleus -> viewport.shows(nucleus.centre(), 40))
                .limit(KNOWN)
                .toList();
    }

    private String at(double x, double y, double zoom) {
        return "#set=" + uid + "&x=" + x + "&y=" + y + "&zoom=" + zoom;
    }
}
