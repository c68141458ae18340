package perennial.admin.table;

import io.micronaut.http.server.types.files.StreamedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Rows of a record that no table shows as it is, on their way to a CSV file. */
public final class Lines {
  private final List<String> header;
  private final List<List<@Nullable Object>> lines = new ArrayList<>();

  public Lines(String... header) {
    this.header = List.of(header);
  }

  /** One line; an empty optional becomes an empty cell. */
  public void add(List<?> cells) {
    List<@Nullable Object> line = new ArrayList<>();
    cells.forEach(cell -> line.add(plain(cell)));
    lines.add(line);
  }

  private static @Nullable Object plain(Object cell) {
    return switch (cell) {
      case OptionalDouble value -> value.isPresent() ? value.getAsDouble() : null;
      case OptionalLong value -> value.isPresent() ? value.getAsLong() : null;
      case Optional<?> value -> value.orElse(null);
      default -> cell;
    };
  }

  /** A download of that name. */
  public StreamedFile file(String name) {
    return Csv.file(name + ".csv", Csv.of(header, lines));
  }
}
