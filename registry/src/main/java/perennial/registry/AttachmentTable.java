package perennial.registry;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** What is kept beside versions, within the caller's transaction. */
final class AttachmentTable {
  private AttachmentTable() {}

  static void insert(
      Handle handle, String model, long version, SortedMap<String, byte[]> attachments) {
    for (Map.Entry<String, byte[]> attachment : attachments.entrySet()) {
      handle
          .createUpdate(
              """
              INSERT INTO version_attachments (model, version, name, content)
              VALUES (:model, :version, :name, :content)
              """)
          .bind("model", model)
          .bind("version", version)
          .bind("name", attachment.getKey())
          .bind("content", attachment.getValue())
          .execute();
    }
  }

  static Optional<byte[]> content(Handle handle, String model, long version, String name) {
    return handle
        .createQuery(
            """
            SELECT content FROM version_attachments
            WHERE model = :model AND version = :version AND name = :name
            """)
        .bind("model", model)
        .bind("version", version)
        .bind("name", name)
        .map((row, context) -> row.getBytes("content"))
        .findOne();
  }

  /** All of a version's, by name. */
  static SortedMap<String, byte[]> of(Handle handle, String model, long version) {
    SortedMap<String, byte[]> attachments = new TreeMap<>();
    handle
        .createQuery(
            """
            SELECT name, content FROM version_attachments
            WHERE model = :model AND version = :version
            """)
        .bind("model", model)
        .bind("version", version)
        .map((row, context) -> Map.entry(row.getString("name"), row.getBytes("content")))
        .forEach(entry -> attachments.put(entry.getKey(), entry.getValue()));
    return attachments;
  }
}
