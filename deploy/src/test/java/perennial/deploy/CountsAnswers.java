package perennial.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.HorizonPrediction;
import perennial.api.v1.Interval;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictResponse;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.model.ValueTerms;
import perennial.trainer.Family;
import perennial.trainer.TrainingProgress;
import perennial.trainer.counts.CountsSettings;
import perennial.trainer.counts.CountsTraining;

/** What holds for every answer of a model of counts, with periods of 30 days. */
final class CountsAnswers {
  static final int PERIOD = 30;
  static final double ORDER_VALUE = 25;
  static final double LEVEL = .9;

  private CountsAnswers() {}

  /** The stated value, discounted at 10 % a year over at most 5 periods. */
  static void assertValued(PredictResponse response) {
    assertEquals(ORDER_VALUE, response.getPrediction().getExpectedSpend());
    for (HorizonPrediction at : response.getPrediction().getHorizonsList()) {
      double face = ORDER_VALUE * at.getExpectedPurchases();
      double least = face * Math.pow(1.1, -at.getHorizonDays() / 365.0);
      assertTrue(at.getClv() > least * (1 - 1e-12) && at.getClv() < face, at::toString);
    }
  }

  static void assertIntervals(PredictResponse response) {
    for (HorizonPrediction at : response.getPrediction().getHorizonsList()) {
      assertHolds(at.getExpectedPurchasesInterval(), at.getExpectedPurchases());
      assertHolds(at.getExpectedClvInterval(), at.getClv());
      Interval purchases = at.getPurchasesInterval();
      assertTrue(0 <= purchases.getLower() && purchases.getLower() <= purchases.getUpper());
      assertEquals(purchases.getUpper(), Math.rint(purchases.getUpper()), "a whole number");
      assertTrue(purchases.getUpper() <= at.getHorizonDays() / PERIOD, at::toString);
      Interval value = at.getClvInterval();
      assertTrue(value.getUpper() <= ORDER_VALUE * purchases.getUpper(), at::toString);
      assertTrue(value.getLower() <= ORDER_VALUE * purchases.getLower(), at::toString);
      assertEquals(LEVEL, value.getLevel());
    }
  }

  private static void assertHolds(Interval interval, double value) {
    assertTrue(interval.getLower() <= value && value <= interval.getUpper(), interval::toString);
    assertTrue(interval.getLower() < interval.getUpper(), interval::toString);
  }
}
