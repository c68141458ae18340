package perennial.server.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import perennial.api.v1.BatchPredictRequest;
import perennial.api.v1.BatchPredictResponse;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.server.serving.BatchLimits;

/**
 * A batch as it came over the network: how much it asks for is known, at some microseconds for a
 * thousand rows, before its rows are made. So the network's thread can refuse what does not fit at
 * little cost, and never makes the rows of what does.
 */
final class UnreadBatch {
  private static final MethodDescriptor<BatchPredictRequest, BatchPredictResponse> METHOD =
      PredictionServiceGrpc.getBatchPredictMethod();

  private final byte[] bytes;
  private int histories;
  private int ids;
  private int horizons;
  private boolean intervals;

  private UnreadBatch(byte[] bytes) {
    this.bytes = bytes;
    try {
      scan(CodedInputStream.newInstance(bytes));
    } catch (IOException e) {
      // No message: reading it says so to the caller. What was counted so far is weight enough.
    }
  }

  private void scan(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      boolean hasLength = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      switch (WireFormat.getTagFieldNumber(tag)) {
        case BatchPredictRequest.HISTORIES_FIELD_NUMBER -> histories++;
        case BatchPredictRequest.CUSTOMER_IDS_FIELD_NUMBER -> ids++;
        case BatchPredictRequest.INTERVAL_LEVEL_FIELD_NUMBER -> intervals = true; // 0 is not sent
        case BatchPredictRequest.HORIZON_DAYS_FIELD_NUMBER -> {
          if (hasLength) {
            countPacked(in);
            continue;
          }
          horizons++;
        }
        default -> {}
      }
      if (!in.skipField(tag)) {
        return;
      }
    }
  }

  private void countPacked(CodedInputStream in) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    while (!in.isAtEnd()) {
      long unused = in.readRawVarint64();
      horizons++;
    }
    in.popLimit(outer);
  }

  int weight() {
    return BatchLimits.weight(histories + ids, horizons, intervals, bytes.length);
  }

  /** Whether the rows are ids, so that reading their states may wait. */
  boolean byIds() {
    return ids > 0;
  }

  /**
   * The request.
   *
   * @throws io.grpc.StatusRuntimeException when the bytes are none
   */
  BatchPredictRequest read() {
    return METHOD.parseRequest(new ByteArrayInputStream(bytes));
  }

  /** The service with its batches left unread, and answered by this method. */
  static ServerServiceDefinition leftUnread(
      ServerServiceDefinition service,
      ServerCalls.UnaryMethod<UnreadBatch, BatchPredictResponse> answer) {
    MethodDescriptor<UnreadBatch, BatchPredictResponse> unread =
        METHOD.toBuilder(new Unread(), METHOD.getResponseMarshaller()).build();
    ServiceDescriptor.Builder descriptor =
        ServiceDescriptor.newBuilder(service.getServiceDescriptor().getName())
            .setSchemaDescriptor(service.getServiceDescriptor().getSchemaDescriptor());
    for (MethodDescriptor<?, ?> method : service.getServiceDescriptor().getMethods()) {
      descriptor.addMethod(isBatch(method) ? unread : method);
    }
    ServerServiceDefinition.Builder replaced = ServerServiceDefinition.builder(descriptor.build());
    for (ServerMethodDefinition<?, ?> method : service.getMethods()) {
      if (!isBatch(method.getMethodDescriptor())) {
        replaced.addMethod(method);
      }
    }
    return replaced.addMethod(unread, ServerCalls.asyncUnaryCall(answer)).build();
  }

  private static boolean isBatch(MethodDescriptor<?, ?> method) {
    return method.getFullMethodName().equals(METHOD.getFullMethodName());
  }

  static UnreadBatch of(InputStream message) {
    try {
      // Of a message that came uncompressed the length is known: no buffers that grow.
      return new UnreadBatch(
          message instanceof KnownLength
              ? message.readNBytes(message.available())
              : message.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("a request could not be taken from its buffers", e);
    }
  }

  private static final class Unread implements MethodDescriptor.Marshaller<UnreadBatch> {
    @Override
    public InputStream stream(UnreadBatch batch) {
      return new ByteArrayInputStream(batch.bytes);
    }

    @Override
    public UnreadBatch parse(InputStream stream) {
      return of(stream);
    }
  }
}
