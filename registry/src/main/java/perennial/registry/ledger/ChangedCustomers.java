package perennial.registry.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * How changes of customers are announced: JSON arrays of ids, each shorter than PostgreSQL's 8,000
 * bytes, or {@value #EVERYBODY} for more customers than anybody should be told one by one.
 */
public final class ChangedCustomers {
  public static final String CHANNEL = "perennial_customers";

  private static final String EVERYBODY = "*";
  private static final int MAX_BYTES = 7_900;
  private static final int MAX_NAMED = 5_000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<String>> IDS = new TypeReference<>() {};

  private ChangedCustomers() {}

  /** Announces them when the handle's transaction commits. */
  static void announce(Handle handle, Collection<String> customerIds) {
    handle
        .createQuery(
            """
            SELECT count(pg_notify(:channel, payload)) FROM unnest(CAST(:payloads AS text[])) payload
            """)
        .bind("channel", CHANNEL)
        .bindArray("payloads", String.class, payloads(customerIds))
        .mapTo(Long.class)
        .one();
  }

  static List<String> payloads(Collection<String> customerIds) {
    if (customerIds.size() > MAX_NAMED) {
      return List.of(EVERYBODY);
    }
    List<String> payloads = new ArrayList<>();
    StringBuilder payload = new StringBuilder();
    int bytes = 0;
    for (String id : customerIds) {
      String quoted = quoted(id);
      int more = quoted.getBytes(StandardCharsets.UTF_8).length + 1;
      if (bytes + more > MAX_BYTES) {
        payloads.add(payload.append(']').toString());
        payload.setLength(0);
        bytes = 0;
      }
      payload.append(bytes == 0 ? '[' : ',').append(quoted);
      bytes += more;
    }
    if (bytes > 0) {
      payloads.add(payload.append(']').toString());
    }
    return payloads;
  }

  private static String quoted(String id) {
    try {
      return JSON.writeValueAsString(id);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text is always JSON", e);
    }
  }

  /** Whether the payload stands for all customers. */
  public static boolean isEverybody(String payload) {
    return payload.equals(EVERYBODY);
  }

  /** The ids of a payload; none when it stands for all. */
  public static List<String> read(String payload) {
    if (isEverybody(payload)) {
      return List.of();
    }
    try {
      return JSON.readValue(payload, IDS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an announcement of customers that is no list of ids", e);
    }
  }
}
