package perennial.admin.evidence;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.evaluation.charts.VersionCharts;
import perennial.registry.ChartsJson;
import perennial.registry.ModelRegistry;

/**
 * The charts of one version, ready to draw; each is null where it has no meaning.
 *
 * @param kept whether charts were kept when the version was trained
 * @param json where the data of all of them are
 */
public record Evidence(
    boolean kept,
    String json,
    @Nullable TrackingFigure tracking,
    @Nullable GainFigure gain,
    @Nullable DecileFigure deciles,
    @Nullable SegmentFigure segments,
    @Nullable HeatFigure heat) {

  public static Evidence read(ModelRegistry registry, String model, long version, Formats formats) {
    String base = Link.version(model, version);
    return charts(registry, model, version)
        .map(charts -> of(charts, base, formats))
        .orElse(new Evidence(false, base + "/charts.json", null, null, null, null, null));
  }

  /** The charts that a version keeps. */
  public static Optional<VersionCharts> charts(ModelRegistry registry, String model, long version) {
    return registry.attachment(model, version, ChartsJson.ATTACHMENT).map(ChartsJson::read);
  }

  private static Evidence of(VersionCharts charts, String base, Formats formats) {
    return new Evidence(
        true,
        base + "/charts.json",
        charts.tracking().map(t -> TrackingFigure.of(t, base, formats)).orElse(null),
        charts.gains().isEmpty() ? null : GainFigure.of(charts.gains(), base),
        charts.deciles().isEmpty() ? null : DecileFigure.of(charts.deciles(), base),
        charts.segments().isEmpty() ? null : SegmentFigure.of(charts.segments(), base),
        charts.heatMap().map(h -> HeatFigure.of(h, base)).orElse(null));
  }
}
