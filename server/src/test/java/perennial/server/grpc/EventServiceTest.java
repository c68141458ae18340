package perennial.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.RetryInfo;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.api.v1.Attributes;
import perennial.api.v1.Event;
import perennial.api.v1.EventType;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictResponse;
import perennial.api.v1.PredictionSource;
import perennial.api.v1.RecordEventsResponse;
import perennial.api.v1.RejectedEvent;

class EventServiceTest extends EventServiceCase {
  @Test
  void recordEvents_nextPredict_seesThem() {
    PredictRequest request =
        PredictRequest.newBuilder().setCustomerId("c-1").addHorizonDays(90).build();
    PredictResponse before = test.predictions().predict(request);
    assertEquals(PredictionSource.COHORT, before.getAnswer().getSource());
    RecordEventsResponse recorded =
        record(purchase("e-1", "c-1", 100).build(), purchase("e-2", "c-1", 3).build());
    assertEquals(2, recorded.getRecorded());
    PredictResponse after = test.predictions().predict(request);
    assertEquals(PredictionSource.INDIVIDUAL, after.getAnswer().getSource());
    assertEquals(
        clock.instant().getEpochSecond() - 3 * 86_400,
        after.getAnswer().getStateAsOf().getSeconds(),
        5);
    assertTrue(after.getPrediction().getProbabilityAlive() > 0.5, after::toString);
  }

  @Test
  void recordEvents_again_areDuplicates() {
    Event event = purchase("e-1", "c-1", 1).build();
    assertEquals(1, record(event).getRecorded());
    RecordEventsResponse again = record(event, purchase("e-2", "c-1", 1).build());
    assertEquals(1, again.getDuplicates());
    assertEquals(1, again.getRecorded());
    assertEquals(2, store.size());
  }

