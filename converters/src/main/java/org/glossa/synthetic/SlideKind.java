package org.glossa.synthetic;

/** What the slide shows. */
public enum SlideKind {
    /** Tissue-like background with each nucleus filled on its outline; costs time and about 0.1 byte a pixel. */
    DRAWN,
    /** An empty slide: every frame repeats one prepared tile, so that 100,000 px take tens of MB. */
    PLAIN;

    private static final int LARGEST_DRAWN_PX = 20_000;

    /** Drawn up to 20,000 px, plain above. */
    public static SlideKind defaultFor(int sizePx) {
        return sizePx <= LARGEST_DRAWN_PX ? DRAWN : PLAIN;
    }
}
