package perennial.deploy;

import java.nio.file.Path;

/**
 * Where the all-in-one program keeps its data and listens.
 *
 * @param dataFolder holds the database, the simulated transactions and the last-known-good versions
 * @param bind address of every port
 * @param grpcPort of predictions and the registry; 0 for any free one
 * @param httpPort of JSON predictions; 0 for any free one
 * @param adminPort of the admin UI; 0 for any free one
 * @param ownData whether the user named data to train on, which only a first start does
 */
record StandaloneConfig(
    Path dataFolder, String bind, int grpcPort, int httpPort, int adminPort, boolean ownData) {}
