package org.glossa.service.region;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.glossa.arrow.ArrowStream;
import org.glossa.service.items.FeatureCollectionEncoder;

/** For the OpenAPI document: what every request for annotations takes, as {@link RegionRequest} reads it, and how it is answered. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Parameter(
        in = ParameterIn.QUERY,
        name = "bbox",
        description = "minx,miny,maxx,maxy of a closed box; without it everything",
        schema = @Schema(type = "string"))
@Parameter(
        in = ParameterIn.QUERY,
        name = "crs",
        description = "The space of the box and of the answer; of a slide one that all its sets have",
        schema =
                @Schema(
                        type = "string",
                        allowableValues = {"level0-pixels", "source-pixels", "frame", "slide-mm"},
                        defaultValue = "level0-pixels"))
@Parameter(
        in = ParameterIn.QUERY,
        name = "group",
        description = "Annotation Group Numbers, separated by commas; of a slide those of any set",
        schema = @Schema(type = "string"))
@Parameter(
        in = ParameterIn.QUERY,
        name = "limit",
        description = "At most 10,000 for geojson, 10,000,000 for arrow",
        schema = @Schema(type = "integer", minimum = "1", maximum = "10000000", defaultValue = "1000"))
@Parameter(
        in = ParameterIn.QUERY,
        name = "f",
        description = "Without it what the header Accept asks, or geojson",
        schema =
                @Schema(
                        type = "string",
                        allowableValues = {"geojson", "arrow"},
                        defaultValue = "geojson"))
@Parameter(
        in = ParameterIn.QUERY,
        name = "coords",
        description =
                "Of arrow: geometries in the space of crs, or the source's own coordinates in its own space and precision; of a slide"
                        + " whose sets have the same",
        schema =
                @Schema(
                        type = "string",
                        allowableValues = {"geometry", "source"},
                        defaultValue = "geometry"))
@Parameter(
        in = ParameterIn.QUERY,
        name = "next",
        description = "The token that a link rel=next carries",
        schema = @Schema(type = "string"))
@ApiResponse(
        responseCode = "200",
        description = "A page of annotations",
        headers = {
            @Header(
                    name = "OGC-NumberMatched",
                    description = "Annotations of the set, or of all sets, that were asked for"),
            @Header(name = "OGC-NumberReturned", description = "Those of this page"),
            @Header(name = "Link", description = "rel=next while something remains")
        },
        content = {
            @Content(mediaType = FeatureCollectionEncoder.MEDIA_TYPE),
            @Content(mediaType = ArrowStream.MEDIA_TYPE, schema = @Schema(type = "string", format = "binary"))
        })
@ApiResponse(responseCode = "400", description = "A parameter cannot be answered; the problem says what is allowed")
@ApiResponse(responseCode = "503", description = "Too much to do, or columns are being rebuilt (Retry-After)")
@interface ItemsOperation {}
