package perennial.server.grpc;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Times as messages. */
final class Times {
  private Times() {}

  static Timestamp timestamp(Instant at) {
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }
}
