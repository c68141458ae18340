package perennial.admin.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import perennial.admin.page.Formats;
import perennial.admin.page.When;
import perennial.registry.Deployment;
import perennial.registry.ServingReport;
import perennial.registry.ServingReport.State;

/**
 * How far the servers are with a deployment.
 *
 * @param tone {@code ok}, {@code warn} or {@code bad}
 * @param text such as "2 of 2 servers on v3"
 * @param servers by name
 */
public record Fleet(String tone, String text, List<Server> servers) {

  /**
   * One server's state.
   *
   * @param tone {@code ok}, {@code warn} or {@code bad}
   * @param serves such as "v3"
   * @param state in a word
   */
  public record Server(
      ServingReport report, String tone, String serves, String state, When reported) {
    public String name() {
      return report.server();
    }

    public String detail() {
      return report.detail();
    }
  }

  public static Fleet of(Deployment live, List<ServingReport> reports, Formats formats) {
    List<ServingReport> mine = new ArrayList<>();
    for (ServingReport report : reports) {
      if (report.model().equals(live.model())) {
        mine.add(report);
      }
    }
    mine.sort(Comparator.comparing(ServingReport::server));
    List<Server> servers = mine.stream().map(r -> server(r, live, formats)).toList();
    long there = servers.stream().filter(s -> s.tone().equals("ok")).count();
    boolean failed = servers.stream().anyMatch(s -> s.tone().equals("bad"));
    if (servers.isEmpty()) {
      return new Fleet("warn", "no server reports", servers);
    }
    String text =
        "%d of %s on v%d"
            .formatted(
                there, Formats.count(servers.size(), "server", "servers"), live.championVersion());
    return new Fleet(failed ? "bad" : there < servers.size() ? "warn" : "ok", text, servers);
  }

  private static Server server(ServingReport r, Deployment live, Formats formats) {
    boolean there =
        r.state() == State.READY
            && r.deploymentSequence() >= live.sequence()
            && r.servingVersion() == live.championVersion();
    boolean failed = r.state() == State.FAILED;
    return new Server(
        r,
        there ? "ok" : failed ? "bad" : "warn",
        r.servingVersion() == 0 ? "nothing" : "v" + r.servingVersion(),
        there ? "ready" : failed ? "failed" : "loading v" + live.championVersion(),
        formats.when(r.reportedAt()));
  }

  public boolean failed() {
    return tone.equals("bad");
  }

  public boolean converged() {
    return tone.equals("ok");
  }
}
