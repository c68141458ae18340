package perennial.registry;

import java.util.SortedMap;
import java.util.TreeMap;
import perennial.artifact.v1.BtydArtifact;
import perennial.artifact.v1.Group;
import perennial.model.CovariateEffects;
import perennial.model.GroupEffects;
import perennial.model.PurchaseModel;

/** What makes a model depend on the customer, as messages. */
final class EffectsCodec {
  private EffectsCodec() {}

  static void encode(CovariateEffects effects, BtydArtifact.Builder out) {
    if (!effects.isEmpty()) {
      out.setCovariates(
          perennial.artifact.v1.CovariateEffects.newBuilder()
              .addAllNames(effects.names())
              .addAllRate(effects.rate())
              .addAllDropout(effects.dropout()));
    }
  }

  static void encode(GroupEffects effects, BtydArtifact.Builder out) {
    if (effects.isEmpty()) {
      return;
    }
    var message = perennial.artifact.v1.GroupEffects.newBuilder().setColumn(effects.column());
    effects
        .groups()
        .forEach((name, group) -> {
          Group.Builder one = Group.newBuilder().setName(name).setCustomers(group.customers());
          for (double parameter : group.purchases().parameters()) {
            one.addParameters(parameter);
          }
          ArtifactCodec.addAll(group.covariance(), one::addCovariance);
          message.addGroups(one);
        });
    out.setGroups(message);
  }

  static CovariateEffects covariates(BtydArtifact in) {
    perennial.artifact.v1.CovariateEffects effects = in.getCovariates();
    return new CovariateEffects(
        effects.getNamesList(), effects.getRateList(), effects.getDropoutList());
  }

  static GroupEffects groups(BtydArtifact in, PurchaseModel population) {
    SortedMap<String, GroupEffects.Group> groups = new TreeMap<>();
    for (Group group : in.getGroups().getGroupsList()) {
      double[] parameters =
          group.getParametersList().stream().mapToDouble(Double::doubleValue).toArray();
      groups.put(
          group.getName(),
          new GroupEffects.Group(
              population.withParameters(parameters),
              ArtifactCodec.covariance("group", group.getCovarianceList(), parameters.length),
              group.getCustomers()));
    }
    return new GroupEffects(in.getGroups().getColumn(), groups);
  }
}
