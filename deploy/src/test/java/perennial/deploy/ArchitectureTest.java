package perennial.deploy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

/** The walls of the house: who may know whom. */
class ArchitectureTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          // a packaged test jar is no folder of test classes, and so no test to the option above
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("perennial");

  private static final String[] MODEL = {
    "perennial.model..", "perennial.math..", "perennial.evaluation..", "perennial.simulation.."
  };

  @Test
  void programs_neverDependOnEachOther() {
    slices()
        .matching("perennial.(trainer|server|admin)..")
        .namingSlices("$1")
        .should()
        .notDependOnEachOther()
        .check(HOUSE);
  }

  @Test
  void everything_exceptDeploy_ignoresDeploy() {
    noClasses()
        .that()
        .resideOutsideOfPackage("perennial.deploy..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("perennial.deploy..")
        .check(HOUSE);
  }

  @Test
  void model_dependsOnNothingOfOurs() {
    noClasses()
        .that()
        .resideInAnyPackage(MODEL)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "perennial.registry..",
            "perennial.trainer..",
            "perennial.server..",
            "perennial.admin..",
            "perennial.api..",
            "perennial.artifact..")
        .check(HOUSE);
  }

  @Test
  void model_doesNoInputOrOutput() {
    noClasses()
        .that()
        .resideInAnyPackage(MODEL)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "java.nio.file..", "java.net..", "org.slf4j..")
        .check(HOUSE);
  }

  @Test
  void registry_dependsOnNoProgram() {
    noClasses()
        .that()
        .resideInAPackage("perennial.registry..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("perennial.trainer..", "perennial.server..", "perennial.admin..")
        .check(HOUSE);
  }

  @Test
  void onlyRegistry_speaksToPostgres() {
    noClasses()
        .that()
        .resideOutsideOfPackage("perennial.registry..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.postgresql..", "org.jdbi..", "com.zaxxer..", "org.flywaydb..", "javax.sql..")
        .check(HOUSE);
  }

  @Test
  void onlyRegistry_turnsModelsIntoBytes() {
    noClasses()
        .that()
        .resideOutsideOfPackages("perennial.registry..", "perennial.artifact..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("perennial.artifact..")
        .check(HOUSE);
  }

  @Test
  void statusCodes_areChosenInOnePlace() {
    noClasses()
        .that()
        .resideInAPackage("perennial.server..")
        .and()
        .haveSimpleNameNotStartingWith("GrpcErrors")
        .should()
        .accessField(io.grpc.Status.class, "INVALID_ARGUMENT")
        .orShould()
        .accessField(io.grpc.Status.class, "NOT_FOUND")
        .orShould()
        .accessField(io.grpc.Status.class, "ABORTED")
        .orShould()
        .accessField(io.grpc.Status.class, "INTERNAL")
        .orShould()
        .accessField(io.grpc.Status.class, "UNAVAILABLE")
        .orShould()
        .accessField(io.grpc.Status.class, "UNAUTHENTICATED")
        .check(HOUSE);
  }

  @Test
  void time_comesThroughAClock() {
    // The embedded server compares with the times of files, which are the system's.
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "perennial.api..", "perennial.artifact..", "perennial.registry.embedded..")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .check(HOUSE);
    noClasses()
        .that()
        .resideOutsideOfPackage("perennial.deploy..")
        .and()
        .resideOutsideOfPackage("perennial.trainer.cli..")
        .should()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .check(HOUSE);
  }
}
