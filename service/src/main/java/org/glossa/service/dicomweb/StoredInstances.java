package org.glossa.service.dicomweb;

import jakarta.inject.Singleton;
import java.util.List;
import org.glossa.service.catalogue.InstanceRepository;
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.ingest.Uids;
import org.glossa.service.web.ProblemException;

/** The instances that a path names. */
@Singleton
final class StoredInstances {
    private final InstanceRepository instances;

    StoredInstances(InstanceRepository instances) {
        this.instances = instances;
    }

    /** In the order of storing; 404 when there is none. */
    List<StoredInstance> ofStudy(String study) {
        requireUids(study);
        return atLeastOne(instances.findByStudyInstanceUidOrderById(study), "study " + study);
    }

    /** In the order of storing; 404 when there is none. */
    List<StoredInstance> ofSeries(String study, String series) {
        requireUids(study, series);
        return atLeastOne(
                instances.findByStudyInstanceUidAndSeriesInstanceUidOrderById(study, series),
                "series " + series + " in study " + study);
    }

    /** 404 when it is not there. */
    StoredInstance instance(String study, String series, String instance) {
        requireUids(study, series, instance);
        return instances
                .findBySopInstanceUid(instance)
                .filter(stored -> stored.studyInstanceUid().equals(study)
                        && stored.seriesInstanceUid().equals(series))
                .orElseThrow(() -> ProblemException.notFound(
                        "No instance " + instance + " in series " + series + " of study " + study + " is stored."));
    }

    /** Nothing is stored under a name that is no UID, and not every database takes every text for a question. */
    private static void requireUids(String... names) {
        for (String name : names) {
            if (!Uids.isUid(name)) {
                throw ProblemException.notFound("Nothing is stored under " + name + ", which is no UID.");
            }
        }
    }

    private static List<StoredInstance> atLeastOne(List<StoredInstance> found, String what) {
        if (found.isEmpty()) {
            throw ProblemException.notFound("No " + what + " is stored.");
        }
        return found;
    }
}
