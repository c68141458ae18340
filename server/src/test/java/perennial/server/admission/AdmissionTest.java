package perennial.server.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AdmissionTest {
  private final Admission admission = new Admission(1_000);

  @Test
  void enterBatch_aboveTheBound_isRefusedWithADelay() {
    admission.enterBatch(900);
    Overloaded error = assertThrows(Overloaded.class, () -> admission.enterBatch(51));
    assertTrue(error.retryAfter().isPositive(), error::toString);
    assertEquals(900, admission.rows());
    assertEquals(51, admission.rejected());
    admission.enterBatch(50);
    admission.leave(900);
    admission.enterBatch(51);
  }

  @Test
  void enterSingle_fullOfBatches_stillFits() {
    admission.enterBatch(950);
    for (int i = 0; i < 50; i++) {
      admission.enterSingle();
    }
    assertThrows(Overloaded.class, admission::enterSingle);
  }

  @Test
  void enterBatch_largerThanTheLimit_fitsAnIdleServer() {
    admission.enterBatch(5_000);
    assertThrows(Overloaded.class, () -> admission.enterBatch(1));
    admission.leave(5_000);
    admission.enterBatch(1);
  }

  @Test
  void enterSingle_besideABatchLargerThanAllMay_stillFits() {
    admission.enterBatch(5_000);
    admission.enterSingle();
    assertEquals(951, admission.rows());
    admission.leave(5_000);
    admission.leave(1);
    assertEquals(0, admission.rows());
  }
}
