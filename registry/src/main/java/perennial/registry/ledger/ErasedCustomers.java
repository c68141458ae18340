package perennial.registry.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import perennial.registry.Sql;

/** Who was erased, by the keyed hashes of their ids, within the caller's transaction. */
final class ErasedCustomers {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int HASHED_AT_ONCE = 500;

  /** Made when the schema was; never changes. */
  private volatile @Nullable SecretKeySpec key;

  /** Those of the customers whose events are refused. */
  Set<String> among(Handle handle, Collection<String> customerIds) {
    if (customerIds.size() > HASHED_AT_ONCE && !isAnybody(handle)) {
      return Set.of(); // thousands of hashes for nothing
    }
    Map<String, String> idOfHash = new HashMap<>();
    Mac mac = mac(handle);
    for (String id : customerIds) {
      idOfHash.put(HexFormat.of().formatHex(hash(mac, id)), id);
    }
    return handle
        .createQuery(
            """
            SELECT encode(id_hmac, 'hex')
            FROM unnest(CAST(:hashes AS text[])) hash CROSS JOIN LATERAL (
              SELECT id_hmac FROM erased_customers
              WHERE id_hmac = decode(hash, 'hex') AND readmitted_at IS NULL OFFSET 0) e
            """)
        .bindArray("hashes", String.class, idOfHash.keySet())
        .mapTo(String.class)
        .stream()
        .map(idOfHash::get)
        .collect(Collectors.toSet());
  }

  private static boolean isAnybody(Handle handle) {
    return handle
        .createQuery("SELECT EXISTS (SELECT FROM erased_customers WHERE readmitted_at IS NULL)")
        .mapTo(Boolean.class)
        .one();
  }

  void add(Handle handle, String customerId, Instant now) {
    handle
        .createUpdate(
            """
            INSERT INTO erased_customers (id_hmac, erased_at) VALUES (:hash, :now)
            ON CONFLICT (id_hmac) DO UPDATE
              SET erased_at = EXCLUDED.erased_at, readmitted_at = NULL
            """)
        .bind("hash", hash(mac(handle), customerId))
        .bind("now", Sql.time(now))
        .execute();
  }

  /** Returns whether the customer was erased until now. */
  boolean readmit(Handle handle, String customerId, Instant now) {
    return handle
            .createUpdate(
                """
                UPDATE erased_customers SET readmitted_at = :now
                WHERE id_hmac = :hash AND readmitted_at IS NULL
                """)
            .bind("hash", hash(mac(handle), customerId))
            .bind("now", Sql.time(now))
            .execute()
        == 1;
  }

  private static byte[] hash(Mac mac, String customerId) {
    return mac.doFinal(customerId.getBytes(StandardCharsets.UTF_8));
  }

  private Mac mac(Handle handle) {
    SecretKeySpec known = key;
    if (known == null) {
      byte[] bytes = handle.createQuery("SELECT key FROM erasure_key").mapTo(byte[].class).one();
      known = new SecretKeySpec(bytes, ALGORITHM);
      Arrays.fill(bytes, (byte) 0);
      key = known;
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(known);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is in every Java", e);
    }
  }
}
