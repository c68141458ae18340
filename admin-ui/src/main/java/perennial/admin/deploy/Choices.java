package perennial.admin.deploy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import perennial.admin.deploy.PromotePage.Choice;
import perennial.admin.deploy.PromotePage.Kept;
import perennial.admin.page.Formats;
import perennial.registry.Deployment;

/** Which parts a version can take beside what is live, and what each would do. */
final class Choices {
  private static final String FIRST_PERCENT = "10";

  private Choices() {}

  static List<Choice> of(DeployRequest request, Candidate c) {
    String name = c.dossier().name();
    List<Choice> choices = new ArrayList<>();
    choices.add(choice(request, Part.CHAMPION, "Champion", champion(name, c)));
    c.live()
        .ifPresent(live -> {
          choices.add(
              choice(
                  request,
                  Part.CHALLENGER,
                  "Challenger",
                  "%s answers a share of the customers, v%d the others. A raised share keeps the customers it had."
                      .formatted(name, live.championVersion())));
          choices.add(
              choice(
                  request,
                  Part.SHADOW,
                  "Shadow",
                  "%s is scored beside the answers and answers nobody.".formatted(name)));
          if (isRival(live, c.version())) {
            choices.add(
                choice(
                    request,
                    Part.NONE,
                    "No part",
                    "%s is %s; that ends.".formatted(name, part(live, c.version()))));
          }
        });
    return choices;
  }

  /** The share as typed, else the one it has, else a small one to begin with. */
  static String percent(DeployRequest request, Candidate c) {
    if (!request.percent().isEmpty()) {
      return request.percent();
    }
    return c.live()
        .filter(d -> is(d.challengerVersion(), c.version()) && d.challengerShare() > 0)
        .map(d ->
            BigDecimal.valueOf(d.challengerShare())
                .movePointRight(2)
                .stripTrailingZeros()
                .toPlainString())
        .orElse(FIRST_PERCENT);
  }

  static List<Kept> kept(DeployRequest request, Candidate c) {
    List<Kept> kept = new ArrayList<>();
    c.live()
        .ifPresent(live -> {
          if (live.challengerVersion().isPresent() && !is(live.challengerVersion(), c.version())) {
            kept.add(
                new Kept(
                    "keep-challenger",
                    "As champion, keep challenger v%d at %s"
                        .formatted(
                            live.challengerVersion().getAsLong(),
                            Formats.percent(live.challengerShare())),
                    request.keepChallenger()));
          }
          if (live.shadowVersion().isPresent() && !is(live.shadowVersion(), c.version())) {
            kept.add(
                new Kept(
                    "keep-shadow",
                    "As champion, keep shadow v%d".formatted(live.shadowVersion().getAsLong()),
                    request.keepShadow()));
          }
        });
    return kept;
  }

  private static Choice choice(DeployRequest request, Part part, String name, String effect) {
    return new Choice(part.sent(), name, effect, part == Part.CHALLENGER, part == request.part());
  }

  private static String champion(String name, Candidate c) {
    return c.live()
        .map(d ->
            "%s becomes champion. v%d stays one click away.".formatted(name, d.championVersion()))
        .orElse("%s becomes champion and answers every request.".formatted(name));
  }

  private static boolean isRival(Deployment live, long version) {
    return is(live.challengerVersion(), version) || is(live.shadowVersion(), version);
  }

  private static String part(Deployment live, long version) {
    return is(live.challengerVersion(), version)
        ? "challenger at " + Formats.percent(live.challengerShare())
        : "shadow";
  }

  private static boolean is(OptionalLong part, long version) {
    return part.equals(OptionalLong.of(version));
  }
}
