package perennial.trainer.worker;

/**
 * One setting of the worker, as {@code --help} and the documentation print it.
 *
 * @param key name of the environment variable
 * @param unit of the value; empty for text
 * @param defaultValue as it would be written
 * @param meaning one sentence
 */
public record WorkerSetting(String key, String unit, String defaultValue, String meaning) {}
