package perennial.admin.page;

import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import java.util.Objects;
import perennial.admin.session.Forbidden;
import perennial.admin.session.ForgedForm;
import perennial.registry.ArtifactCorrupted;
import perennial.registry.DeploymentConflict;
import perennial.registry.LastAdmin;
import perennial.registry.RegistryUnavailable;
import perennial.registry.UnknownModel;
import perennial.registry.UnknownUser;
import perennial.registry.UnknownVersion;

/**
 * The one translation from what can go wrong to HTTP.
 *
 * @param title what happened, in words
 * @param detail what it means or what to do
 */
public record Failure(HttpStatus status, String title, String detail) {

  public static Failure of(Throwable e) {
    String message = Objects.requireNonNullElse(e.getMessage(), "");
    return switch (e) {
      case UnknownModel u -> notFound(message);
      case UnknownVersion u -> notFound(message);
      case NotFound u -> notFound(message);
      case DeploymentConflict c ->
          new Failure(HttpStatus.CONFLICT, "Someone else deployed first", Prose.sentence(message));
      case RegistryUnavailable r ->
          new Failure(
              HttpStatus.SERVICE_UNAVAILABLE,
              "The registry’s database cannot be reached",
              "Nothing was changed. Servers keep answering with the version they have;"
                  + " this page works again once the database does.");
      case ForgedForm f ->
          new Failure(
              HttpStatus.FORBIDDEN,
              "This form is out of date",
              "It belongs to another session, perhaps because you signed in again since it was"
                  + " opened. Nothing was changed. Open the page again and repeat.");
      case Forbidden f ->
          new Failure(
              HttpStatus.FORBIDDEN, "Your role does not allow this", Prose.sentence(message));
      case LastAdmin l ->
          new Failure(
              HttpStatus.CONFLICT, "Nobody would be left to administer", Prose.sentence(message));
      case UnknownUser u -> notFound(message);
      case ArtifactCorrupted a ->
          new Failure(HttpStatus.INTERNAL_SERVER_ERROR, "A stored artifact is damaged", message);
      case HttpStatusException h -> of(h.getStatus());
      case ConversionErrorException c -> badRequest(message);
      case UnsatisfiedRouteException u -> badRequest(message);
      case IllegalArgumentException i -> badRequest(message);
      default -> of(HttpStatus.INTERNAL_SERVER_ERROR);
    };
  }

  static Failure of(HttpStatus status) {
    return switch (status) {
      case NOT_FOUND -> notFound("nothing lives at this address");
      case METHOD_NOT_ALLOWED ->
          new Failure(status, "This address does not take that", "Open it from a page instead.");
      case INTERNAL_SERVER_ERROR ->
          new Failure(
              status,
              "This page failed",
              "The fault is ours. The program’s log has the reason under the number below.");
      default -> new Failure(status, status.getReason(), "The request was refused.");
    };
  }

  private static Failure notFound(String message) {
    return new Failure(HttpStatus.NOT_FOUND, "Not found", Prose.sentence(message));
  }

  private static Failure badRequest(String message) {
    return new Failure(
        HttpStatus.BAD_REQUEST, "The request makes no sense", Prose.sentence(message));
  }
}
