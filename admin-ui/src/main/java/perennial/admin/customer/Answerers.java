package perennial.admin.customer;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import perennial.admin.page.Link;
import perennial.registry.Deployment;
import perennial.registry.LoadedVersion;
import perennial.registry.ModelRegistry;
import perennial.registry.predictionlog.LoggedPrediction;

/** The versions that can answer for a customer, loaded from the registry when they are asked. */
public final class Answerers {
  private final ModelRegistry registry;

  /** What the money of a version is in; versions never change. */
  private final Map<Version, String> currencies = new ConcurrentHashMap<>();

  private record Version(String model, long number) {}

  public Answerers(ModelRegistry registry) {
    this.registry = registry;
  }

  /** A version of a model. Throws like {@link ModelRegistry#load}. */
  public Answerer of(String model, long version) {
    LoadedVersion loaded = registry.load(model, version);
    return new Answerer(loaded.version(), loaded.model());
  }

  /** What the money of a logged prediction is in; empty when no version answered. */
  String currency(LoggedPrediction p) {
    return p.version() == 0
        ? ""
        : currencies.computeIfAbsent(
            new Version(p.model(), p.version()),
            v -> registry.report(v.model(), v.number()).terms().currency());
  }

  /** The champion's version; empty when nothing serves. */
  public OptionalLong championOf(String model) {
    return registry
        .live(model)
        .map(d -> OptionalLong.of(d.championVersion()))
        .orElse(OptionalLong.empty());
  }

  /** The names of the models that have a champion, in order. */
  public List<String> serving() {
    return registry.live().stream().map(Deployment::model).sorted().toList();
  }

  /**
   * The champion of a model, when money means the same to it.
   *
   * @param model empty for the first one that fits
   */
  Optional<Answerer> champion(String model, String currency) {
    return registry.live().stream()
        .filter(d -> model.isEmpty() || d.model().equals(model))
        .sorted(Comparator.comparing(Deployment::model))
        .map(d -> of(d.model(), d.championVersion()))
        .filter(a -> a.model().terms().currency().equals(currency))
        .findFirst();
  }

  /** The model that answered last and still serves; empty for any. */
  String modelOf(List<LoggedPrediction> newestFirst) {
    List<String> names = serving();
    return newestFirst.stream()
        .map(LoggedPrediction::model)
        .filter(names::contains)
        .findFirst()
        .orElse("");
  }

  /** The same customer seen by the other models that serve. */
  List<Link> others(String model, String currency, String query) {
    List<String> names = serving();
    String shown = champion(model, currency).map(a -> a.version().model()).orElse("");
    return names.stream()
        .filter(name -> !name.equals(shown))
        .map(name -> new Link(name, "/customers?" + query + "&" + Link.parameter("model", name)))
        .toList();
  }
}
