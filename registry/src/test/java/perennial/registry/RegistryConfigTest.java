package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryConfigTest {
  @ParameterizedTest
  @CsvSource({
    "postgresql://ann:s3cret@db/clv, jdbc:postgresql://db/clv, s3cret",
    "postgres://ann:s3cret@db:5433/clv?sslmode=require,"
        + " jdbc:postgresql://db:5433/clv?sslmode=require, s3cret",
    "jdbc:postgresql://db:5432/clv?user=ann&password=s3cret&a=b, jdbc:postgresql://db:5432/clv?a=b,"
        + " s3cret",
    "jdbc:postgresql://ann:s3cret@db:5432/clv, jdbc:postgresql://db:5432/clv, s3cret",
    "postgresql://ann:p%40ss%2Fw+rd@db/clv, jdbc:postgresql://db/clv, p@ss/w+rd",
    "postgresql://ann:p@ss@db/clv, jdbc:postgresql://db/clv, p@ss",
    "'postgresql://ann@a:1,b:2/clv', 'jdbc:postgresql://a:1,b:2/clv', ''",
    "postgresql://ann@[::1]:5432/clv, jdbc:postgresql://[::1]:5432/clv, ''",
  })
  void fromUrl_manyForms_areOneForm(String url, String jdbcUrl, String password) {
    assertEquals(
        new RegistryConfig(jdbcUrl, "ann", password, 10), RegistryConfig.fromUrl(url, Map.of()));
  }

  @Test
  void fromUrl_withoutPassword_takesTheEnvironment() {
    Map<String, String> environment =
        Map.of("PERENNIAL_DATABASE_USER", "eve", "PERENNIAL_DATABASE_PASSWORD", "pw");
    RegistryConfig config = RegistryConfig.fromUrl("postgresql://db/clv", environment);
    assertEquals("eve", config.user());
    assertEquals("pw", config.password());
  }

  @ParameterizedTest
  @CsvSource({
    "mysql://db/clv, must be postgresql://",
    "'', must be postgresql://",
    "postgresql://ann@db, names no database",
    "postgresql://ann@db:0/clv, port '0'",
    "postgresql://ann@db:99999/clv, port '99999'",
    "postgresql://ann@db:s3cret/clv, port",
    "postgresql:///clv, names no user",
    "postgresql://ann:s3cret%zz@db/clv, percent-encoded",
    "jdbc:postgresql:clv, must be postgresql://",
  })
  void fromUrl_bad_saysWhatIsWrong(String url, String part) {
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> RegistryConfig.fromUrl(url, Map.of()));
    assertTrue(refusal.toString().contains(part), refusal::toString);
    assertFalse(refusal.toString().contains("s3cret%zz"), refusal::toString);
  }

  @Test
  void new_severalErrors_areAllListed() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new RegistryConfig("postgresql://db:0/", "", "", 0));
    for (String part : new String[] {"port '0'", "no database", "no user", "maxConnections 0"}) {
      assertTrue(refusal.toString().contains(part), refusal::toString);
    }
  }

  @Test
  void toString_neverHasThePassword() {
    String shown =
        RegistryConfig.fromUrl("postgresql://ann:s3cret@db/clv?password=s3cret", Map.of())
            .toString();
    assertFalse(shown.contains("s3cret"), shown);
    assertTrue(shown.contains("jdbc:postgresql://db/clv"), shown);
  }

  @Test
  void fromConnectionProperties_readsTheFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("connection.properties");
    Files.writeString(file, "url=jdbc:postgresql://127.0.0.1:5/perennial\nuser=u\npassword=p\n");
    assertEquals(
        new RegistryConfig("jdbc:postgresql://127.0.0.1:5/perennial", "u", "p", 10),
        RegistryConfig.fromConnectionProperties(file));
    Files.writeString(file, "url=\\u00zz");
    assertThrows(
        IllegalArgumentException.class, () -> RegistryConfig.fromConnectionProperties(file));
  }
}
