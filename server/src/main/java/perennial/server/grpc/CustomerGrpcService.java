package perennial.server.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import perennial.api.v1.CustomerServiceGrpc;
import perennial.api.v1.CustomerState;
import perennial.api.v1.EraseCustomerRequest;
import perennial.api.v1.EraseCustomerResponse;
import perennial.api.v1.ExportCustomerRequest;
import perennial.api.v1.ExportCustomerResponse;
import perennial.api.v1.GetCustomerRequest;
import perennial.api.v1.ReadmitCustomerRequest;
import perennial.api.v1.ReadmitCustomerResponse;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.ledger.Erasure;
import perennial.registry.predictionlog.PredictionLog;
import perennial.server.customers.CustomerStates;
import perennial.server.serving.InvalidRequest;

/** What is kept of one customer, over gRPC. Runs in virtual threads: it waits for the database. */
final class CustomerGrpcService extends CustomerServiceGrpc.CustomerServiceImplBase {
  private static final int MAX_REASON = 1_000;

  private final CustomerLedger ledger;
  private final PredictionLog predictions;
  private final CustomerStates customers;
  private final CustomerMessages messages;

  CustomerGrpcService(
      CustomerLedger ledger,
      PredictionLog predictions,
      CustomerStates customers,
      CustomerMessages messages) {
    this.ledger = ledger;
    this.predictions = predictions;
    this.customers = customers;
    this.messages = messages;
  }

  @Override
  public void getCustomer(GetCustomerRequest request, StreamObserver<CustomerState> responses) {
    responses.onNext(state(id(request.getCustomerId())));
    responses.onCompleted();
  }

  @Override
  public void exportCustomer(
      ExportCustomerRequest request, StreamObserver<ExportCustomerResponse> responses) {
    String id = id(request.getCustomerId());
    Outflow<ExportCustomerResponse> parts =
        new Outflow<>((ServerCallStreamObserver<ExportCustomerResponse>) responses);
    Optional<CustomerState> state = found(id);
    state.ifPresent(
        known -> parts.send(ExportCustomerResponse.newBuilder().setState(known).build()));
    ledger.events(
        id,
        event ->
            parts.send(
                ExportCustomerResponse.newBuilder()
                    .setEvent(EventMessages.message(event))
                    .build()));
    predictions.of(
        id,
        prediction ->
            parts.send(
                ExportCustomerResponse.newBuilder()
                    .setPredictionJson(LoggedPredictionJson.of(prediction))
                    .build()));
    if (!parts.sentAny()) {
      throw unknown();
    }
    responses.onCompleted();
  }

  @Override
  public void eraseCustomer(
      EraseCustomerRequest request, StreamObserver<EraseCustomerResponse> responses) {
    String id = id(request.getCustomerId());
    Erasure erased = ledger.erase(id, Caller.actor(), reason(request.getReason()));
    customers.changed(id, Long.MAX_VALUE);
    responses.onNext(
        EraseCustomerResponse.newBuilder()
            .setEvents(erased.events())
            .setPredictions(erased.predictions())
            .build());
    responses.onCompleted();
  }

  @Override
  public void readmitCustomer(
      ReadmitCustomerRequest request, StreamObserver<ReadmitCustomerResponse> responses) {
    if (!ledger.readmit(id(request.getCustomerId()), Caller.actor(), reason(request.getReason()))) {
      throw new CustomerUnknown("this customer was not erased");
    }
    responses.onNext(ReadmitCustomerResponse.getDefaultInstance());
    responses.onCompleted();
  }

  private CustomerState state(String id) {
    return found(id).orElseThrow(CustomerGrpcService::unknown);
  }

  private Optional<CustomerState> found(String id) {
    return ledger
        .terms()
        .flatMap(terms -> ledger.state(id).map(state -> messages.state(state, terms)));
  }

  private static CustomerUnknown unknown() {
    return new CustomerUnknown("the ledger does not know this customer");
  }

  private static String id(String id) {
    return PredictionRequests.customerId("customer_id", id);
  }

  private static String reason(String reason) {
    if (reason.isBlank() || reason.length() > MAX_REASON) {
      throw InvalidRequest.of(
          "reason",
          "must have 1 to %,d characters, not %,d".formatted(MAX_REASON, reason.strip().length()));
    }
    return reason;
  }
}
