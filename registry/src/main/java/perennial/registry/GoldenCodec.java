package perennial.registry;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import perennial.artifact.v1.Golden;
import perennial.artifact.v1.Goldens;
import perennial.model.CustomerHistory;
import perennial.model.GoldenPrediction;
import perennial.model.HorizonPrediction;
import perennial.model.Horizons;
import perennial.model.Prediction;
import perennial.model.Traits;

/** Golden predictions as versioned protobuf bytes. */
final class GoldenCodec {
  private static final int FORMAT = 1;

  private GoldenCodec() {}

  static byte[] encode(List<GoldenPrediction> goldens) {
    Goldens.Builder out = Goldens.newBuilder().setFormatVersion(FORMAT);
    goldens.forEach(golden -> out.addGoldens(encodeOne(golden)));
    return out.build().toByteArray();
  }

  private static Golden encodeOne(GoldenPrediction golden) {
    CustomerHistory history = golden.history();
    Prediction expected = golden.expected();
    Golden.Builder out =
        Golden.newBuilder()
            .setRepeatPurchases(history.repeatPurchases())
            .setRecencyDays(history.recency())
            .setAgeDays(history.age())
            .setMeanSpend(history.meanSpend())
            .setProbabilityAlive(expected.probabilityAlive())
            .setExpectedSpend(expected.expectedSpend())
            .setGroup(history.traits().group());
    history
        .traits()
        .covariates()
        .forEach((name, value) -> out.addCovariateNames(name).addCovariateValues(value));
    for (HorizonPrediction horizon : expected.horizons()) {
      out.addHorizonDays(horizon.horizonDays())
          .addExpectedPurchases(horizon.expectedPurchases())
          .addClv(horizon.clv());
    }
    return out.build();
  }

  /**
   * @throws ArtifactCorrupted when the bytes are no goldens, or of a later format
   */
  static List<GoldenPrediction> decode(byte[] bytes) {
    try {
      Goldens in = Goldens.parseFrom(bytes);
      if (in.getFormatVersion() != FORMAT) {
        throw new ArtifactCorrupted(
            "goldens of format %d are not known here".formatted(in.getFormatVersion()));
      }
      return in.getGoldensList().stream().map(GoldenCodec::decodeOne).toList();
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new ArtifactCorrupted("goldens cannot be decoded: " + e.getMessage(), e);
    }
  }

  private static GoldenPrediction decodeOne(Golden in) {
    int count = in.getHorizonDaysCount();
    if (in.getExpectedPurchasesCount() != count || in.getClvCount() != count) {
      throw new ArtifactCorrupted("a golden has not one output per horizon");
    }
    int[] days = in.getHorizonDaysList().stream().mapToInt(Integer::intValue).toArray();
    List<HorizonPrediction> horizons = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      horizons.add(new HorizonPrediction(days[i], in.getExpectedPurchases(i), in.getClv(i)));
    }
    return new GoldenPrediction(
        new CustomerHistory(
            in.getRepeatPurchases(),
            in.getRecencyDays(),
            in.getAgeDays(),
            in.getMeanSpend(),
            traits(in)),
        Horizons.ofDays(days),
        new Prediction(in.getProbabilityAlive(), in.getExpectedSpend(), List.copyOf(horizons)));
  }

  private static Traits traits(Golden in) {
    int count = in.getCovariateNamesCount();
    if (in.getCovariateValuesCount() != count) {
      throw new ArtifactCorrupted("a golden has not one value per covariate");
    }
    SortedMap<String, Double> covariates = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      covariates.put(in.getCovariateNames(i), in.getCovariateValues(i));
    }
    return covariates.isEmpty() && in.getGroup().isEmpty()
        ? Traits.NONE
        : new Traits(covariates, in.getGroup());
  }
}
