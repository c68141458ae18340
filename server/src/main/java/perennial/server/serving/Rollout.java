package perennial.server.serving;

import java.util.List;
import perennial.model.CustomerHistory;
import perennial.model.Prediction;

/**
 * What happens beside an answer: its row in the prediction log, its shadow, the watch over the
 * challenger. Cheap; never waits and never throws.
 */
public interface Rollout {
  /** Nothing happens beside. */
  Rollout NONE =
      new Rollout() {
        @Override
        public boolean stopped(ServedModel served) {
          return false;
        }

        @Override
        public Answer answered(Asked asked, Answer answer) {
          return answer;
        }

        @Override
        public void answered(
            Asked asked, List<CustomerHistory> histories, List<Prediction> predictions) {}

        @Override
        public void failed(Asked asked, Arm arm, RuntimeException cause) {}

        @Override
        public void unanswered(Unanswered request, RuntimeException cause) {}
      };

  /** Whether the challenger answers nobody for now, whatever share the deployment gives it. */
  boolean stopped(ServedModel served);

  /**
   * Takes note of an answer.
   *
   * @return the answer, with its id in the log when it was sampled
   */
  Answer answered(Asked asked, Answer answer);

  /** Takes note of a batch that the champion answered; {@code asked} is without customer. */
  void answered(Asked asked, List<CustomerHistory> histories, List<Prediction> predictions);

  /** Takes note of a request, or a whole batch by histories, that this arm could not answer. */
  void failed(Asked asked, Arm arm, RuntimeException cause);

  /** Takes note of a request that reached no version. */
  void unanswered(Unanswered request, RuntimeException cause);
}
