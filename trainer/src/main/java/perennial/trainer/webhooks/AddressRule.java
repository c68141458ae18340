package perennial.trainer.webhooks;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which hosts messages may go to. Whoever may enter a URL must not reach what only this machine
 * can: loopback, private and link-local networks, and the clouds' metadata services among them. A
 * name is refused when one of its addresses is.
 */
final class AddressRule {
  private final boolean privateAllowed;

  AddressRule(boolean privateAllowed) {
    this.privateAllowed = privateAllowed;
  }

  /**
   * @param addresses all of the host; the message must go to one of these, and not by the name,
   *     which may lead elsewhere a moment later
   * @throws RefusedAddress when messages may not go there
   */
  void require(String host, List<InetAddress> addresses) {
    if (privateAllowed) {
      return;
    }
    for (InetAddress address : addresses) {
      if (!isPublic(address)) {
        throw new RefusedAddress(
            "%s is %s, which is no public address".formatted(host, address.getHostAddress()));
      }
    }
  }

  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    return switch (address) {
      case Inet4Address four -> isPublic(four.getAddress());
      case Inet6Address six -> isPublicSix(six.getAddress());
      default -> false;
    };
  }

  private static boolean isPublic(byte[] four) {
    int first = four[0] & 0xff;
    int second = four[1] & 0xff;
    int third = four[2] & 0xff;
    boolean shared = first == 100 && second >= 64 && second < 128; // carriers' networks
    boolean special = first == 192 && second == 0 && (third == 0 || third == 2);
    boolean benchmarks = first == 198 && (second == 18 || second == 19);
    return first != 0 && first < 224 && !shared && !special && !benchmarks;
  }

  private static boolean isPublicSix(byte[] six) {
    int first = six[0] & 0xff;
    int second = six[1] & 0xff;
    boolean unique = (first & 0xfe) == 0xfc; // fc00::/7
    boolean translated = first == 0 && second == 0x64; // 64:ff9b::/96 leads to IPv4
    boolean tunnel = first == 0x20 && second == 0x02; // 2002::/16 likewise
    boolean teredo = first == 0x20 && second == 0x01 && six[2] == 0 && six[3] == 0; // likewise
    boolean mappedOrCompatible = first == 0 && second == 0;
    return !unique && !translated && !tunnel && !teredo && !mappedOrCompatible;
  }
}
