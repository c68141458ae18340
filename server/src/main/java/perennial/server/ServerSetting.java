package perennial.server;

/**
 * One setting of the server, as {@code --help} and the README print it.
 *
 * @param key name of the environment variable
 * @param unit of the value; empty for text
 * @param defaultValue as it would be written
 * @param meaning one sentence
 */
public record ServerSetting(String key, String unit, String defaultValue, String meaning) {}
