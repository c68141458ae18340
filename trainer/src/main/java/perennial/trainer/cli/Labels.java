package perennial.trainer.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import perennial.fitting.CovariatePenalty;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.registry.retraining.Policy;
import perennial.trainer.Family;
import perennial.trainer.SpendChoice;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Options whose values are a few fixed words. */
final class Labels {
  private Labels() {}

  static final class FamilyLabel implements ITypeConverter<Family> {
    @Override
    public Family convert(String value) {
      return find(Family.values(), Family::label, value);
    }
  }

  static final class TimeUnitLabel implements ITypeConverter<TimeUnit> {
    @Override
    public TimeUnit convert(String value) {
      try {
        return TimeUnit.ofLabel(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  static final class SpendOrdersLabel implements ITypeConverter<SpendOrders> {
    @Override
    public SpendOrders convert(String value) {
      return find(SpendOrders.values(), SpendOrders::label, value);
    }
  }

  static final class SpendChoiceLabel implements ITypeConverter<SpendChoice> {
    @Override
    public SpendChoice convert(String value) {
      return find(SpendChoice.values(), SpendChoice::label, value);
    }
  }

  static final class ThenLabel implements ITypeConverter<Policy.Then> {
    @Override
    public Policy.Then convert(String value) {
      return find(Policy.Then.values(), then -> then.name().toLowerCase(Locale.ROOT), value);
    }
  }

  static final class PenaltyLabel implements ITypeConverter<CovariatePenalty> {
    @Override
    public CovariatePenalty convert(String value) {
      if (value.equalsIgnoreCase("cv")) {
        return CovariatePenalty.CROSS_VALIDATED;
      }
      try {
        return new CovariatePenalty(false, Double.parseDouble(value));
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'%s' is neither cv nor a number".formatted(value));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  private static <T> T find(T[] values, Function<T, String> label, String text) {
    return Arrays.stream(values)
        .filter(value -> label.apply(value).equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException(
                "'%s' is none of %s"
                    .formatted(
                        text, String.join(", ", Arrays.stream(values).map(label).toList()))));
  }
}
