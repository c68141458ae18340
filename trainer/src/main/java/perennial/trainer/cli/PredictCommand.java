package perennial.trainer.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.HorizonPrediction;
import perennial.api.v1.Interval;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictResponse;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.api.v1.ServedBy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks a running server about one customer. */
@Command(
    name = "predict",
    description = {
      "Ask a running server about one customer.",
      "",
      "A customer of age 300 with recency 200 bought last 100 days ago.",
      "Where the server asks for keys, PERENNIAL_API_KEY has one of scope predict.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  perennial predict --repeat-purchases 5 --recency 200 --age 300 --mean-spend 45.50 \\",
      "    --horizon-days 30,90 --interval 0.9",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class PredictCommand implements Callable<Integer> {
  private static final long DEADLINE_SECONDS = 10;
  private static final String API_KEY = "PERENNIAL_API_KEY"; // a secret: never an argument

  @Mixin private Console console = new Console();

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:9090",
      description = "The server's gRPC address. Default: ${DEFAULT-VALUE}.")
  private String server = "";

  @Option(names = "--tls", description = "Speak TLS instead of plain text.")
  private boolean tls;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Default: the server's default model.")
  private String model = "";

  @Option(
      names = {"--repeat-purchases", "--frequency"},
      required = true,
      paramLabel = "X",
      description = "Purchase days after the first.")
  private double repeatPurchases;

  @Option(
      names = "--recency",
      required = true,
      paramLabel = "DAYS",
      description = "Days from the first purchase to the last.")
  private double recency;

  @Option(
      names = "--age",
      required = true,
      paramLabel = "DAYS",
      description = "Days from the first purchase to the observation end.")
  private double age;

  @Option(
      names = "--mean-spend",
      paramLabel = "MONEY",
      defaultValue = "0",
      description = "Mean net value of the repeat purchases. Default: 0.")
  private double meanSpend;

  @Option(
      names = "--covariate",
      paramLabel = "NAME=NUMBER",
      description = "A fact about the customer, for a version with covariates; may be repeated.")
  private Map<String, Double> covariates = Map.of();

  @Option(
      names = "--group",
      paramLabel = "NAME",
      defaultValue = "",
      description = "The customer's group, for a version with groups. Default: none known.")
  private String group = "";

  @Option(
      names = "--horizon-days",
      split = ",",
      paramLabel = "DAYS",
      defaultValue = "30,90,365",
      description = "Days to predict for. Default: ${DEFAULT-VALUE}.")
  private List<Integer> horizonDays = List.of();

  @Option(
      names = "--interval",
      paramLabel = "LEVEL",
      defaultValue = "0",
      description = {
        "Mass of intervals to add, such as 0.9: they hold the purchases and the value that will",
        "be seen. Default: none."
      })
  private double interval;

  private static Metadata headers() {
    Metadata headers = new Metadata();
    @Nullable String key = System.getenv(API_KEY);
    if (key != null && !key.isBlank()) {
      headers.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
          "Bearer " + key.strip());
    }
    return headers;
  }

  @Override
  public Integer call() {
    NettyChannelBuilder builder =
        NettyChannelBuilder.forTarget(ServerAddress.of(server).requireKnown().text());
    ManagedChannel channel =
        (tls ? builder.useTransportSecurity() : builder.usePlaintext()).build();
    try {
      PredictResponse response =
          PredictionServiceGrpc.newBlockingStub(channel)
              .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers()))
              .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
              .predict(request());
      console.print(() -> json(response), () -> text(response));
      return ExitCode.OK;
    } catch (StatusRuntimeException e) {
      throw unanswered(e) ? new NoAnswer(server, e) : e;
    } finally {
      channel.shutdownNow();
    }
  }

  /** A server that says itself that it is unavailable gives a reason, and there is no cause. */
  private static boolean unanswered(StatusRuntimeException failure) {
    Status status = failure.getStatus();
    return status.getCode() == Status.Code.DEADLINE_EXCEEDED
        || (status.getCode() == Status.Code.UNAVAILABLE && status.getCause() != null);
  }

  private PredictRequest request() {
    return PredictRequest.newBuilder()
        .setModel(model)
        .setHistory(
            CustomerHistory.newBuilder()
                .setRepeatPurchases(repeatPurchases)
                .setRecency(recency)
                .setAge(age)
                .setMeanSpend(meanSpend)
                .putAllCovariates(covariates)
                .setGroup(group))
        .addAllHorizonDays(horizonDays)
        .setIntervalLevel(interval)
        .build();
  }

  private static ObjectNode json(PredictResponse response) {
    ServedBy by = response.getServedBy();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("probabilityAlive", response.getPrediction().getProbabilityAlive());
    json.put("expectedSpend", response.getPrediction().getExpectedSpend());
    var horizons = json.putArray("horizons");
    for (HorizonPrediction horizon : response.getPrediction().getHorizonsList()) {
      ObjectNode at =
          horizons
              .addObject()
              .put("horizonDays", horizon.getHorizonDays())
              .put("expectedPurchases", horizon.getExpectedPurchases())
              .put("clv", horizon.getClv());
      if (horizon.hasPurchasesInterval()) {
        interval(at, "purchasesInterval", horizon.getPurchasesInterval());
        interval(at, "clvInterval", horizon.getClvInterval());
      }
      if (horizon.hasExpectedClvInterval()) {
        interval(at, "expectedClvInterval", horizon.getExpectedClvInterval());
      }
      if (horizon.hasExpectedPurchasesInterval()) {
        interval(at, "expectedPurchasesInterval", horizon.getExpectedPurchasesInterval());
      }
    }
    return json.put("model", by.getModel())
        .put("version", by.getVersion())
        .put("family", by.getFamily())
        .put("currency", by.getCurrency())
        .put("annualDiscountRate", by.getAnnualDiscountRate())
        .put("margin", by.getMargin())
        .put("observationEnd", by.getObservationEnd());
  }

  private static String text(PredictResponse response) {
    ServedBy by = response.getServedBy();
    Table table = Table.of("lrlrl");
    table.row("within", "purchases", "", "CLV " + by.getCurrency(), "");
    for (HorizonPrediction horizon : response.getPrediction().getHorizonsList()) {
      boolean with = horizon.hasPurchasesInterval();
      table.row(
          horizon.getHorizonDays() + " days",
          String.format(Locale.ROOT, "%.4f", horizon.getExpectedPurchases()),
          with ? ends("%,.0f", horizon.getPurchasesInterval()) : "",
          String.format(Locale.ROOT, "%,.2f", horizon.getClv()),
          with ? ends("%,.2f", horizon.getClvInterval()) : "");
    }
    return String.format(
        Locale.ROOT,
        "P(alive) %.4f, expected spend per purchase %,.2f %s%n%s%s version %d, %s, data up to %s",
        response.getPrediction().getProbabilityAlive(),
        response.getPrediction().getExpectedSpend(),
        by.getCurrency(),
        table.text(""),
        by.getModel(),
        by.getVersion(),
        by.getFamily(),
        by.getObservationEnd());
  }

  private static void interval(ObjectNode json, String name, Interval interval) {
    json.putObject(name)
        .put("lower", interval.getLower())
        .put("upper", interval.getUpper())
        .put("level", interval.getLevel());
  }

  /** Such as {@code 0 to 5 (90 %)}. */
  private static String ends(String format, Interval interval) {
    return String.format(
        Locale.ROOT,
        format + " to " + format + " (%s %%)",
        interval.getLower(),
        interval.getUpper(),
        new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT))
            .format(100 * interval.getLevel()));
  }
}
