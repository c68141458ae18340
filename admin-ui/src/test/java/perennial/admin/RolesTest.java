package perennial.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import perennial.admin.session.Access;
import perennial.admin.session.Needs;
import perennial.registry.AuditLog.AuditFilter;
import perennial.registry.Role;

/** Every route that the program has, tried by everybody. Routes are found, not listed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RolesTest {
  private static final String NOT_ALLOWED = "Your role does not allow this";

  private static final Map<String, String> FORGED =
      Map.of("csrf", "0".repeat(64), "reason", "forged", "name", "eve", "version", "5");

  private final World world = World.peopled();
  private final Map<Role, Browser> browsers = new EnumMap<>(Role.class);

  RolesTest() {
    for (Role role : Role.values()) {
      world.parts.accounts().add(role.text(), role, World.PASSWORD);
    }
  }

  @AfterAll
  void stop() {
    world.close();
  }

  /** A route with something in place of its variables. */
  record Route(HttpMethod method, String path, Optional<Access> access) {
    @Override
    public String toString() {
      return method + " " + path;
    }

    boolean isFor(Access who) {
      return access.equals(Optional.of(who));
    }

    HttpResponse<String> call(Browser browser, Map<String, String> form) {
      return method == HttpMethod.GET ? browser.get(path) : browser.post(path, form);
    }
  }

  Stream<Route> routes() {
    Router router = world.ui.context().getBean(Router.class);
    return router
        .uriRoutes()
        .filter(r -> r.getHttpMethod() != HttpMethod.HEAD)
        .map(RolesTest::of)
        .distinct();
  }

  private static Route of(UriRouteInfo<?, ?> route) {
    String path =
        route
            .getUriMatchTemplate()
            .toPathString()
            .replace("{model}", "retail")
            .replaceAll("\\{(version|id|sequence|run|alert|number)\\}", "1")
            .replaceAll("\\{[^}]+\\}", "x");
    return new Route(
        route.getHttpMethod(),
        path,
        route.getAnnotationMetadata().enumValue(Needs.class, Access.class));
  }

  Stream<Route> posts() {
    return routes().filter(r -> r.method() != HttpMethod.GET);
  }

  record Attempt(Role role, Route route) {
    @Override
    public String toString() {
      return role.text() + ": " + route;
    }
  }

  Stream<Attempt> attempts() {
    return routes()
        .filter(r -> !r.path().equals("/logout")) // would end the session that the others share
        .filter(r -> !r.path().equals(BrokenController.PATH)) // of another test
        .flatMap(route -> Stream.of(Role.values()).map(role -> new Attempt(role, route)));
  }

  private Browser browser(Role role) {
    return browsers.computeIfAbsent(
        role,
        r -> {
          Browser browser = new Browser(world.ui);
          assertEquals(303, browser.signIn(r.text(), World.PASSWORD).statusCode());
          return browser;
        });
  }

  @Test
  void everyRoute_saysWhomItIsFor() {
    List<String> silent = routes().filter(r -> r.access().isEmpty()).map(Route::toString).toList();
    assertEquals(List.of(), silent, "routes without @Needs");
    assertTrue(routes().count() > 15, "routes are found");
  }

  @Test
  void onlySignInAndAssets_areForAnybody() {
    List<String> open =
        routes().filter(r -> r.isFor(Access.ANYBODY)).map(Route::toString).sorted().toList();
    assertEquals(List.of("GET /assets/x", "GET /login", "POST /login"), open);
  }

  @Test
  void noRoute_thatChangesThings_isForViewers() {
    List<String> own = List.of("/logout", "/password", "/settings/sessions/end");
    List<String> open =
        posts()
            .filter(r -> r.isFor(Access.VIEWER) && !own.contains(r.path()))
            .map(Route::toString)
            .toList();
    assertEquals(List.of(), open);
  }

  @ParameterizedTest
  @MethodSource("attempts")
  void route_byRole_isRefusedExactlyWhereItIsNotFor(Attempt attempt) {
    Route route = attempt.route();
    HttpResponse<String> response = route.call(browser(attempt.role()), Map.of());
    boolean mayDo =
        route.isFor(Access.ANYBODY)
            || attempt.role().includes(Role.valueOf(route.access().orElseThrow().name()));
    assertEquals(
        !mayDo,
        response.statusCode() == 403 && response.body().contains(NOT_ALLOWED),
        response.statusCode() + " " + response.body());
    assertTrue(response.statusCode() < 500, response.body());
  }

  @ParameterizedTest
  @MethodSource("routes")
  void route_withoutSession_leadsToSignIn(Route route) {
    HttpResponse<String> response = route.call(new Browser(world.ui), Map.of());
    if (!route.isFor(Access.ANYBODY)) {
      assertEquals(303, response.statusCode());
      assertTrue(Browser.location(response).startsWith("/login"), Browser.location(response));
    }
  }

  @ParameterizedTest
  @MethodSource("posts")
  void post_withoutTheFormsToken_isForbiddenAndChangesNothing(Route route) {
    Browser admin = browser(Role.ADMIN);
    List<Object> before = state();
    for (Map<String, String> form : List.of(Map.<String, String>of(), FORGED)) {
      HttpResponse<String> response = route.call(admin, form);
      assertEquals(403, response.statusCode(), response.body());
      assertTrue(response.body().contains("This form is out of date"), response.body());
    }
    assertEquals(before, state());
  }

  private List<Object> state() {
    List<Object> state = new ArrayList<>(world.parts.audit().entries(AuditFilter.NONE, 0, 5));
    state.addAll(world.parts.registry().live());
    return state;
  }

  @ParameterizedTest
  @MethodSource("posts")
  void post_fromAnotherSite_isForbidden(Route route) {
    Browser admin = browser(Role.ADMIN);
    String token = Browser.token(admin.get("/").body());
    HttpResponse<String> response =
        admin.post(route.path(), Map.of("csrf", token), "Sec-Fetch-Site", "cross-site");
    assertEquals(403, response.statusCode());
  }

  @Test
  void viewer_seesThePromotion_butItsButtonIsOff() {
    Browser viewer = browser(Role.VIEWER);
    String page = viewer.get("/models/retail/promote?version=5").body();
    assertTrue(page.contains("disabled=\"disabled\">Deploy v5"), page);
    assertTrue(page.contains("this is for engineers and admins"), page);
    assertFalse(viewer.get("/models/retail").body().contains(">Roll back<"));
    String engineers = browser(Role.ENGINEER).get("/models/retail/promote?version=5").body();
    assertFalse(engineers.contains("disabled=\"disabled\">"), engineers);
    String refused = viewer.post("/models/retail/rollback", Map.of()).body();
    assertTrue(
        refused.toLowerCase(Locale.ROOT).contains("for the role engineer, and yours is viewer"),
        refused);
  }
}
