package org.glossa.sr.write;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.glossa.feature.Features;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;
import org.jspecify.annotations.Nullable;

/** Ids and names of objects to Tracking Unique Identifier and Tracking Identifier (PS3.16 TID 1410). Not thread-safe. */
final class Tracking {
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    // three components at least: fewer is a number that happens to look so
    private static final Pattern UID_TEXT = Pattern.compile("[0-2](\\.(0|[1-9][0-9]*)){2,}");
    private static final Pattern UUID_DIGITS = Pattern.compile("0|[1-9][0-9]{0,38}");
    private static final int LONGEST_UID = 64;
    private static final String UUID_ROOT = "2.25.";
    private static final BigInteger UUID_END = BigInteger.ONE.shiftLeft(128);

    private final Features features;
    private final SourcePlaces places;
    private final Losses losses;
    private final Set<String> taken = new HashSet<>();

    /**
     * @param uid null when it has to be derived
     * @param identifier null when there is none
     * @param idForm null when the UID says the id
     * @param saysName whether the identifier is the name, or there is neither
     */
    record Said(
            @Nullable String uid,
            @Nullable String identifier,
            Features.@Nullable IdForm idForm,
            @Nullable String id,
            boolean saysName) {}

    Tracking(Features features, SourcePlaces places, Losses losses) {
        this.features = features;
        this.places = places;
        this.losses = losses;
    }

    Said of(long feature) {
        String name = features.name(feature);
        String identifier = name == null || name.isBlank() ? null : name;
        if (name != null && (identifier == null || name.endsWith(" "))) {
            losses.note(LedgerCode.NAME_NOT_CARRIED, Carriage.RESTORABLE, () -> places.ofFeature(feature));
        }
        boolean saysName = name == null || identifier != null && isWhole(name);
        Features.IdForm form = features.idForm(feature);
        String id = features.id(feature);
        if (form == Features.IdForm.ABSENT || id == null) {
            return new Said(null, identifier, Features.IdForm.ABSENT, null, saysName);
        }
        String uid = form == Features.IdForm.TEXT ? uid(id) : null;
        // in a report, groups that have one UID track one thing
        if (uid != null && (taken.add(uid) || places.areOfReport())) {
            boolean told = id.equals(readAs(uid));
            return new Said(uid, identifier, told ? null : form, told ? null : id, saysName);
        }
        if (identifier == null && !id.isBlank()) {
            losses.note(LedgerCode.ID_AS_TRACKING_IDENTIFIER, Carriage.RESTORABLE, () -> places.ofFeature(feature));
            return new Said(null, id, form, id, false);
        }
        losses.note(LedgerCode.ID_NOT_CARRIED, Carriage.RESTORABLE, () -> places.ofFeature(feature));
        return new Said(null, identifier, form, id, saysName);
    }

    /** Whether UT gives a text back: trailing spaces are padding (PS3.5 section 6.2), control characters are none of its characters. */
    private static boolean isWhole(String text) {
        return !text.endsWith(" ") && text.chars().noneMatch(character -> character < ' ');
    }

    private static @Nullable String uid(String id) {
        if (UUID_TEXT.matcher(id).matches()) {
            UUID uuid = UUID.fromString(id);
            BigInteger number = new BigInteger(Long.toHexString(uuid.getMostSignificantBits()), 16)
                    .shiftLeft(Long.SIZE)
                    .or(new BigInteger(Long.toHexString(uuid.getLeastSignificantBits()), 16));
            return UUID_ROOT + number;
        }
        // also one that says to be made from a UUID and has a larger number: writers do so
        return id.length() <= LONGEST_UID && UID_TEXT.matcher(id).matches() ? id : null;
    }

    /** The id that a reader takes from a UID. */
    private static String readAs(String uid) {
        UUID uuid = uid.startsWith(UUID_ROOT) ? uuid(uid) : null;
        return uuid == null ? uid : uuid.toString().toLowerCase(Locale.ROOT);
    }

    private static @Nullable UUID uuid(String uid) {
        String digits = uid.substring(UUID_ROOT.length());
        if (!UUID_DIGITS.matcher(digits).matches()) {
            return null;
        }
        BigInteger number = new BigInteger(digits);
        return number.compareTo(UUID_END) >= 0
                ? null
                : new UUID(number.shiftRight(Long.SIZE).longValue(), number.longValue());
    }
}
