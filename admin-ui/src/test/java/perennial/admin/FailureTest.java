package perennial.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong, and that somebody is told. */
final class FailureTest {
  private World world;
  private Browser browser;

  @BeforeEach
  void start() {
    world = World.filled().signedIn();
    browser = world.browser;
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/models/none | 404 | No model &#39;none&#39;",
        "/models/%3Cscript%3E | 404 | No model",
        "/models/retail/versions/99 | 404 | has no version 99",
        "/models/retail/versions/two | 400 | The request makes no sense",
        "/models/retail/compare?a=1 | 400 | The request makes no sense",
        "/models/retail/promote | 400 | The request makes no sense",
        "/nowhere | 404 | Not found",
        "/assets/../views/layout.html | 404 | Not found",
      })
  void get_whatIsNotThere_isExplained(String path, int status, String text) {
    HttpResponse<String> response = browser.get(path);
    assertEquals(status, response.statusCode(), response.body());
    assertTrue(response.body().contains(text), response.body());
    assertFalse(response.body().contains("<script"));
  }

  @Test
  void post_toAReadingPage_isNotAllowed() {
    assertEquals(405, browser.post("/audit", Map.of()).statusCode());
  }

  @Test
  void anyPage_databaseGone_is503AndComesBack() {
    world.parts.registry().down(true);
    for (String path : new String[] {"/", "/models/retail", "/audit", "/models/retail/rollback"}) {
      HttpResponse<String> response = browser.get(path);
      assertEquals(503, response.statusCode(), path);
      assertTrue(response.body().contains("database cannot be reached"), path);
      assertFalse(response.body().contains("connection refused"), "no internals");
    }
    world.parts.registry().down(false);
    assertEquals(200, browser.get("/").statusCode());
  }

  @Test
  void deploy_databaseGone_is503AndNothingChanged() {
    String token = Browser.token(browser.get("/").body());
    world.parts.registry().down(true);
    Map<String, String> form =
        Map.of("csrf", token, "version", "5", "sequence", "6", "reason", "x");
    assertEquals(503, browser.post("/models/retail/deployments", form).statusCode());
    world.parts.registry().down(false);
    assertEquals(6, world.parts.registry().live("retail").orElseThrow().sequence());
  }

  @Test
  void audit_chainBroken_isTheTitle() {
    world.parts.audit().breakAt(7);
    assertTrue(browser.get("/audit").body().contains("The audit was tampered with: entry 7"));
  }

  @Test
  void audit_filters_andExportsFormulasAsText() {
    world.parts.audit().append("eve", "deploy", "retail v5", "=HYPERLINK(\"x\")", "@reason, \"q\"");
    assertTrue(browser.get("/audit?actor=nobody").body().contains("No entry matches"));
    HttpResponse<String> csv = browser.get("/audit.csv?actor=eve");
    assertEquals(200, csv.statusCode());
    assertTrue(csv.headers().firstValue("Content-Disposition").orElse("").contains("attachment"));
    assertEquals(2, csv.body().lines().count(), csv.body());
    assertTrue(
        csv.body().contains("\"'=HYPERLINK(\"\"x\"\")\",\"'@reason, \"\"q\"\"\""), csv.body());
  }

  @Test
  void start_portTaken_saysWhich() {
    AdminConfig taken = AdminConfig.defaults().at("127.0.0.1", world.ui.port());
    Wiring wiring = World.wiring(world.parts, taken);
    PortTaken e = assertThrows(PortTaken.class, () -> AdminUi.start(wiring));
    assertTrue(
        String.valueOf(e.getMessage())
            .contains("port " + world.ui.port() + " on 127.0.0.1 is taken"));
  }

  @Test
  void beans_inAnotherProgramsContext_doNotExist() {
    try (ApplicationContext other =
        ApplicationContext.run(
            Map.of("perennial.program", "server", "micronaut.server.port", -1))) {
      EmbeddedServer server = other.getBean(EmbeddedServer.class);
      assertEquals(
          0,
          other
              .getBean(Router.class)
              .uriRoutes()
              .filter(r -> r.toString().contains("login"))
              .count(),
          server::toString);
      assertFalse(other.containsBean(AdminFactory.class));
    }
  }

  @Test
  void page_whoseTemplateFails_isAnErrorPageAtOnce() {
    HttpResponse<String> response = browser.get(BrokenController.PATH);
    assertEquals(500, response.statusCode());
    assertTrue(response.body().contains("This page failed"), response.body());
    assertTrue(response.body().endsWith("</html>\n"), "whole");
    assertFalse(response.body().contains("TemplateProcessing"), "no internals");
    assertEquals(200, browser.get("/").statusCode());
  }

  @Test
  void asset_ofAPage_mayBeKeptForEver() {
    String page = browser.get("/").body();
    String css = page.replaceAll("(?s).*href=\"(/assets/perennial-[0-9a-f]+\\.css)\".*", "$1");
    HttpResponse<String> response = browser.get(css);
    assertEquals(200, response.statusCode());
    assertTrue(response.headers().firstValue("Cache-Control").orElse("").contains("immutable"));
    assertEquals("no-store", browser.get("/").headers().firstValue("Cache-Control").orElse(""));
  }

  @Test
  void templates_neverWriteUnescaped() throws IOException {
    try (Stream<Path> views = Files.walk(Path.of("src/main/resources/views"))) {
      for (Path view : views.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(view);
        assertFalse(text.contains("utext"), view.toString());
        assertFalse(text.contains("[("), view.toString());
        assertFalse(text.contains("style="), view.toString());
        boolean ours = text.contains("<script defer th:src=\"${frame.script}\"></script>");
        assertEquals(
            ours && view.endsWith("layout.html") ? 1 : 0,
            text.split("<script", -1).length - 1,
            view.toString());
        assertTrue(text.startsWith("<!doctype html>"), view.toString());
      }
    }
  }
}
