package perennial.server.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.InternalStatus;
import io.grpc.Metadata;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import perennial.model.IllegalHistory;
import perennial.registry.Deployment;
import perennial.registry.DeploymentConflict;
import perennial.registry.RegistryUnavailable;
import perennial.registry.UnknownModel;
import perennial.registry.UnknownVersion;
import perennial.server.access.KeyLacksScope;
import perennial.server.access.NoKey;
import perennial.server.access.TooManyUnknownKeys;
import perennial.server.admission.Overloaded;
import perennial.server.logging.FewLines;
import perennial.server.serving.InvalidRequest;
import perennial.server.serving.ModelNotServed;
import perennial.server.serving.NothingServedYet;

/** The one place where an error becomes a status code. */
public final class GrpcErrors {
  private static final Logger log = LoggerFactory.getLogger(GrpcErrors.class);

  private static final FewLines OUTAGE = new FewLines();

  /** The domain of every {@link ErrorInfo}. */
  static final String DOMAIN = "perennial";

  /** What a call without an end of its own is told when the server ends. */
  static final io.grpc.Status ENDING =
      io.grpc.Status.UNAVAILABLE.withDescription("the server is ending");

  // A client refuses trailers beyond 8 KiB, and what is not ASCII takes up to nine bytes a letter.
  private static final int MAX_MESSAGE = 400;

  private static final Duration NOTHING_YET = Duration.ofSeconds(1);
  private static final Duration DATABASE_AWAY = Duration.ofSeconds(5);

  // The name that StatusProto reads it by.
  private static final Metadata.Key<Status> DETAILS =
      Metadata.Key.of(
          "grpc-status-details-bin", ProtoUtils.metadataMarshaller(Status.getDefaultInstance()));

  private GrpcErrors() {}

  /** The same as a message, for an answer of several. */
  static Status message(Throwable error, String method) {
    return StatusProto.fromThrowable(status(error, method));
  }

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
      case NothingServedYet e -> status(Code.UNAVAILABLE, e, retryAfter(NOTHING_YET));
      case DeploymentConflict e -> status(Code.ABORTED, e, conflict(e.winner()));
      case NoKey e -> status(Code.UNAUTHENTICATED, e);
      case KeyLacksScope e -> status(Code.PERMISSION_DENIED, e);
      case TooManyUnknownKeys e -> status(Code.RESOURCE_EXHAUSTED, e, retryAfter(e.retryAfter()));
      case CustomerUnknown e -> status(Code.NOT_FOUND, e);
      case CallEnded e -> status(Code.CANCELLED, e);
      case Overloaded e -> status(Code.RESOURCE_EXHAUSTED, e, retryAfter(e.retryAfter()));
      case RegistryUnavailable e -> {
        String id = RequestId.current();
        try (var context = MDC.putCloseable(RequestId.MDC_KEY, id)) {
          OUTAGE.write(
              more -> log.warn("{} could not be answered: {}{}", method, e.getMessage(), more));
        }
        yield status(
            Code.UNAVAILABLE,
            "the database cannot be reached",
            retryAfter(DATABASE_AWAY),
            RequestInfo.newBuilder().setRequestId(id).build());
      }
      default -> unexpected(error, method);
    };
  }

  /** Name of the code of the status that a prediction ends with for an error, for the log. */
  public static String codeOf(Throwable error) {
    return switch (error) {
      case StatusRuntimeException e -> e.getStatus().getCode().name();
      case InvalidRequest e -> Code.INVALID_ARGUMENT.name();
      case IllegalHistory e -> Code.INVALID_ARGUMENT.name();
      case ModelNotServed e -> Code.NOT_FOUND.name();
      case NothingServedYet e -> Code.UNAVAILABLE.name();
      case RegistryUnavailable e -> Code.UNAVAILABLE.name();
      case Overloaded e -> Code.RESOURCE_EXHAUSTED.name();
      case CallEnded e -> Code.CANCELLED.name();
      default -> Code.INTERNAL.name();
    };
  }

  private static StatusRuntimeException unexpected(Throwable error, String method) {
    String id = RequestId.current();
    try (var context = MDC.putCloseable(RequestId.MDC_KEY, id)) {
      log.error("request {} to {} failed", id, method, error);
    }
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

  private static RetryInfo retryAfter(Duration delay) {
    return RetryInfo.newBuilder()
        .setRetryDelay(
            com.google.protobuf.Duration.newBuilder()
                .setSeconds(delay.toSeconds())
                .setNanos(delay.getNano()))
        .build();
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
    Metadata trailers = new Metadata();
    trailers.put(DETAILS, status.build());
    // A stack trace would say no more than that the status was made here, and take longer than all
    // else of a refusal.
    return InternalStatus.asRuntimeExceptionWithoutStacktrace(
        io.grpc.Status.fromCodeValue(code.getNumber()).withDescription(status.getMessage()),
        trailers);
  }

  private static String bounded(String text) {
    return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE - 3) + "...";
  }
}
