package perennial.server.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.Deployment;
import perennial.registry.DeploymentConflict;
import perennial.registry.RegistryUnavailable;
import perennial.registry.UnknownModel;
import perennial.registry.UnknownVersion;
import perennial.server.serving.InvalidRequest;
import perennial.server.serving.ModelNotServed;
import perennial.server.serving.NothingServedYet;

/** The one place where an error becomes a status code. */
final class GrpcErrors {
  private static final Logger log = LoggerFactory.getLogger(GrpcErrors.class);

  /** The domain of every {@link ErrorInfo}. */
  static final String DOMAIN = "perennial";

  /** What a call without an end of its own is told when the server ends. */
  static final io.grpc.Status ENDING =
      io.grpc.Status.UNAVAILABLE.withDescription("the server is ending");

  // A client refuses trailers beyond 8 KiB, and what is not ASCII takes up to nine bytes a letter.
  private static final int MAX_MESSAGE = 400;

  private GrpcErrors() {}

  /**
   * The status that a caller gets for an error; what nobody expected is logged here, once.
   *
   * @param method full name of the called method, for the log
   */
  static StatusRuntimeException status(Throwable error, String method) {
    return switch (error) {
      case StatusRuntimeException e -> e;
      case StatusException e -> e.getStatus().asRuntimeException(e.getTrailers());
      case InvalidRequest e -> status(Code.INVALID_ARGUMENT, e, badRequest(e));
      case ModelNotServed e -> status(Code.NOT_FOUND, e);
      case UnknownModel e -> status(Code.NOT_FOUND, e);
      case UnknownVersion e -> status(Code.NOT_FOUND, e);
      case NothingServedYet e -> status(Code.UNAVAILABLE, e, retryAfterSeconds(1));
      case DeploymentConflict e -> status(Code.ABORTED, e, conflict(e.winner()));
      case Unauthenticated e -> status(Code.UNAUTHENTICATED, e);
      case RegistryUnavailable e -> {
        log.warn("{} could not be answered: {}", method, e.getMessage());
        yield status(
            Code.UNAVAILABLE,
            "the registry's database cannot be reached; predictions are not affected",
            retryAfterSeconds(5));
      }
      default -> unexpected(error, method);
    };
  }

  private static StatusRuntimeException unexpected(Throwable error, String method) {
    String id = UUID.randomUUID().toString();
    log.error("request {} to {} failed", id, method, error);
    return status(
        Code.INTERNAL,
        "unexpected error; the server's log has it as request " + id,
        RequestInfo.newBuilder().setRequestId(id).build());
  }

  private static BadRequest badRequest(InvalidRequest error) {
    BadRequest.Builder details = BadRequest.newBuilder();
    for (InvalidRequest.Violation violation : error.violations()) {
      details
          .addFieldViolationsBuilder()
          .setField(violation.field())
          .setDescription(bounded(violation.description()));
    }
    return details.build();
  }

  private static ErrorInfo conflict(Optional<Deployment> winner) {
    ErrorInfo.Builder info =
        ErrorInfo.newBuilder().setDomain(DOMAIN).setReason("DEPLOYMENT_CONFLICT");
    winner.ifPresent(w ->
        info.putMetadata("model", w.model())
            .putMetadata("sequence", Long.toString(w.sequence()))
            .putMetadata("champion_version", Long.toString(w.championVersion()))
            .putMetadata("actor", bounded(w.actor()))
            .putMetadata("deployed_at", w.deployedAt().toString()));
    return info.build();
  }

  private static RetryInfo retryAfterSeconds(int seconds) {
    return RetryInfo.newBuilder().setRetryDelay(Duration.newBuilder().setSeconds(seconds)).build();
  }

  private static StatusRuntimeException status(Code code, RuntimeException e, Message... details) {
    return status(code, Optional.ofNullable(e.getMessage()).orElse(code.name()), details);
  }

  private static StatusRuntimeException status(Code code, String message, Message... details) {
    Status.Builder status =
        Status.newBuilder().setCode(code.getNumber()).setMessage(bounded(message));
    for (Message detail : details) {
      status.addDetails(Any.pack(detail));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }

  private static String bounded(String text) {
    return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE - 3) + "...";
  }
}
