package org.glossa.service.convert;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The query parameters of every request that converts, for the OpenAPI document; their names and values are those of the options. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Parameter(
        in = ParameterIn.QUERY,
        name = "ledger",
        description = "only: the answer is the ledger alone, as JSON",
        schema =
                @Schema(
                        type = "string",
                        allowableValues = {"only"}))
@Parameter(
        in = ParameterIn.QUERY,
        name = "strict",
        description = "true: what has lost something is refused with 422",
        schema = @Schema(type = "boolean"))
@Parameter(
        in = ParameterIn.QUERY,
        name = "image",
        description = "SOP Instance UID of a stored image of the slide",
        schema = @Schema(type = "string"))
@Parameter(
        in = ParameterIn.QUERY,
        name = "holes",
        description = "What becomes of holes where the target has no place for them",
        schema =
                @Schema(
                        type = "string",
                        allowableValues = {"keyhole", "split", "drop", "fail"},
                        defaultValue = "keyhole"))
@Parameter(
        in = ParameterIn.QUERY,
        name = "precision",
        description = "Of the coordinates of bulk annotations",
        schema =
                @Schema(
                        type = "string",
                        allowableValues = {"auto", "float32", "float64"},
                        defaultValue = "auto"))
@Parameter(
        in = ParameterIn.QUERY,
        name = "outOfBounds",
        description = "What becomes of coordinates beyond the image",
        schema =
                @Schema(
                        type = "string",
                        allowableValues = {"keep", "clip", "fail"},
                        defaultValue = "keep"))
@Parameter(
        in = ParameterIn.QUERY,
        name = "space",
        description = "Of the coordinates that are written; without it as the target and the images tell",
        schema =
                @Schema(
                        type = "string",
                        allowableValues = {"level0-pixels", "source-pixels", "frame", "slide-mm"}))
@Parameter(
        in = ParameterIn.QUERY,
        name = "sourceSpace",
        description = "Of the coordinates of GeoJSON that does not say it",
        schema =
                @Schema(
                        type = "string",
                        allowableValues = {"level0-pixels", "source-pixels", "slide-mm"},
                        defaultValue = "level0-pixels"))
@Parameter(
        in = ParameterIn.QUERY,
        name = "maxSr",
        description = "A structured report of more objects is refused with 422",
        schema = @Schema(type = "integer", minimum = "0", defaultValue = "50000"))
@Parameter(
        in = ParameterIn.QUERY,
        name = "contentDate",
        description = "When the annotations were made, YYYYMMDD or YYYYMMDDHHMMSS, for a source that does not say",
        schema = @Schema(type = "string"))
@Parameter(
        in = ParameterIn.QUERY,
        name = "decimals",
        description = "Of coordinates in GeoJSON; without it as many as tell the number",
        schema = @Schema(type = "integer", minimum = "0", maximum = "15"))
@Parameter(
        in = ParameterIn.QUERY,
        name = "newlineDelimited",
        description = "true: GeoJSON of one feature on each line",
        schema = @Schema(type = "boolean", defaultValue = "false"))
@Parameter(
        in = ParameterIn.QUERY,
        name = "gzip",
        description = "true: the result is a gzip file",
        schema = @Schema(type = "boolean", defaultValue = "false"))
public @interface OptionParameters {}
