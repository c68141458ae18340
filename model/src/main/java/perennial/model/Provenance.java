package perennial.model;

import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedMap;

/**
 * What made a version; every part is always known.
 *
 * @param dataSha256 lower-case hex SHA-256 of the input files' bytes, in the order of their names
 * @param dataSource where the data came from, such as the files' names or "simulated"
 * @param transactions input lines that were used
 * @param customers customers that the parameters were fitted on
 * @param firstTransaction first day of the data
 * @param observationEnd last day of the data that the parameters were fitted on
 * @param settings every setting of the run by its command-line name
 * @param seed of whatever was random; 0 when nothing was
 * @param codeRevision of this software
 * @param java version and vendor of the Java runtime
 * @param operatingSystem name, version and architecture
 * @param fittedAt when
 */
public record Provenance(
    String dataSha256,
    String dataSource,
    long transactions,
    long customers,
    LocalDate firstTransaction,
    LocalDate observationEnd,
    SortedMap<String, String> settings,
    long seed,
    String codeRevision,
    String java,
    String operatingSystem,
    Instant fittedAt) {}
