package perennial.trainer.cli;

import picocli.CommandLine.Option;

/** The model's name. A mixin. */
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "retail",
      description = "Name of the model in the registry. Default: ${DEFAULT-VALUE}.")
  private String model = "";

  String name() {
    return model;
  }
}
