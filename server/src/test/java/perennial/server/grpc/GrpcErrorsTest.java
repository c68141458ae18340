package perennial.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.RequestInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.net.ConnectException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import perennial.registry.RegistryUnavailable;

class GrpcErrorsTest {
  @Test
  void status_unexpected_hidesItsMessageBehindARequestId() throws Exception {
    StatusRuntimeException status =
        GrpcErrors.status(new IllegalStateException("secret " + Path.of("/etc")), "p.S/Call");
    assertEquals(Code.INTERNAL, status.getStatus().getCode());
    assertFalse(String.valueOf(status.getMessage()).contains("secret"), status::getMessage);
    RequestInfo info = StatusProto.fromThrowable(status).getDetails(0).unpack(RequestInfo.class);
    assertTrue(
        String.valueOf(status.getMessage()).contains(info.getRequestId()), status::getMessage);
  }

  @Test
  void status_registryAway_hidesTheAddress() {
    StatusRuntimeException status =
        GrpcErrors.status(
            new RegistryUnavailable("reading", new ConnectException("db.internal:5432 refused")),
            "p.S/Call");
    assertEquals(Code.UNAVAILABLE, status.getStatus().getCode());
    assertFalse(String.valueOf(status.getMessage()).contains("internal"), status::getMessage);
  }

  @Test
  void status_alreadyAStatus_isKept() {
    StatusRuntimeException error = Status.CANCELLED.asRuntimeException(new Metadata());
    assertEquals(error, GrpcErrors.status(error, "p.S/Call"));
  }
}
