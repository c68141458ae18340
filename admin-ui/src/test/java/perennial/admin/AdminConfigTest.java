package perennial.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AdminConfigTest {
  @Test
  void fromEnvironment_nothingSet_givesDefaults() {
    assertEquals(AdminConfig.defaults(), AdminConfig.fromEnvironment(Map.of("HOME", "/root")));
  }

  @Test
  void fromEnvironment_everythingSet_isRead() {
    AdminConfig config =
        AdminConfig.fromEnvironment(
            Map.of(
                "PERENNIAL_ADMIN_BIND", "0.0.0.0",
                "PERENNIAL_ADMIN_PORT", "8443",
                "PERENNIAL_ADMIN_SESSION_HOURS", "2",
                "PERENNIAL_ADMIN_SECURE_COOKIES", "true",
                "PERENNIAL_ADMIN_TIME_ZONE", "Europe/Paris",
                "PERENNIAL_ADMIN_API_ADDRESS", "clv.example:443",
                "PERENNIAL_ADMIN_JSON_ADDRESS", "clv.example:8443"));
    assertEquals(
        new AdminConfig(
            "0.0.0.0",
            8443,
            Duration.ofHours(2),
            true,
            ZoneId.of("Europe/Paris"),
            "clv.example:443",
            "clv.example:8443"),
        config);
  }

  @Test
  void fromEnvironment_severalWrong_listsAll() {
    Map<String, String> wrong =
        Map.of(
            "PERENNIAL_ADMIN_PORT", "80800",
            "PERENNIAL_ADMIN_SESSION_HOURS", "forever",
            "PERENNIAL_ADMIN_SECURE_COOKIES", "yes",
            "PERENNIAL_ADMIN_TIME_ZONE", "Mars/Base");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> AdminConfig.fromEnvironment(wrong));
    for (String key : wrong.keySet()) {
      assertTrue(String.valueOf(e.getMessage()).contains(key), e.getMessage());
    }
  }
}
