package perennial.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataFolderTest {
  private static final Path HOME = Path.of("/home/kim");

  @Test
  void standard_variables_goFirst() {
    assertEquals(
        Path.of("/srv/p"),
        DataFolder.standard(
            Map.of("PERENNIAL_DATA_DIR", "/srv/p", "XDG_DATA_HOME", "/data"), HOME));
    assertEquals(
        Path.of("/data/perennial"), DataFolder.standard(Map.of("XDG_DATA_HOME", "/data"), HOME));
    assertEquals(Path.of("/home/kim/.local/share/perennial"), DataFolder.standard(Map.of(), HOME));
  }
}
