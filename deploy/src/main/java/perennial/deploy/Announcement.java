package perennial.deploy;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the demo prints when everything is up: where to look, what to paste, and, at the first start
 * only, the secrets.
 *
 * @param keysRequired whether calls need API keys; a warning says when they do not
 * @param adminPassword one-time password of user admin; only at the first start
 * @param registryKey key for registry changes; only at the first start
 */
record Announcement(
    Path dataFolder,
    String serving,
    String host,
    int grpcPort,
    int httpPort,
    int adminPort,
    boolean keysRequired,
    Optional<String> adminPassword,
    Optional<String> registryKey) {

  /** The text, ending in a line that says how to stop. */
  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "");
    line(text, "Perennial serves " + serving + ".");
    line(text, "");
    line(text, "  admin UI      http://%s   user admin".formatted(address(host, adminPort)));
    adminPassword.ifPresent(p -> {
      line(text, "  password      " + p);
      line(text, "                one time: the first sign-in sets a new one");
    });
    registryKey.ifPresent(k -> line(text, "  registry key  " + k));
    line(text, "  gRPC          " + address(host, grpcPort));
    line(text, "  JSON          http://%s/predict".formatted(address(host, httpPort)));
    line(text, "  data          " + dataFolder);
    line(text, "");
    if (!keysRequired) {
      line(
          text,
          "WARNING: API keys are off: whoever reaches these ports may predict, record events and"
              + " erase");
      line(
          text,
          "customers. PERENNIAL_SERVER_API_KEYS=required asks for keys (`perennial api-key`).");
      line(text, "");
    }
    line(text, "Try:");
    line(text, "");
    line(
        text,
        "  grpcurl -plaintext -d '{\"history\": {\"repeat_purchases\": 5, \"recency\": 200,"
            + " \"age\": 300, "
            + "\"mean_spend\": 45.5}, \"horizon_days\": [30, 365]}' %s perennial.api.v1.PredictionService/Predict"
                .formatted(address(host, grpcPort)));
    line(text, "");
    line(
        text,
        "  curl -H 'Content-Type: application/json' -d"
            + " '{\"frequency\":5.0,\"recency\":200.0,\"T\":300.0,"
            + "\"monetary_value\":45.50}' http://%s/predict".formatted(address(host, httpPort)));
    line(text, "");
    if (adminPassword.isEmpty()) {
      line(
          text,
          "Lost the password or the key? `perennial admin-password`, `perennial registry-key`.");
    }
    line(text, "Ctrl-C stops everything; the data stays.");
    return text.toString();
  }

  /** Where to call: an address that listens everywhere is called on this machine. */
  static String address(String bind, int port) {
    String host =
        switch (bind) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::", "[::]" -> "[::1]";
          default -> bind.contains(":") && !bind.startsWith("[") ? "[" + bind + "]" : bind;
        };
    return host + ":" + port;
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }
}
