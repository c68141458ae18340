package perennial.server.grpc;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import perennial.api.v1.BatchPredictRequest;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.Terms;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.model.IllegalHistory;
import perennial.model.Traits;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.CustomerId;
import perennial.registry.ledger.IllegalEvent;
import perennial.server.serving.BatchLimits;
import perennial.server.serving.InvalidRequest;
import perennial.server.serving.InvalidRequest.Violation;
import perennial.server.serving.PredictionQuery;
import perennial.server.serving.RequestedTerms;

/** Requests for predictions as domain objects; every violation names the path of its field. */
final class PredictionRequests {
  private static final int MAX_VIOLATIONS = 10; // they travel in trailers, which are small

  private PredictionRequests() {}

  static PredictionQuery query(PredictRequest request) {
    return new PredictionQuery(
        request.getModel(),
        horizons(request.getHorizonDaysList()),
        level(request.getIntervalLevel()),
        request.hasTerms() ? terms(request.getTerms()) : RequestedTerms.NONE);
  }

  /** Also checks the number of rows. */
  static PredictionQuery query(BatchPredictRequest request) {
    int histories = request.getHistoriesCount();
    int ids = request.getCustomerIdsCount();
    if (histories > 0 && ids > 0) {
      throw InvalidRequest.of("customer_ids", "must be empty when there are histories");
    }
    Horizons horizons = horizons(request.getHorizonDaysList());
    BatchLimits.check(
        ids > 0 ? "customer_ids" : "histories",
        histories + ids,
        horizons,
        request.getIntervalLevel());
    return new PredictionQuery(
        request.getModel(),
        horizons,
        request.getIntervalLevel(),
        request.hasTerms() ? terms(request.getTerms()) : RequestedTerms.NONE);
  }

  static List<CustomerHistory> histories(List<perennial.api.v1.CustomerHistory> rows) {
    return each(
        rows,
        (row, i) -> {
          try {
            return history(row);
          } catch (IllegalHistory e) {
            throw InvalidRequest.of("histories[" + i + "]." + e.field(), message(e));
          }
        });
  }

  static List<String> customerIds(List<String> ids) {
    return each(ids, (id, i) -> customerId("customer_ids[" + i + "]", id));
  }

  /** Converts a row, or throws what is wrong with it. */
  private interface Row<T, R> {
    R convert(T row, int index);
  }

  private static <T, R> List<R> each(List<T> rows, Row<T, R> conversion) {
    List<R> converted = new ArrayList<>(rows.size());
    List<Violation> violations = new ArrayList<>();
    int wrong = 0;
    for (int i = 0; i < rows.size(); i++) {
      try {
        converted.add(conversion.convert(rows.get(i), i));
      } catch (InvalidRequest e) {
        wrong++;
        if (violations.size() < MAX_VIOLATIONS) {
          violations.addAll(e.violations());
        }
      }
    }
    if (wrong > 0) {
      throw new InvalidRequest(violations, wrong);
    }
    return converted;
  }

  /**
   * @throws IllegalHistory naming the field
   */
  static CustomerHistory history(perennial.api.v1.CustomerHistory sent) {
    CustomerHistory history =
        CustomerHistory.of(
            sent.getRepeatPurchases(), sent.getRecency(), sent.getAge(), sent.getMeanSpend());
    return sent.getCovariatesCount() == 0 && sent.getGroup().isEmpty()
        ? history
        : history.with(new Traits(new TreeMap<>(sent.getCovariatesMap()), sent.getGroup()));
  }

  /**
   * @param field its path in the request
   */
  static String customerId(String field, String id) {
    try {
      return CustomerId.require(id);
    } catch (IllegalEvent e) {
      throw InvalidRequest.of(field, e.rule());
    }
  }

  static Attributes attributes(perennial.api.v1.Attributes sent) {
    try {
      return new Attributes(
          sent.getChannel(), sent.getDevice(), sent.getMarket(), sent.getCategory());
    } catch (IllegalEvent e) {
      throw InvalidRequest.of(e.field(), e.rule());
    }
  }

  private static Horizons horizons(List<Integer> days) {
    if (days.isEmpty()) {
      return BatchLimits.ONE_YEAR;
    }
    try {
      return Horizons.ofDays(days.stream().mapToInt(Integer::intValue).toArray());
    } catch (IllegalArgumentException e) {
      throw InvalidRequest.of("horizon_days", message(e));
    }
  }

  private static double level(double sent) {
    BatchLimits.checkLevel(sent);
    return sent;
  }

  private static RequestedTerms terms(Terms sent) {
    return new RequestedTerms(
        sent.hasAnnualDiscountRate()
            ? OptionalDouble.of(sent.getAnnualDiscountRate())
            : OptionalDouble.empty(),
        sent.hasMargin() ? OptionalDouble.of(sent.getMargin()) : OptionalDouble.empty(),
        sent.getCurrency());
  }

  private static String message(IllegalArgumentException e) {
    return String.valueOf(e.getMessage());
  }
}
