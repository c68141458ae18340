package perennial.admin.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;

/** What a page draws, as JSON at its own address. */
public final class DataFile {
  private static final MediaType JSON = MediaType.of("application/json; charset=utf-8");
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private DataFile() {}

  /** A record as JSON: days and moments in ISO 8601, what is unknown as null. */
  public static HttpResponse<String> json(Object record) {
    try {
      return HttpResponse.ok(MAPPER.writeValueAsString(record)).contentType(JSON);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(record.getClass() + " does not become JSON", e);
    }
  }
}