  /** Field of {@link Event}, value, and what the answer says of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "event_id | '' | must have 1 to 200 characters, not 0",
        "event_id | LONG | must have 1 to 200 characters, not 201",
        "customer_id | '' | must have 1 to 200 characters, not 0",
        "customer_id | TAB | must have no control character",
        "occurred_at | ABSENT | is required",
        "occurred_at | 1969 | 1969-12-31T23:59:59Z is before 1970",
        "occurred_at | FUTURE | is more than a day from now",
        "occurred_at | NEVER | is no time",
        "occurred_at | NANOS | is no time",
        "type | 0 | is required",
        "type | 99 | 99 is no type of event",
        "amount | '' | is required for a PURCHASE",
        "amount | 1e3 | '1e3' must be a decimal number such as 49.90",
        "amount | 1E+999999999 | '1E+999999999' must be a decimal number such as 49.90",
        "amount | NaN | 'NaN' must be a decimal number such as 49.90",
        "amount | Infinity | 'Infinity' must be a decimal number such as 49.90",
        "amount | 49,90 | '49,90' must be a decimal number such as 49.90",
        "amount | ' 5' | ' 5' must be a decimal number such as 49.90",
        "amount | 0x1p3 | '0x1p3' must be a decimal number such as 49.90",
        "amount | ٣ | '٣' must be a decimal number such as 49.90",
        "amount | -5 | -5 must be >= 0 for a PURCHASE",
        "amount | 0.00001 | 0.00001 must be at most 1e12 with at most 4 decimals",
        "amount | 1000000000000.01 | must be at most 1e12 with at most 4 decimals",
        "amount | LONG | must be a decimal number such as 49.90",
        "currency | '' | '' must be an ISO 4217 code such as USD",
        "currency | eur | 'eur' must be an ISO 4217 code such as USD",
        "order_id | LONG | must have 0 to 200 characters, not 201",
        "feature | LONG | must have 0 to 200 characters, not 201",
        "attributes.channel | LONG | must have 0 to 100 characters, not 201",
        "attributes.market | TAB | must have no control character",
      })
  void recordEvents_wrongField_isNamedAndTheOthersAreRecorded(
      String field, String value, String description) {
    Event bad = with(field, value.equals("''") ? "" : value.replace("'", ""));
    RecordEventsResponse answer =
        record(purchase("good-1", "c-1", 1).build(), bad, purchase("good-2", "c-2", 1).build());
    assertEquals(2, answer.getRecorded());
    assertEquals(1, answer.getRejectedTotal());
    assertEquals(1, answer.getRejectedCount(), answer::toString);
    RejectedEvent rejected = answer.getRejected(0);
    assertEquals(1, rejected.getIndex());
    assertEquals(field, rejected.getField());
    assertTrue(rejected.getDescription().contains(description), rejected.getDescription());
    assertTrue(rejected.getDescription().length() < 200, rejected.getDescription());
  }

  private Event with(String field, String sent) {
    String value =
        switch (sent) {
          case "LONG" -> "1".repeat(201);
          case "TAB" -> "a\tb";
          default -> sent;
        };
    Event.Builder event = purchase("bad", "c-3", 1);
    switch (field) {
      case "event_id" -> event.setEventId(value);
      case "customer_id" -> event.setCustomerId(value);
      case "type" -> event.setTypeValue(Integer.parseInt(value));
      case "amount" -> event.setAmount(value);
      case "currency" -> event.setCurrency(value);
      case "order_id" -> event.setOrderId(value);
      case "feature" -> event.setFeature(value);
      case "attributes.channel" -> event.setAttributes(Attributes.newBuilder().setChannel(value));
      case "attributes.market" -> event.setAttributes(Attributes.newBuilder().setMarket(value));
      case "occurred_at" -> {
        event.clearOccurredAt();
        switch (value) {
          case "ABSENT" -> {}
          case "1969" -> event.getOccurredAtBuilder().setSeconds(-1);
          case "FUTURE" ->
              event.getOccurredAtBuilder().setSeconds(clock.instant().getEpochSecond() + 86_500);
          case "NEVER" -> event.getOccurredAtBuilder().setSeconds(Long.MAX_VALUE);
          case "NANOS" -> event.getOccurredAtBuilder().setNanos(-1);
          default -> throw new IllegalArgumentException(value);
        }
      }
      default -> throw new IllegalArgumentException(field);
    }
    return event.build();
  }

  @Test
  void recordEvents_severalFieldsWrong_namesEach() {
    RecordEventsResponse answer =
        record(
            Event.newBuilder()
                .setEventId("e")
                .setType(EventType.RETURN)
                .setAmount("0")
                .setCurrency("x")
                .build());
    assertEquals(1, answer.getRejectedTotal());
    assertEquals(
        List.of("customer_id", "occurred_at", "amount", "currency"),
        answer.getRejectedList().stream().map(RejectedEvent::getField).toList());
  }

  @Test
  void recordEvents_amountOfALogin_isRefused() {
    RecordEventsResponse answer = record(purchase("e", "c", 1).setType(EventType.LOGIN).build());
    assertEquals(
        List.of("amount must be empty for a LOGIN", "currency must be empty for a LOGIN"),
        answer.getRejectedList().stream()
            .map(r -> r.getField() + " " + r.getDescription())
            .toList());
  }

  @Test
  void recordEvents_manyWrong_namesAHundredAndCountsAll() {
    Event bad = purchase("e", "", 1).build();
    RecordEventsResponse answer = record(Collections.nCopies(1_000, bad).toArray(Event[]::new));
    assertEquals(100, answer.getRejectedCount());
    assertEquals(1_000, answer.getRejectedTotal());
    assertEquals(0, answer.getRecorded());
  }

  @ParameterizedTest
  @CsvSource({"0", "1001"})
  void recordEvents_noBatch_isRefused(int count) {
    Event[] events =
        IntStream.range(0, count)
            .mapToObj(i -> purchase("e" + i, "c", 1).build())
            .toArray(Event[]::new);
    StatusRuntimeException error = assertThrows(StatusRuntimeException.class, () -> record(events));
    assertEquals(Code.INVALID_ARGUMENT, error.getStatus().getCode());
    assertEquals(
        "events: must have 1 to 1,000 events, not %,d".formatted(count),
        error.getStatus().getDescription());
    assertEquals(0, store.size());
  }

  @Test
  void recordEvents_databaseAway_saysWhenToTryAgain() throws Exception {
    store.away = true;
    StatusRuntimeException error =
        assertThrows(StatusRuntimeException.class, () -> record(purchase("e", "c", 1).build()));
    assertEquals(Code.UNAVAILABLE, error.getStatus().getCode());
    RetryInfo retry = StatusProto.fromThrowable(error).getDetails(0).unpack(RetryInfo.class);
    assertEquals(5, retry.getRetryDelay().getSeconds());
  }
}
