package org.glossa.service.dicomweb;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Options;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.glossa.service.web.PublicUrl;

/** Retrieve Capabilities, PS3.18 section 8.9: a WADL that names the services. */
@Controller(Addresses.ROOT)
@Produces(MediaType.ALL)
@Tag(name = "DICOMweb")
final class CapabilitiesController {
    private static final String WADL = "application/vnd.sun.wadl+xml";

    private final PublicUrl publicUrl;

    CapabilitiesController(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    @Options
    @Operation(summary = "Retrieve the capabilities of the service")
    @ApiResponse(responseCode = "200", description = "A WADL", content = @Content(mediaType = WADL))
    HttpResponse<?> capabilities(@Parameter(hidden = true) HttpRequest<?> request) {
        StringBuilder resources = new StringBuilder();
        search(resources, "studies");
        search(resources, "series");
        search(resources, "instances");
        search(resources, "studies/{study}/series");
        search(resources, "studies/{study}/instances");
        search(resources, "studies/{study}/series/{series}/instances");
        store(resources, "studies");
        store(resources, "studies/{study}");
        String[] entities = {
            "studies/{study}", "studies/{study}/series/{series}", "studies/{study}/series/{series}/instances/{instance}"
        };
        for (String entity : entities) {
            retrieve(resources, entity, "multipart/related; type=&quot;application/dicom&quot;");
            retrieve(resources, entity + "/metadata", DicomMedia.DICOM_JSON);
        }
        retrieve(resources, entities[2] + "/frames/{frames}", "multipart/related");
        retrieve(resources, entities[2] + "/bulkdata/{path}", DicomMedia.OCTET_STREAM);
        String wadl = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<application xmlns=\"http://wadl.dev.java.net/2009/02\">\n<resources base=\""
                + publicUrl.of(request).replace("&", "&amp;") + Addresses.ROOT + "\">\n" + resources
                + "</resources>\n</application>\n";
        return HttpResponse.ok(wadl).contentType(MediaType.of(WADL));
    }

    private static void search(StringBuilder resources, String path) {
        method(
                resources,
                path,
                "GET",
                "<response status=\"200 204\"><representation mediaType=\"" + DicomMedia.DICOM_JSON
                        + "\"/></response>");
    }

    private static void retrieve(StringBuilder resources, String path, String mediaType) {
        method(
                resources,
                path,
                "GET",
                "<response status=\"200\"><representation mediaType=\"" + mediaType + "\"/></response>");
    }

    private static void store(StringBuilder resources, String path) {
        method(
                resources,
                path,
                "POST",
                "<request><representation mediaType=\"multipart/related; type=&quot;application/dicom&quot;\"/></request>"
                        + "<response status=\"200 202 409\"><representation mediaType=\"" + DicomMedia.DICOM_JSON
                        + "\"/></response>");
    }

    private static void method(StringBuilder resources, String path, String name, String content) {
        resources
                .append("<resource path=\"")
                .append(path)
                .append("\"><method name=\"")
                .append(name)
                .append("\">")
                .append(content)
                .append("</method></resource>\n");
    }
}
