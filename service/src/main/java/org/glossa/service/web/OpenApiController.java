package org.glossa.service.web;

import io.micronaut.core.io.ResourceResolver;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import java.io.IOException;
import java.io.InputStream;

/** The description of all doors, as the build made it of the controllers. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Glossa",
                        version = "0.1",
                        description =
                                "DICOMweb for any instance, regions of annotation objects, and conversions of annotations.",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")))
@Controller("/openapi")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Hidden
final class OpenApiController {
    private final ResourceResolver resources;

    OpenApiController(ResourceResolver resources) {
        this.resources = resources;
    }

    @Get
    HttpResponse<?> yaml() throws IOException {
        try (InputStream yaml = resources
                .getResourceAsStream("classpath:META-INF/swagger/glossa.yml")
                .orElseThrow()) {
            return HttpResponse.ok(yaml.readAllBytes()).contentType(MediaType.of("application/yaml"));
        }
    }
}
