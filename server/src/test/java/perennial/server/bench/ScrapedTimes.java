package perennial.server.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;

/**
 * A histogram of a server's metrics.
 *
 * @param upTo counts by upper end in seconds, each with all below it
 * @param sum seconds
 */
record ScrapedTimes(Map<Double, Double> upTo, double sum) {
  static ScrapedTimes of(int httpPort, String family, String method)
      throws IOException, InterruptedException {
    TreeMap<Double, Double> upTo = new TreeMap<>();
    double sum = 0;
    for (String line : metrics(httpPort).lines().toList()) {
      if (line.startsWith(family + "_") && line.contains("\"" + method + "\"")) {
        double value = Double.parseDouble(line.substring(line.lastIndexOf(' ')));
        if (line.startsWith(family + "_sum")) {
          sum = value;
        } else if (line.startsWith(family + "_bucket")) {
          String end = line.replaceAll(".*le=\"([^\"]*)\".*", "$1");
          upTo.put(end.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(end), value);
        }
      }
    }
    return new ScrapedTimes(upTo, sum);
  }

  private static String metrics(int httpPort) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI address = URI.create("http://127.0.0.1:" + httpPort + "/metrics");
      return client
          .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  /** What came since then. */
  ScrapedTimes since(ScrapedTimes before) {
    TreeMap<Double, Double> more = new TreeMap<>();
    upTo.forEach((end, count) -> more.put(end, count - before.upTo.getOrDefault(end, 0.0)));
    return new ScrapedTimes(more, sum - before.sum);
  }

  private double count() {
    return upTo.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
  }

  double mean() {
    return count() == 0 ? 0 : sum / count();
  }

  /** The upper end of the bucket that holds this share of them; 0 without any. */
  double atMost(double share) {
    return upTo.entrySet().stream()
        .filter(e -> e.getValue() >= share * count())
        .mapToDouble(Map.Entry::getKey)
        .min()
        .orElse(0);
  }
}
